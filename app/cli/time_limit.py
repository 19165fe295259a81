"""Work done in a child process, so that a hang or a crash ends in words after a fixed time."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import TypeVar

T = TypeVar("T")


class TookTooLong(Exception):
    """The work was stopped at its limit."""


class Crashed(Exception):
    """The child ended without an answer; the text is for the developer, not for the reader."""


def within(seconds: float, work: Callable[[], T]) -> T:
    """Return what `work` returns, done in a forked child; its result must be picklable.

    Raises TookTooLong after `seconds`, Crashed when the child fails in any other way.
    """
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe(duplex=False)
    child = fork.Process(target=_work, args=(theirs, work), daemon=True)
    child.start()
    theirs.close()
    try:
        if not ours.poll(seconds):
            raise TookTooLong
        worked, result = ours.recv()
    except EOFError as error:
        raise Crashed("the child died") from error
    finally:
        child.kill()
        child.join()
        ours.close()
    if not worked:
        raise Crashed(str(result))
    answer: T = result
    return answer


def _work(channel: Connection, work: Callable[[], object]) -> None:
    # An impatient Ctrl+C belongs to the parent, which kills this child.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        channel.send((True, work()))
    except Exception as error:
        # The border of the process: whatever broke is told, nothing is printed.
        channel.send((False, f"{type(error).__name__}: {error}"[:500]))
    channel.close()

"""Two sessions whose steps run in a given order, each in a thread of its own.

A step that waits for the other session's lock is left waiting, as PostgreSQL's isolation tester
does: the order goes on, and the step ends when the lock is free.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from itertools import combinations
from queue import SimpleQueue
from threading import Thread

from app.errors import ChuTruongError

# Long enough for a step that does not wait; a step that is slower only makes the order looser.
PATIENCE_SECONDS = 0.03
Pause = Callable[[], None]
Script = Callable[[Pause], None]


def all_orders(steps_of_a: int, steps_of_b: int) -> list[str]:
    """Return every order of the two sessions' steps, such as `ABBA`."""
    total = steps_of_a + steps_of_b
    orders = []
    for places in combinations(range(total), steps_of_a):
        orders.append("".join("A" if n in places else "B" for n in range(total)))
    return orders


class Session:
    """A script that stops at each call of its pause until it is told to go on."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._tokens: SimpleQueue[None] = SimpleQueue()
        self._reports: SimpleQueue[None] = SimpleQueue()
        self.outcome: Future[ChuTruongError | None] = Future()
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def go(self) -> None:
        """Let the script do its next step; wait until it is done or seen to be waiting."""
        self._tokens.put(None)
        try:
            self._reports.get(timeout=PATIENCE_SECONDS)
        except Exception:  # noqa: S110 queue.Empty: the step waits for a lock
            pass

    def end(self) -> ChuTruongError | None:
        """Wait for the script to end; return the error it ended with, if any."""
        error = self.outcome.result(timeout=30)
        self._thread.join(5)
        return error

    def _pause(self) -> None:
        self._reports.put(None)
        self._tokens.get()

    def _run(self) -> None:
        self._tokens.get()
        try:
            self._script(self._pause)
        except ChuTruongError as error:
            self.outcome.set_result(error)
        except BaseException as error:
            self.outcome.set_exception(error)
        else:
            self.outcome.set_result(None)
        self._reports.put(None)


def run_in_order(order: str, a: Script, b: Script) -> Sequence[ChuTruongError | None]:
    """Run the two scripts' steps in the order; return how each ended."""
    sessions = {"A": Session(a), "B": Session(b)}
    for name in order:
        sessions[name].go()
    return [session.end() for session in sessions.values()]


def pairs(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Return each pair of kinds of session, either way round once."""
    for index, first in enumerate(names):
        for second in names[index:]:
            yield first, second

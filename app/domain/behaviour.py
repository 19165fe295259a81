"""What two versions of a process do differently, as plain data: it crosses processes and disks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Turn(StrEnum):
    """What a sentence about behaviour tells, in the order of the page."""

    VERDICT = "verdict"
    GONE = "gone"
    NEW = "new"
    LOST = "lost"
    POSSIBLE = "possible"
    IMPOSSIBLE = "impossible"
    GAINED = "gained"
    NEXT = "next"


@dataclass(frozen=True)
class BehaviourLine:
    """One sentence with the shortest path that shows it; `ids` are the steps it names.

    `is_after` tells on which side the path is gone; `path` is empty where nothing can be gone.
    """

    turn: Turn
    sentence: str
    ids: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    is_after: bool = True


@dataclass(frozen=True)
class BehaviourChange:
    """All sentences of one comparison; `undecided` says why nothing could be concluded, if so.

    `more` tells that there are sentences beyond those that a page can bear.
    """

    lines: tuple[BehaviourLine, ...] = ()
    more: bool = False
    undecided: str = ""


@dataclass(frozen=True)
class ComparedBehaviour:
    """What is known of a comparison: its sentences, or that they are being computed, or nothing."""

    change: BehaviourChange | None = None
    is_running: bool = False

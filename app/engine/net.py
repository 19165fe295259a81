"""The token net of a program: plain data that says where tokens can rest and go, without a library.

`app/engine/net_compiler.py` makes it from the parsed specification. Called processes are inlined
once a call, embedded sub-processes once, loops as two copies (none, one, many); so a node is one
visible element on one call path. A marking is one integer with a bit for each place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

from app.domain.diagrams import Element
from app.engine.drawing import EventPart, LoopPart


class Kind(IntEnum):
    """What a token does on a node."""

    PERSON = 1  # rests until a person completes it
    WORK = 2  # automatic: topic, table, message sent; passes on within the step
    PASS = 3  # automatic without any effect: starts, plain throws, links
    CHOICE = 4
    FORK = 5
    SOME = 6  # inclusive gateway
    CROSSROADS = 7  # event gateway
    CATCH = 8  # rests until its message or moment comes
    THROW = 9
    END = 10
    INSIDE = 11  # call activity or embedded sub-process: rests while its scope is open
    BOUNDARY = 12
    HANDLER = 13  # event sub-process
    LOOP = 14  # the whole of a loop; its copies are nodes of their own


@dataclass(frozen=True)
class NetExit:
    """A way out of a node: the sequence flow (``""`` for a link), the node index it leads to."""

    flow_id: str
    target: int
    condition: str | None


@dataclass
class NetNode:
    """One element on one call path; filled in by the compiler, never changed afterwards.

    `path` are the ids of the call activities around it, outermost first. `copy` numbers the copies
    of a loop (-1 outside). `bit` is the place of its token (0 where it never rests), `armed` the
    place of a boundary event or event sub-process that listens beside other work (of a timer that
    fires n times, n places), `more` those of the rounds of a loop still to come. `entries` maps
    incoming flows of a join to their places. `cancels` is every place that goes with its token.
    """

    index: int
    id: str
    path: tuple[str, ...]
    process_id: str
    kind: Kind
    element: Element
    label: str
    scope: int
    copy: int = -1
    bit: int = 0
    armed: int = 0
    cancels: int = 0
    exits: tuple[NetExit, ...] = ()
    default: str = ""
    entries: dict[str, int] = field(default_factory=dict)
    reach: dict[str, frozenset[int]] = field(default_factory=dict)
    guards: tuple[int, ...] = ()
    host: int = -1
    inner: int = -1
    event: EventPart | None = None
    interrupting: bool = True
    again: bool = False
    group: int = 0
    loop: LoopPart | None = None
    copies: tuple[int, ...] = ()
    whole: int = -1
    more: int = 0
    caught_by: int = -1
    is_side: bool = False
    # the id of the event that waits: of an event sub-process, its start
    listens_at: str = ""

    @property
    def place(self) -> str:
        """The node as findings name it: `call_level_pass/call_decision/record_meeting`."""
        return "/".join((*self.path, self.id))


@dataclass
class NetScope:
    """One open scope: the process, a called process, an embedded or event sub-process.

    `own` are the places of its tokens that keep it open, `inside` all places in it and below,
    `around` the indexes of this scope and all around it. `start` is where its token begins.
    """

    index: int
    parent: int
    owner: int
    kind: str
    process_id: str
    path: tuple[str, ...]
    start: int = -1
    own: int = 0
    inside: int = 0
    around: frozenset[int] = frozenset()
    handlers: tuple[int, ...] = ()
    joins: tuple[int, ...] = ()


@dataclass
class Net:
    """All nodes and scopes of one process with everything it calls; scope 0 is the process."""

    process_id: str
    nodes: list[NetNode] = field(default_factory=list)
    scopes: list[NetScope] = field(default_factory=list)
    places: int = 0
    # (place number) → index of the node whose token rests there
    resting: list[int] = field(default_factory=list)
    starts: dict[str, int] = field(default_factory=dict)

    def new_place(self, node: int) -> int:
        """Return the bit of a new place that belongs to a node."""
        self.resting.append(node)
        self.places += 1
        return 1 << (self.places - 1)

    def at(self, marking: int) -> list[int]:
        """Return the node of each token of a marking, lowest place first."""
        found = []
        while marking:
            low = marking & -marking
            found.append(self.resting[low.bit_length() - 1])
            marking ^= low
        return found

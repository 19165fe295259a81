"""Random processes for walks: a tree of blocks, and how each block is drawn as BPMN.

A model is block-structured, so that the reference player can follow it without knowing BPMN.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

FACTS = ("v0", "v1", "v2")


@dataclass(frozen=True)
class Test:
    """A condition: a fact that must be true, or must not be."""

    fact: str
    wanted: bool

    def feel(self, *, reverse: bool = False) -> str:
        return self.fact if self.wanted is not reverse else f"not({self.fact})"


@dataclass(frozen=True)
class Block:
    """A part of a process; `id` is the id of its first element."""

    id: str


@dataclass(frozen=True)
class Work(Block):
    """A service task."""


@dataclass(frozen=True)
class Choice(Block):
    """An exclusive gateway with two branches and their merge."""

    test: Test
    yes: tuple[Block, ...]
    no: tuple[Block, ...]


@dataclass(frozen=True)
class Together(Block):
    """A parallel fork and join."""

    branches: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True)
class Several(Block):
    """An inclusive fork and join; `otherwise` is the default branch."""

    branches: tuple[tuple[Test, tuple[Block, ...]], ...]
    otherwise: tuple[Block, ...]


@dataclass(frozen=True)
class Again(Block):
    """A rework loop."""

    body: tuple[Block, ...]
    test: Test


@dataclass(frozen=True)
class Wait(Block):
    """An intermediate catch event: a message or hours on the clock."""

    hours: int = 0


@dataclass(frozen=True)
class Race(Block):
    """An event gateway with its alternatives."""

    ways: tuple[tuple[Wait, tuple[Block, ...]], ...]


@dataclass(frozen=True)
class Raise(Block):
    """An error or escalation thrown when the test holds; `ends` throws at an end event."""

    kind: str
    code: str
    test: Test
    ends: bool


@dataclass(frozen=True)
class Listener(Block):
    """A boundary event or the start of an event sub-process, with what follows it."""

    kind: str
    code: str
    hours: int
    repeats: int
    interrupting: bool
    body: tuple[Block, ...]


@dataclass(frozen=True)
class Activity(Block):
    """A person's task, a sub-process or a call, with boundaries, handlers and repetition."""

    kind: str
    body: tuple[Block, ...] = ()
    guards: tuple[Listener, ...] = ()
    handlers: tuple[Listener, ...] = ()
    many: str = ""
    enough: int = 0


@dataclass
class Maker:
    """Makes a random model; `catching` lists (kind, code, interrupting) of the scopes around."""

    choose: random.Random
    count: int = 0
    catching: list[tuple[str, str, bool]] = field(default_factory=list)

    def name(self, stem: str) -> str:
        self.count += 1
        return f"{stem}{self.count}"

    def test(self) -> Test:
        return Test(self.choose.choice(FACTS), self.choose.random() < 0.5)

    def blocks(self, depth: int, most: int = 3) -> tuple[Block, ...]:
        return tuple(self.block(depth) for _ in range(self.choose.randint(1, most)))

    def block(self, depth: int) -> Block:
        kinds = ["work", "person", "person", "wait"]
        if depth > 0:
            kinds += ["choice", "together", "several", "again", "race", "scope", "scope", "many"]
            kinds += ["raise", "raise"] if self.catching else []
        made: Block = getattr(self, self.choose.choice(kinds))(depth - 1)
        return made

    def work(self, _depth: int) -> Block:
        return Work(self.name("work"))

    def person(self, _depth: int) -> Block:
        return Activity(self.name("person"), "user", guards=self.guards(0))

    def wait(self, _depth: int) -> Wait:
        return Wait(self.name("wait"), self.choose.choice([0, self.hours()]))

    def hours(self) -> int:
        return self.choose.randint(1, 100_000)

    def choice(self, depth: int) -> Block:
        return Choice(self.name("choice"), self.test(), self.blocks(depth), self.rest(depth))

    def rest(self, depth: int) -> tuple[Block, ...]:
        return () if self.choose.random() < 0.3 else self.blocks(depth, 2)

    def together(self, depth: int) -> Block:
        branches = tuple(self.blocks(depth, 2) for _ in range(self.choose.randint(2, 3)))
        return Together(self.name("fork"), branches)

    def several(self, depth: int) -> Block:
        branches = tuple((self.test(), self.blocks(depth, 2)) for _ in range(3))
        return Several(self.name("some"), branches, (Work(self.name("work")), *self.rest(depth)))

    def again(self, depth: int) -> Block:
        return Again(self.name("again"), (self.person(0), *self.blocks(depth, 2)), self.test())

    def race(self, depth: int) -> Block:
        waits = (Wait(self.name("hear")), Wait(self.name("late"), self.hours()))
        return Race(self.name("race"), tuple((wait, self.blocks(depth, 1)) for wait in waits))

    def many(self, depth: int) -> Block:
        how = self.choose.choice(["parallel", "sequential"])
        enough = self.choose.choice([0, 0, 2])
        guards = self.guards(0)
        if depth < 1 or self.choose.random() < 0.5:
            return Activity(self.name("each"), "user", guards=guards, many=how, enough=enough)
        body = self.inside(depth, guards, ())
        return Activity(self.name("each"), "call", body, guards, many=how, enough=enough)

    def scope(self, depth: int) -> Block:
        guards = self.guards(depth, scope=True)
        handlers = self.handlers(depth)
        body = self.inside(depth, guards, handlers)
        kind = self.choose.choice(["sub", "call"])
        return Activity(self.name(kind), kind, body, guards, handlers)

    def inside(
        self, depth: int, guards: tuple[Listener, ...], handlers: tuple[Listener, ...]
    ) -> tuple[Block, ...]:
        heard = [*handlers, *guards]  # in the order in which a scope is asked
        mine = [(h.kind, h.code, h.interrupting) for h in heard if h.code]
        # what is nearest is looked up first: inner listeners hide outer ones of the same code
        outer, self.catching = self.catching, mine + self.catching
        body = self.blocks(depth)
        self.catching = outer
        return body

    def throw(self, _depth: int) -> Block:
        kind, code, _ = self.choose.choice(self.catching)
        nearest = next(c for c in self.catching if c[:2] == (kind, code))
        return Raise(self.name("raise"), kind, code, self.test(), nearest[2])

    def guards(self, depth: int, *, scope: bool = False) -> tuple[Listener, ...]:
        found = [self.listener("guard", depth) for _ in range(self.choose.choice([0, 0, 1, 2]))]
        return apart([g for g in found if scope or not g.code])

    def handlers(self, depth: int) -> tuple[Listener, ...]:
        return apart([self.listener("heard", depth)] if self.choose.random() < 0.4 else [])

    def listener(self, stem: str, depth: int) -> Listener:
        kind = self.choose.choice(["message", "timer", "escalation", "error"])
        interrupting = kind == "error" or self.choose.random() < 0.5
        code = self.choose.choice("XY") if kind in ("escalation", "error") else ""
        repeats = self.choose.randint(2, 3) if kind == "timer" and not interrupting else 1
        # paths that may run several times at once stay plain, so that copies are alike
        body = self.blocks(min(depth, 1), 2) if interrupting and stem == "guard" else self.plain()
        name = self.name(stem)
        return Listener(name, kind, code, self.hours(), repeats, interrupting, body)

    def plain(self) -> tuple[Block, ...]:
        kinds = self.choose.choices(["work", "task"], k=self.choose.randint(1, 2))
        return tuple(
            Work(self.name("work")) if kind == "work" else Activity(self.name("person"), "user")
            for kind in kinds
        )


setattr(Maker, "raise", Maker.throw)


def apart(listeners: list[Listener]) -> tuple[Listener, ...]:
    """Drop listeners that would catch the same thing at the same place."""
    seen = {}
    for listener in listeners:
        seen.setdefault((listener.kind, listener.code) if listener.code else listener.id, listener)
    return tuple(seen.values())


def random_model(seed: int) -> Activity:
    """Make the model of a seed: the whole process as one scope without boundaries."""
    maker = Maker(random.Random(seed))  # noqa: S311
    handlers = maker.handlers(1)
    return Activity("main", "call", maker.inside(3, (), handlers), (), handlers)

"""Plays a model without BPMN, tokens or the library: blocks that go on by calling what follows.

It is the other opinion in the walks: written from the standard's words about each construct, it
shares no code with the engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.engine.walking.models import (
    Activity,
    Again,
    Block,
    Choice,
    Listener,
    Race,
    Raise,
    Several,
    Test,
    Together,
    Wait,
    Work,
)

Then = Callable[[], None]


@dataclass(eq=False)
class Frame:
    """An open scope: the block it belongs to, what is around it and how many paths run in it."""

    block: Activity
    around: Frame | None
    items: tuple[Any, ...]
    then: Then
    entry: Entry | None = None
    from_handler: bool = False
    open: bool = True
    paths: int = 0
    interrupted: bool = False
    handlers: tuple[Listener, ...] = ()

    def alive(self) -> bool:
        frame: Frame | None = self
        while frame is not None:
            if not frame.open or (frame.entry is not None and not frame.entry.open):
                return False
            frame = frame.around
        return True


@dataclass(eq=False)
class Entry:
    """An activity under way; boundaries listen while it is open."""

    block: Activity
    frame: Frame
    then: Then
    open: bool = True
    done: int = 0
    begun: int = 0
    wanted: list[Any] = field(default_factory=list)


@dataclass(eq=False)
class Leaf:
    """Something that waits: a task, a message or a moment."""

    kind: str
    id: str
    frame: Frame
    fire: Then
    entry: Entry | None = None
    due: datetime | None = None
    items: tuple[Any, ...] = ()
    open: bool = True

    def alive(self) -> bool:
        return self.open and self.frame.alive() and (self.entry is None or self.entry.open)


class Player:
    """One instance of a model."""

    def __init__(self, model: Activity, facts: Mapping[str, Any], now: datetime) -> None:
        self.facts, self.now = dict(facts), now
        self.log: list[str] = []
        self.leaves: list[Leaf] = []
        self.finished = False
        self.frame(model, None, (), self._finish)

    def _finish(self) -> None:
        self.finished = True

    # --- what may happen

    def waiting(self, kind: str) -> list[Leaf]:
        self.leaves = [leaf for leaf in self.leaves if leaf.alive()]
        return [leaf for leaf in self.leaves if leaf.kind == kind]

    def fire(self, kind: str, key: tuple[str, tuple[Any, ...]]) -> None:
        leaf = next(le for le in self.waiting(kind) if (le.id, le.items) == key)
        leaf.fire()

    def later(self, now: datetime) -> None:
        self.now = now
        while True:
            due = [leaf for leaf in self.waiting("timer") if leaf.due and leaf.due <= now]
            if not due:
                return
            min(due, key=lambda leaf: leaf.due or now).fire()

    def leaf(self, kind: str, name: str, frame: Frame, fire: Then, **more: Any) -> Leaf:
        leaf = Leaf(kind, name, frame, fire, **{"items": frame.items, **more})
        self.leaves.append(leaf)
        return leaf

    # --- scopes

    def frame(
        self,
        block: Activity,
        around: Frame | None,
        items: tuple[Any, ...],
        then: Then,
        **more: Any,
    ) -> None:
        frame = Frame(block, around, items, then, **more)
        frame.handlers = () if frame.from_handler else block.handlers
        for handler in frame.handlers:
            self.listen(handler, frame, None, lambda h=handler: self.handle(h, frame))
        self.path(frame, block.body)

    def path(self, frame: Frame, blocks: tuple[Block, ...]) -> None:
        frame.paths += 1
        self.run(blocks, frame, lambda: self.path_done(frame))

    def path_done(self, frame: Frame) -> None:
        frame.paths -= 1
        if frame.paths == 0 and frame.alive():
            frame.open = False
            frame.then()

    def handle(self, handler: Listener, frame: Frame) -> None:
        """Run an event sub-process; an interrupting one ends all other paths of its scope."""
        inner = Activity(handler.id, "sub", handler.body)
        target = frame
        if handler.interrupting:
            # a fresh frame takes the scope's place; everything in the old one is dead with it
            target = Frame(frame.block, frame.around, frame.items, frame.then, frame.entry)
            target.from_handler = frame.from_handler
            target.interrupted = True
            frame.open = False
        target.paths += 1
        self.frame(inner, target, target.items, lambda: self.path_done(target), from_handler=True)

    # --- paths

    def run(self, blocks: tuple[Block, ...], frame: Frame, then: Then) -> None:
        if not frame.alive():
            return
        if not blocks:
            then()
            return
        self.block(blocks[0], frame, lambda: self.run(blocks[1:], frame, then))

    def block(self, block: Block, frame: Frame, then: Then) -> None:
        match block:
            case Work():
                self.log.append(block.id)
                then()
            case Wait():
                self.wait(block, frame, then)
            case Choice():
                self.run(block.yes if self.holds(block) else block.no, frame, then)
            case Together():
                self.together(block.branches, frame, then)
            case Several():
                chosen = [branch for test, branch in block.branches if self.true(test)]
                self.together(chosen or [block.otherwise], frame, then)
            case Again():
                self.run(block.body, frame, lambda: self.again(block, frame, then))
            case Race():
                self.race(block, frame, then)
            case Raise():
                self.throw(block, frame, then)
            case Activity():
                self.enter(block, frame, then)

    def holds(self, block: Choice | Again | Raise) -> bool:
        return self.true(block.test)

    def true(self, test: Test) -> bool:
        return (self.facts.get(test.fact) is True) is test.wanted

    def again(self, block: Again, frame: Frame, then: Then) -> None:
        if self.holds(block):
            self.block(block, frame, then)
        else:
            then()

    def together(self, branches: Sequence[tuple[Block, ...]], frame: Frame, then: Then) -> None:
        left = [len(branches)]

        def arrived() -> None:
            left[0] -= 1
            if not left[0]:
                then()

        for branch in branches:
            self.run(branch, frame, arrived)

    def wait(self, block: Wait, frame: Frame, then: Then) -> Leaf:
        kind = "timer" if block.hours else "message"
        due = self.now + timedelta(hours=block.hours) if block.hours else None
        leaf = self.leaf(kind, block.id, frame, lambda: None, due=due)

        def fire() -> None:
            leaf.open = False
            then()

        leaf.fire = fire
        return leaf

    def race(self, block: Race, frame: Frame, then: Then) -> None:
        leaves: list[Leaf] = []

        def taken(body: tuple[Block, ...]) -> None:
            for leaf in leaves:
                leaf.open = False
            self.run(body, frame, then)

        for wait, body in block.ways:
            leaves.append(self.wait(wait, frame, lambda body=body: taken(body)))

    # --- activities

    def enter(self, block: Activity, frame: Frame, then: Then) -> None:
        entry = Entry(block, frame, then)
        for guard in block.guards:
            self.listen(guard, frame, entry, lambda g=guard: self.guard(g, entry))
        entry.wanted = list(self.facts.get("items") or []) if block.many else [None]
        parallel = block.many != "sequential"
        for _ in entry.wanted if parallel else entry.wanted[:1]:
            if entry.open and frame.alive():
                self.instance(entry)
        if not entry.wanted:
            self.close(entry)

    def instance(self, entry: Entry) -> None:
        block, frame = entry.block, entry.frame
        items = (*frame.items, entry.wanted[entry.begun]) if block.many else frame.items
        entry.begun += 1
        if block.kind != "user":
            self.frame(block, frame, items, lambda: self.counted(entry), entry=entry)
            return
        leaf = self.leaf("task", block.id, frame, lambda: None, entry=entry, items=items)

        def fire() -> None:
            leaf.open = False
            self.counted(entry)

        leaf.fire = fire

    def counted(self, entry: Entry) -> None:
        entry.done += 1
        enough = entry.block.enough and entry.done >= entry.block.enough
        if enough or entry.done == len(entry.wanted):
            self.close(entry)
        elif entry.block.many == "sequential":
            self.instance(entry)

    def close(self, entry: Entry) -> None:
        entry.open = False
        entry.then()

    # --- listening and throwing

    def listen(self, what: Listener, frame: Frame, entry: Entry | None, go: Then) -> None:
        if what.kind == "message":
            self.leaf("message", what.id, frame, go, entry=entry)
        elif what.kind == "timer":
            left = [what.repeats]
            due = self.now + timedelta(hours=what.hours)
            leaf = self.leaf("timer", what.id, frame, go, entry=entry, due=due)

            def fire() -> None:
                left[0] -= 1
                leaf.open = left[0] > 0
                leaf.due = (leaf.due or self.now) + timedelta(hours=what.hours)
                go()

            leaf.fire = fire

    def guard(self, guard: Listener, entry: Entry) -> None:
        if guard.interrupting:
            entry.open = False
            self.run(guard.body, entry.frame, entry.then)
        else:
            self.path(entry.frame, guard.body)

    def throw(self, block: Raise, frame: Frame, then: Then) -> None:
        if self.holds(block):
            self.caught(block, frame)
            if block.ends:
                return
        if frame.alive():
            then()

    def caught(self, block: Raise, frame: Frame) -> None:
        inside: Frame | None = frame
        skip = False
        while inside is not None:
            handlers = () if skip or inside.interrupted else inside.handlers
            for handler in matching(handlers, block):
                self.handle(handler, inside)
                return
            entry = inside.entry
            for guard in matching(entry.block.guards if entry else (), block):
                if entry is not None:
                    self.guard(guard, entry)
                return
            skip, inside = inside.from_handler, inside.around
        raise AssertionError(f"nobody catches {block.code}")


def matching(listeners: Iterable[Listener], block: Raise) -> list[Listener]:
    """Return the listeners for this kind and code."""
    return [li for li in listeners if (li.kind, li.code) == (block.kind, block.code)]

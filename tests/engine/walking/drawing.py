"""Draws a model in the short form of the drawing board."""

from __future__ import annotations

from tests.engine.walking.models import (
    Activity,
    Again,
    Block,
    Choice,
    Listener,
    Race,
    Raise,
    Several,
    Together,
    Wait,
    Work,
)


class Drawer:
    """Writes the lines of one process; called processes are added behind it."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.called: list[str] = []

    def process(self, model: Activity) -> str:
        self.lines.append(f"process {model.id}")
        self.inside(model)
        return "\n".join([*self.lines, *self.called])

    def inside(self, scope: Activity) -> None:
        self.lines += [f"start {scope.id}_s", f"end {scope.id}_e"]
        last, test = self.blocks(scope.body, f"{scope.id}_s", "")
        self.arrow(last, f"{scope.id}_e", test)
        for handler in scope.handlers:
            self.lines.append(f"handler {handler.id}_box")
            breaks = str(handler.interrupting).lower()
            self.lines.append(f"start {handler.id} {trigger(handler)} interrupting={breaks}")
            last, test = self.blocks(handler.body, handler.id, "")
            self.lines.append(f"end {handler.id}_e")
            self.arrow(last, f"{handler.id}_e", test)
            self.lines.append("end")

    def arrow(self, source: str, target: str, test: str = "") -> None:
        self.lines.append(f"{source} > {target}" + (f" : {test}" if test else ""))

    def blocks(self, blocks: tuple[Block, ...], last: str, test: str) -> tuple[str, str]:
        for block in blocks:
            last, test = self.block(block, last, test), ""
        return last, test

    def block(self, block: Block, last: str, test: str) -> str:
        self.arrow(last, f"{block.id}_m" if isinstance(block, Again) else block.id, test)
        match block:
            case Work():
                self.lines.append(f"service {block.id}")
            case Wait():
                self.lines.append(f"catch {block.id} {awaited(block)}")
            case Choice():
                return self.choice(block)
            case Together():
                return self.together(block)
            case Several():
                return self.several(block)
            case Again():
                return self.again(block)
            case Race():
                return self.race(block)
            case Raise():
                return self.throw(block)
            case Activity():
                return self.activity(block)
        return block.id

    def choice(self, block: Choice) -> str:
        self.lines += [f"xor {block.id}", f"xor {block.id}_m"]
        for branch, reverse in ((block.yes, False), (block.no, True)):
            last, test = self.blocks(branch, block.id, block.test.feel(reverse=reverse))
            self.arrow(last, f"{block.id}_m", test)
        return f"{block.id}_m"

    def together(self, block: Together) -> str:
        self.lines += [f"and {block.id}", f"and {block.id}_j"]
        for branch in block.branches:
            last, _ = self.blocks(branch, block.id, "")
            self.arrow(last, f"{block.id}_j")
        return f"{block.id}_j"

    def several(self, block: Several) -> str:
        default = f"default={block.id}_{block.otherwise[0].id}"
        self.lines += [f"or {block.id} {default}", f"or {block.id}_j"]
        for test, branch in ((t.feel(), b) for t, b in block.branches):
            last, _ = self.blocks(branch, block.id, test)
            self.arrow(last, f"{block.id}_j")
        last, _ = self.blocks(block.otherwise, block.id, "")
        self.arrow(last, f"{block.id}_j")
        return f"{block.id}_j"

    def again(self, block: Again) -> str:
        self.lines += [f"xor {block.id}_m", f"xor {block.id}", f"xor {block.id}_out"]
        last, _ = self.blocks(block.body, f"{block.id}_m", "")
        self.arrow(last, block.id)
        self.arrow(block.id, f"{block.id}_m", block.test.feel())
        self.arrow(block.id, f"{block.id}_out", block.test.feel(reverse=True))
        return f"{block.id}_out"

    def race(self, block: Race) -> str:
        self.lines += [f"events {block.id}", f"xor {block.id}_m"]
        for wait, body in block.ways:
            last = self.block(wait, block.id, "")
            last, _ = self.blocks(body, last, "")
            self.arrow(last, f"{block.id}_m")
        return f"{block.id}_m"

    def throw(self, block: Raise) -> str:
        self.lines += [f"xor {block.id}", f"xor {block.id}_m"]
        word = "end" if block.ends else "throw"
        self.lines.append(f"{word} {block.id}_x {block.kind}={block.code}")
        self.arrow(block.id, f"{block.id}_x", block.test.feel())
        self.arrow(block.id, f"{block.id}_m", block.test.feel(reverse=True))
        if not block.ends:
            self.arrow(f"{block.id}_x", f"{block.id}_m")
        return f"{block.id}_m"

    def activity(self, block: Activity) -> str:
        options = repetition(block)
        if block.kind == "user":
            self.lines.append(f"user {block.id}{options}")
        elif block.kind == "sub":
            self.lines.append(f"sub {block.id}{options}")
            self.inside(block)
            self.lines.append("end")
        else:
            self.lines.append(f"call {block.id} process={block.id}_p{options}")
            other = Drawer()
            called = Activity(f"{block.id}_p", "call", block.body, (), block.handlers)
            self.called.append(other.process(called))
        return self.guards(block) if block.guards else block.id

    def guards(self, block: Activity) -> str:
        self.lines.append(f"xor {block.id}_after")
        self.arrow(block.id, f"{block.id}_after")
        for guard in block.guards:
            breaks = str(guard.interrupting).lower()
            options = f"on={block.id} {trigger(guard)} interrupting={breaks}"
            self.lines.append(f"boundary {guard.id} {options}")
            last, _ = self.blocks(guard.body, guard.id, "")
            if guard.interrupting:
                self.arrow(last, f"{block.id}_after")
            else:
                self.lines.append(f"end {guard.id}_e side")
                self.arrow(last, f"{guard.id}_e")
        return f"{block.id}_after"


def awaited(wait: Wait) -> str:
    """Write what a catch event waits for."""
    return f"timeDuration=PT{wait.hours}H" if wait.hours else f"message={wait.id}"


def trigger(listener: Listener) -> str:
    """Write what a boundary or handler listens for."""
    if listener.kind == "message":
        return f"message={listener.id}"
    if listener.kind != "timer":
        return f"{listener.kind}={listener.code}"
    if listener.repeats > 1:
        return f"timeCycle=R{listener.repeats}/PT{listener.hours}H"
    return f"timeDuration=PT{listener.hours}H"


def repetition(block: Activity) -> str:
    """Write the repetition of an activity."""
    if not block.many:
        return ""
    sequential = " sequential" if block.many == "sequential" else ""
    until = f" 'until=numberOfCompletedInstances >= {block.enough}'" if block.enough else ""
    return f" many=items item=item_{block.id}{sequential}{until}"


def drawn(model: Activity) -> str:
    """Draw a model as the text of a diagram."""
    return Drawer().process(model)

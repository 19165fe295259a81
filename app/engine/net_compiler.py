"""Program → token net: specifications inlined, places numbered, catchers of throws looked up once.

It reads the same specification objects that the engine runs, never the XML: what the parser drops
or reorders is dropped or reordered here too (docs/engine.md).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from app.engine.drawing import EventPart, LoopPart
from app.engine.net import Kind, Net, NetExit, NetNode, NetScope
from app.engine.program import Program
from app.errors import EngineFault

DEEPEST = 24
MOST_NODES = 20_000
COPIES = 2
# A cycle that fires more often than this is taken to fire for ever.
MOST_COUNTED = 4
_REPEATS = re.compile(r'\s*"?R(\d{1,3})/')

_KINDS = {
    "task": Kind.PERSON,
    "userTask": Kind.PERSON,
    "manualTask": Kind.PERSON,
    "serviceTask": Kind.WORK,
    "businessRuleTask": Kind.WORK,
    "sendTask": Kind.WORK,
    "receiveTask": Kind.CATCH,
    "callActivity": Kind.INSIDE,
    "subProcess": Kind.INSIDE,
    "startEvent": Kind.PASS,
    "endEvent": Kind.END,
    "intermediateThrowEvent": Kind.THROW,
    "intermediateCatchEvent": Kind.CATCH,
    "boundaryEvent": Kind.BOUNDARY,
    "exclusiveGateway": Kind.CHOICE,
    "parallelGateway": Kind.FORK,
    "inclusiveGateway": Kind.SOME,
    "eventBasedGateway": Kind.CROSSROADS,
}
_RESTING = frozenset({Kind.PERSON, Kind.CATCH, Kind.INSIDE, Kind.HANDLER})
_HEARD = frozenset({"message", "timer"})


def compile_net(program: Program) -> Net:
    """Compile a program; raises EngineFault when calls nest or multiply beyond what is explored."""
    net = Net(program.process_id)
    _Compiler(net, program.specs).inline(program.main, _Site())
    main = program.main
    first = {n.id: n.index for n in reversed(net.nodes) if n.scope == 0 and n.copy < 0}
    if main.plain_start is not None:
        net.starts[""] = first[main.plain_start.bpmn_id]
    for name, start in main.message_starts.items():
        net.starts[name] = first[start.bpmn_id]
    _Finishing(net).run()
    return net


@dataclass(frozen=True)
class _Site:
    """Where a specification is inlined."""

    parent: int = -1
    owner: int = -1
    kind: str = "root"
    path: tuple[str, ...] = ()
    depth: int = 0


class _Compiler:
    def __init__(self, net: Net, specs: Any) -> None:
        self.net = net
        self.specs = specs

    def inline(self, spec: Any, site: _Site) -> NetScope:
        """Make the scope of one specification with everything in it."""
        if site.depth > DEEPEST:
            raise EngineFault(f"Lời gọi lồng sâu hơn {DEEPEST} cấp: {'/'.join(site.path)}")
        net, first = self.net, self.net.places
        scope = NetScope(
            len(net.scopes), site.parent, site.owner, site.kind, spec.process_id, site.path
        )
        net.scopes.append(scope)
        made = {name: self._node(task, scope, site) for name, task in spec.task_specs.items()}
        for name, task in spec.task_specs.items():
            self._connect(made[name], task, made)
        start = _start_of(spec, site.kind)
        scope.start = made[start].index if start else -1
        scope.handlers = tuple(made[h.bpmn_id].index for h in spec.handlers)
        scope.joins = tuple(made[join.bpmn_id].index for join in spec.inclusive_joins)
        for join in spec.inclusive_joins:
            node = made[join.bpmn_id]
            node.reach = {
                flow: frozenset(made[n].index for n in nodes if n in made)
                for flow, nodes in join.reach.items()
            }
        scope.inside = ((1 << net.places) - 1) ^ ((1 << first) - 1)
        return scope

    def _new(self, task: Any, scope: NetScope, kind: Kind, copy: int = -1) -> NetNode:
        if len(self.net.nodes) >= MOST_NODES:
            raise EngineFault(f"Sơ đồ cùng những quy trình nó gọi có hơn {MOST_NODES} phần tử")
        node = NetNode(
            index=len(self.net.nodes),
            id=task.bpmn_id,
            path=scope.path,
            process_id=task.process_id,
            kind=kind,
            element=task.element,
            label=task.drawn.name or task.bpmn_id,
            scope=scope.index,
            copy=copy,
            event=task.awaits,
            interrupting=task.drawn.interrupting,
            loop=task.drawn.loop,
            default=task.drawn.default,
        )
        node.listens_at = task.listens_at
        node.is_side = task.element.extensions.properties.get("side") == "true"
        self.net.nodes.append(node)
        return node

    def _node(self, task: Any, scope: NetScope, site: _Site) -> NetNode:
        if task.drawn.loop is None:
            return self._leaf(task, scope, site)
        node = self._new(task, scope, Kind.LOOP)
        node.bit = self.net.new_place(node.index)
        standard = task.drawn.loop.standard
        for _ in range(_rounds(task.drawn.loop)):
            node.more |= self.net.new_place(node.index)
        count = 1 if standard else COPIES
        copies = [self._leaf(task, scope, site, number) for number in range(count)]
        for copy in copies:
            copy.whole = node.index
        node.copies = tuple(copy.index for copy in copies)
        return node

    def _leaf(self, task: Any, scope: NetScope, site: _Site, copy: int = -1) -> NetNode:
        drawn = task.drawn
        kind = Kind.HANDLER if drawn.triggered else _KINDS[drawn.tag]
        if kind is Kind.THROW and drawn.event_kind in ("", "link"):
            kind = Kind.PASS
        elif kind is Kind.CATCH and drawn.event_kind == "link":
            kind = Kind.PASS
        node = self._new(task, scope, kind, copy)
        if kind in _RESTING:
            node.bit = self.net.new_place(node.index)
        if kind is Kind.HANDLER:
            node.interrupting = task.interrupts
        listens = kind is Kind.HANDLER or (kind is Kind.BOUNDARY and not node.interrupting)
        if listens and node.event is not None and node.event.kind in _HEARD:
            times = 1 if kind is Kind.HANDLER and node.interrupting else _times(node.event)
            node.again = times > MOST_COUNTED
            for _ in range(1 if node.again else times):
                node.armed |= self.net.new_place(node.index)
        if kind in (Kind.INSIDE, Kind.HANDLER):
            self._open(node, task, scope, site)
        return node

    def _open(self, node: NetNode, task: Any, scope: NetScope, site: _Site) -> None:
        path = (*site.path, node.id) if task.scope_kind == "call" else site.path
        inner = _Site(scope.index, node.index, task.scope_kind, path, site.depth + 1)
        node.inner = self.inline(self.specs[task.spec], inner).index

    def _connect(self, node: NetNode, task: Any, made: dict[str, NetNode]) -> None:
        exits = tuple(NetExit(w.flow_id, made[w.target].index, w.condition) for w in task.exits)
        node.exits = exits
        node.guards = tuple(made[name].index for name in task.guards)
        for guard in node.guards:
            self.net.nodes[guard].host = node.index
        if node.kind in (Kind.FORK, Kind.SOME) and len(task.entries) > 1:
            node.entries = {flow: self.net.new_place(node.index) for flow in task.entries}


def _start_of(spec: Any, kind: str) -> str:
    """Return the id of the start event that opening the scope puts a token on."""
    if kind == "root":
        # Each start of the process itself is an entry of its own.
        return ""
    start = spec.plain_start
    return "" if start is None else str(start.bpmn_id)


def _rounds(loop: LoopPart) -> int:
    """Return how many rounds of a loop are kept count of: those after the first, or all it has."""
    if not loop.standard:
        return int(loop.sequential)
    most = int(loop.maximum or 0)
    return most if most <= MOST_COUNTED else 0


def _times(event: EventPart) -> int:
    """Return how often an event that does not interrupt is heard; past MOST_COUNTED always."""
    if event.kind == "message":
        return MOST_COUNTED + 1
    if event.clock != "timeCycle":
        return 1
    repeats = _REPEATS.match(event.text)
    return max(int(repeats[1]), 1) if repeats else MOST_COUNTED + 1


class _Finishing:
    """What needs all nodes: places that go together, groups of alternatives, who catches what."""

    def __init__(self, net: Net) -> None:
        self.net = net

    def run(self) -> None:
        """Fill in everything derived."""
        for scope in self.net.scopes:
            parent = self.net.scopes[scope.parent].around if scope.parent >= 0 else frozenset()
            scope.around = parent | {scope.index}
        for node in self.net.nodes:
            self._keeps_open(node)
        for node in reversed(self.net.nodes):
            node.cancels = self._cancels(node)
        for node in self.net.nodes:
            if node.kind is Kind.CROSSROADS:
                self._group(node)
            if node.event is not None and node.event.kind in ("error", "escalation"):
                if node.kind in (Kind.THROW, Kind.END):
                    node.caught_by = self._catcher(node)

    def _keeps_open(self, node: NetNode) -> None:
        """Note the places of a node that keep its scope open: all but listening handlers."""
        scope = self.net.scopes[node.scope]
        armed = 0 if node.kind is Kind.HANDLER else node.armed
        scope.own |= node.bit | node.more | armed
        for place in node.entries.values():
            scope.own |= place

    def _cancels(self, node: NetNode) -> int:
        nodes = self.net.nodes
        mask = node.bit | node.more
        if node.inner >= 0:
            mask |= self.net.scopes[node.inner].inside
        for other in (*node.copies, *node.guards):
            mask |= nodes[other].bit | nodes[other].armed
            if nodes[other].inner >= 0:
                mask |= self.net.scopes[nodes[other].inner].inside
        return mask

    def _group(self, node: NetNode) -> None:
        group = 0
        for way in node.exits:
            group |= self.net.nodes[way.target].bit
        for way in node.exits:
            self.net.nodes[way.target].group = group

    def _catcher(self, thrower: NetNode) -> int:
        """Return who catches an error or escalation, as `throwing.throw` looks for it, or -1."""
        scopes, nodes = self.net.scopes, self.net.nodes
        scope, from_handler = scopes[thrower.scope], False
        while True:
            caught = -1 if from_handler else self._best(scope.handlers, thrower)
            if caught >= 0 or scope.owner < 0:
                return caught
            owner = nodes[scope.owner]
            host = nodes[owner.whole] if owner.whole >= 0 else owner
            caught = self._best(host.guards, thrower)
            if caught >= 0:
                return caught
            from_handler = scope.kind == "handler"
            scope = scopes[scope.parent]

    def _best(self, catchers: tuple[int, ...], thrower: NetNode) -> int:
        event = thrower.event
        assert event is not None  # noqa: S101 only throwing nodes are asked
        same = [i for i in catchers if (e := self.net.nodes[i].event) and e.kind == event.kind]
        exact = [i for i in same if self._code(i) and self._code(i) == event.code]
        anything = [i for i in same if not self._code(i)]
        return next(iter(exact + anything), -1)

    def _code(self, index: int) -> str:
        event = self.net.nodes[index].event
        return event.code if event else ""

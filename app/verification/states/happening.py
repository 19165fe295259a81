"""What never happens, what should never happen, what happens twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.domain.diagrams import Element
from app.engine.net import Kind, NetNode
from app.verification.states.certain import Paths
from app.verification.states.faults import Fault, fault_on
from app.verification.states.graph import Edge, EventKind, Graph
from app.verification.states.model import Model

# The property that says why an element cannot be reached: its absence is no fault.
SAFETY_NET = "safetyNet"
_OPENED = frozenset({Kind.PERSON, Kind.INSIDE, Kind.LOOP, Kind.HANDLER})


class Happening:
    """Looks at the nodes of the process itself: called processes answer for their own."""

    def __init__(self, graph: Graph, model: Model) -> None:
        self.graph = graph
        self.net = graph.net
        self.own = [n for n in self.net.nodes if n.process_id == self.net.process_id]
        elements = model.sources.definitions[graph.net.process_id].elements.values()
        marked = (e for e in elements if e.tag == "sequenceFlow" and is_net(e))
        self.net_flows = {element.id for element in marked}

    def dead(self, before: Iterable[Fault]) -> Iterator[Fault]:
        """Yield elements and flows of the process that no case ever reaches, safety nets apart.

        What lies behind a fault that stops cases was not looked at.
        """
        happened, taken = self._happened()
        named = {n.id for n in self.own if is_net(n.element) or self._behind_net(n)}
        named |= self._behind(node for fault in before for node in fault.nodes)
        for node in self.own:
            if node.id not in happened | named:
                named.add(node.id)
                yield Fault("dead", (node.index,))
        for node in self.own:
            for way in node.exits if node.id in happened else ():
                target = self.net.nodes[way.target].id
                spoken = way.flow_id in taken | self.net_flows or target in named
                if way.flow_id and not spoken:
                    taken.add(way.flow_id)
                    yield Fault("dead_flow", (node.index,), flow=way.flow_id)

    def _behind_net(self, node: NetNode) -> bool:
        """Tell whether only safety nets lead here."""
        ways = [(n, w) for n in self.own for w in n.exits if w.target == node.index]
        return bool(ways) and all(
            way.flow_id in self.net_flows or is_net(source.element) for source, way in ways
        )

    def _behind(self, nodes: Iterable[int]) -> set[str]:
        """Return these nodes and what flows lead to from them, out of their calls too."""
        waiting = list(nodes)
        seen = set(waiting)
        while waiting:
            node = self.net.nodes[waiting.pop()]
            owner = self.net.scopes[node.scope].owner
            ahead = [way.target for way in node.exits] + ([owner] if owner >= 0 else [])
            waiting += [index for index in ahead if index not in seen]
            seen.update(ahead)
        return {self.net.nodes[index].id for index in seen}

    def _happened(self) -> tuple[set[str], set[str]]:
        happened: set[str] = set()
        for word in self.graph.words:
            for event in word:
                node = self.net.nodes[event.node]
                if node.process_id == self.net.process_id:
                    if event.kind is EventKind.DONE or node.kind in _OPENED:
                        happened.add(node.id)
        # A step that could not be finished still took its flows.
        taken = {flow for passage in self.graph.passages for flow in passage.flows}
        return happened, taken

    def safety_nets(self) -> Iterator[Fault]:
        """Yield the safety nets that can be reached: some outcome was forgotten."""
        nets = {node.index for node in self.own if is_net(node.element)}
        words = {n for n, word in enumerate(self.graph.words) if any(e.node in nets for e in word)}
        paths, told = Paths(self.graph), set[str]()
        for source, edge in self.graph.steps():
            passage = self.graph.passages[edge.passage]
            flow = next((f for f in passage.flows if f in self.net_flows), "")
            if not flow and passage.word not in words:
                continue
            node = self._reached(edge, nets, flow)
            name = flow or self.net.nodes[node].id
            if name not in told:
                told.add(name)
                before = paths.to(source) if source >= 0 else []
                yield fault_on(self.graph, "safety_net_used", (node,), [*before, edge], flow)

    def _reached(self, edge: Edge, nets: set[int], flow: str) -> int:
        """Return the safety net that a step reaches, or the gateway that a net's flow leaves."""
        if not flow:
            return next(event.node for event in self.graph.word(edge) if event.node in nets)
        return next(n.index for n in self.own for way in n.exits if way.flow_id == flow)

    def doubled(self) -> Iterator[Fault]:
        """Yield the tasks beside the main work that may be open twice at a time."""
        for node in self.own:
            if node.index in self.graph.doubled:
                yield Fault("twice", (node.index,))


def is_net(element: Element) -> bool:
    """Tell whether an element says why it cannot be reached."""
    return bool(element.extensions.properties.get(SAFETY_NET))

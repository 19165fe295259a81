"""Is the process sound: does every way end, does everything happen, is anybody stuck?

People are taken to choose every option now and then: a rework loop is no fault, a loop without an
exit is. What an exploration that was cut off did not find is not called absent.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator

from app.engine.net import Kind, NetNode
from app.verification.states.certain import Paths
from app.verification.states.faults import Fault, fault_on
from app.verification.states.graph import Edge, EventKind, Graph, Word
from app.verification.states.happening import Happening
from app.verification.states.model import Model
from app.verification.states.races import races
from app.verification.states.structure import structure


def faults_of(graph: Graph, model: Model) -> tuple[Fault, ...]:
    """Return every fault, those with a path first; what needs the whole graph only if it is."""
    check, happening = _Check(graph, model), Happening(graph, model)
    found = [*check.stuck(), *check.ended_twice()]
    if not graph.cut:
        found += [*check.dead_ends(), *check.never_ending()]
        found += happening.dead(found)
    found += [*happening.safety_nets(), *happening.doubled(), *races(graph, model)]
    return (*found, *structure(model))


class _Check:
    def __init__(self, graph: Graph, model: Model) -> None:
        self.graph = graph
        self.model = model
        self.net = graph.net
        self.paths = Paths(graph)
        self.blocked = {problem.source for problem in graph.problems}

    def _fault(self, kind: str, nodes: tuple[int, ...], edges: list[Edge]) -> Fault:
        return fault_on(self.graph, kind, nodes, edges)

    # --- steps that cannot be finished, states that cannot be left

    def stuck(self) -> Iterator[Fault]:
        """Yield what stops a step, once for each kind and element."""
        seen: dict[tuple[str, str, str], list[int]] = {}
        for number, problem in enumerate(self.graph.problems):
            node = self.net.nodes[problem.node]
            seen.setdefault((problem.kind, node.process_id, node.id), []).append(number)
        for (kind, _process, _id), numbers in seen.items():
            chosen = next((n for n in numbers if self._is_sure(n)), numbers[0])
            problem = self.graph.problems[chosen]
            last = Edge(-1, problem.move, problem.passage)
            edges = self.paths.to(problem.source) if problem.source >= 0 else []
            yield self._fault(kind, (problem.node,), [*edges, last])

    def _is_sure(self, number: int) -> bool:
        problem = self.graph.problems[number]
        return self.paths.is_sure(problem.source) and not self.paths.assumes(problem.passage)

    def dead_ends(self) -> Iterator[Fault]:
        """Yield the states in which the case is open and nothing can happen."""
        found: dict[tuple[int, ...], list[int]] = {}
        for state in range(self.graph.explored):
            marking = self.graph.markings[state]
            if marking and not self.graph.edges[state] and state not in self.blocked:
                found.setdefault(self._resting(marking), []).append(state)
        for nodes, states in found.items():
            yield self._fault("deadlock", nodes, self.paths.to(self.paths.best(states)))

    def _resting(self, marking: int) -> tuple[int, ...]:
        """Return the innermost nodes where tokens rest."""
        nodes = [self.net.nodes[index] for index in self.net.at(marking)]
        leaves = [n for n in nodes if n.inner < 0 and not n.copies and n.kind is not Kind.BOUNDARY]
        return tuple(dict.fromkeys(node.index for node in leaves))

    def never_ending(self) -> Iterator[Fault]:
        """Yield where the case can no longer end, or only by an event beside the work.

        States in which nothing can happen are told apart; what leads there is no second fault.
        """
        nodes = self.net.nodes
        beside = (Kind.BOUNDARY, Kind.HANDLER)
        ways: tuple[tuple[str, Callable[[Edge], bool]], ...] = (
            ("no_completion", lambda edge: True),
            ("only_by_event", lambda edge: nodes[edge.move.node].kind not in beside),
        )
        for kind, counts in ways:
            bad = self._cannot_end(counts)
            if bad:
                state = self.paths.best(bad)
                resting = self._resting(self.graph.markings[state])
                yield self._fault(kind, resting, self.paths.to(state))
                return

    def _cannot_end(self, counts: Callable[[Edge], bool]) -> list[int]:
        """Return the states from which no counted step leads to an end, or to a dead end."""
        back: list[list[int]] = [[] for _ in self.graph.markings]
        good = [not edges for edges in self.graph.edges]
        for source in range(self.graph.explored):
            for edge in self.graph.edges[source]:
                if counts(edge):
                    back[edge.target].append(source)
        for source in self.blocked - {-1}:
            good[source] = True
        waiting = deque(state for state, ends in enumerate(good) if ends)
        while waiting:
            for source in back[waiting.popleft()]:
                if not good[source]:
                    good[source] = True
                    waiting.append(source)
        return [state for state, ends in enumerate(good) if not ends]

    # --- ends reached twice in one run

    def ended_twice(self) -> Iterator[Fault]:
        """Yield the end events that two tokens of one run reach."""
        forking = {node.scope for node in self.net.nodes if self._forks(node)}
        for node in self.net.nodes:
            terminates = node.event is not None and node.event.kind in ("terminate", "error")
            if node.kind is not Kind.END or node.is_side or terminates:
                continue
            own = node.process_id == self.net.process_id
            if own and node.scope in forking and self._leaves_open(node):
                edges = self._twice(node)
                if edges:
                    yield self._fault("ended_twice", (node.index,), edges)

    def _leaves_open(self, end: NetNode) -> bool:
        """Tell whether the end's scope may still be open after a step that reaches it."""
        owner = self.net.scopes[end.scope].owner
        bit = self.net.nodes[owner].bit if owner >= 0 else -1
        words = {n for n, w in enumerate(self.graph.words) if any(e.node == end.index for e in w)}
        passages, markings = self.graph.passages, self.graph.markings
        return any(
            passages[edge.passage].word in words and markings[edge.target] & bit
            for _source, edge in self.graph.steps()
        )

    def _forks(self, node: NetNode) -> bool:
        splits = node.kind not in (Kind.CHOICE, Kind.CROSSROADS) and len(node.exits) > 1
        beside = any(not self.net.nodes[guard].interrupting for guard in node.guards)
        return splits or beside or (node.kind is Kind.HANDLER and not node.interrupting)

    def _twice(self, end: NetNode) -> list[Edge]:
        """Return the shortest path on which one run reaches the end twice; empty if none."""
        owner = self.net.scopes[end.scope].owner
        effects = [self._effect(word, end.index, owner) for word in self.graph.words]
        passages = self.graph.passages
        before: dict[tuple[int, int], tuple[tuple[int, int] | None, Edge]] = {}
        waiting: deque[tuple[int, int]] = deque()

        def reach(source: tuple[int, int] | None, count: int, edges: tuple[Edge, ...]) -> None:
            for edge in edges:
                key = (edge.target, effects[passages[edge.passage].word](count))
                if key not in before:
                    before[key] = (source, edge)
                    waiting.append(key)

        reach(None, 0, tuple(self.graph.entries))
        while waiting:
            key = waiting.popleft()
            if key[1] > 1:
                return _back(before, key)
            reach(key, key[1], self.graph.edges[key[0]])
        return []

    def _effect(self, word: Word, end: int, owner: int) -> Callable[[int], int]:
        hits = [
            event.node == end
            for event in word
            if (event.node == end and event.kind is EventKind.DONE)
            or (event.node == owner and event.kind is EventKind.ENTERED)
        ]
        if not hits:
            return _same

        def count(start: int) -> int:
            found = start
            for is_end in hits:
                if found < 2:
                    found = found + 1 if is_end else 0
            return found

        return count


def _same(count: int) -> int:
    return count


def _back(
    before: dict[tuple[int, int], tuple[tuple[int, int] | None, Edge]], key: tuple[int, int]
) -> list[Edge]:
    found: list[Edge] = []
    at: tuple[int, int] | None = key
    while at is not None:
        at, edge = before[at]
        found.append(edge)
    return found[::-1]

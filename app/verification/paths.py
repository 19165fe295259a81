"""Every way through one process: what has surely happened where, for each set of known values.

A walk keeps, for each node and each combination of the values that later gateways test, the tokens
that every way there has: `passed:<node>`, `issued:<document type>`, `signed:<document type>`. Ways
that meet at an exclusive gateway keep what they share; branches of a parallel join add up. Called
processes are summed up by their ends. Loops are walked until nothing changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from math import prod

from app.diagrams.structure import outgoing
from app.domain.diagrams import Definition, Element
from app.verification.conditions import Value, judge
from app.verification.documents_drawn import tokens_of_call
from app.verification.domains import Domains
from app.verification.joins import joined
from app.verification.liveness import live_names
from app.verification.node_names import ISSUING
from app.verification.shelf import Shelf

Known = frozenset[tuple[str, Value]]
Tokens = frozenset[str]
Ways = dict[Known, Tokens]
# Beyond this many combinations at one node the values of the rest are forgotten: more ways, not
# fewer, are walked.
MOST_WAYS = 4000
RELEASES = frozenset({"doc.release_held"})


@dataclass(frozen=True)
class Watch:
    """What a question looks at besides the gateways.

    `spends`: tokens that are no longer held once a node was passed. `marks`: nodes whose passing is
    kept as the value `@<node>`. `reads`: names whose values are needed when a node is entered.
    `tracks`: names to follow though no gateway tests them.
    """

    spends: Mapping[str, Tokens] = field(default_factory=dict)
    marks: frozenset[str] = frozenset()
    reads: Mapping[str, frozenset[str]] = field(default_factory=dict)
    tracks: frozenset[str] = frozenset()


PLAIN = Watch()


class Walk:
    """All ways through one process; `before` tells what is so whenever a node is entered.

    `taken` are the sequence flows that some way takes; since rather more ways are walked than
    there are, what is not among them cannot be taken.
    """

    def __init__(
        self, shelf: Shelf, process_id: str, watch: Watch = PLAIN, above: tuple[str, ...] = ()
    ) -> None:
        self.shelf = shelf
        self.watch = watch
        self.definition: Definition = shelf.processes[process_id]
        self.before: dict[str, Ways] = {}
        self.taken: set[str] = set()
        self._above = (*above, process_id)
        self._domains = Domains(shelf, self.definition, watch.tracks)
        self._flows = outgoing(self.definition)
        self._entries = Counter(
            e.target for e in self.definition.elements.values() if e.tag == "sequenceFlow"
        )
        self._live = live_names(self.definition, self._domains, watch)
        self._at_join: dict[str, dict[str, Ways]] = {}
        self._boundary = _by_activity(self.definition)
        self._below: dict[str, frozenset[str]] = {}
        self._summaries: dict[str, Mapping[str, Tokens]] = {}
        self._waiting: list[str] = []
        self._run()

    def entering(self, node_id: str) -> Iterator[tuple[dict[str, Value], Tokens]]:
        """Yield known values and tokens of every way on which a node is entered."""
        for known, tokens in self.before.get(node_id, {}).items():
            yield dict(known), tokens

    def ends(self) -> Iterator[Element]:
        """Yield the end events that can be reached and end the process itself."""
        for element in self.definition.elements.values():
            if element.tag == "endEvent" and not element.scope_id and element.id in self.before:
                if element.extensions.properties.get("side") != "true":
                    yield element

    def _run(self) -> None:
        for element in self.definition.elements.values():
            if element.tag == "startEvent" and not element.scope_id:
                self._arrive(element.id, dict.fromkeys(self._beginnings(), frozenset()))
        while self._waiting:
            node_id = self._waiting.pop(0)
            self._leave(self.definition.elements[node_id], dict(self.before[node_id]))

    def _beginnings(self) -> Iterator[Known]:
        free = sorted(self._domains.inputs())
        choices = [sorted(self._domains.general(name), key=repr) for name in free]
        if prod(len(values) for values in choices) > MOST_WAYS:
            yield frozenset()
            return
        for values in product(*choices):
            yield frozenset(zip(free, values, strict=True))

    def _arrive(self, node_id: str, ways: Ways) -> None:
        if node_id not in self.definition.elements:
            return
        here = self.before.setdefault(node_id, {})
        live = self._live[node_id]
        changed = False
        for known, tokens in ways.items():
            kept = frozenset((n, v) for n, v in known if n in live or n.startswith("@"))
            if kept not in here and len(here) >= MOST_WAYS:
                kept = frozenset((n, v) for n, v in known if n.startswith("@"))
            held = here.get(kept)
            new = tokens if held is None else held & tokens
            if new != held:
                here[kept] = new
                changed = True
        if changed and node_id not in self._waiting:
            self._waiting.append(node_id)

    def _leave(self, element: Element, ways: Ways) -> None:
        spent = self.watch.spends.get(element.id, frozenset())
        for event in self._boundary.get(element.id, ()):
            self._arrive(event.id, {known: tokens - spent for known, tokens in ways.items()})
        if element.tag == "subProcess":
            for inner in self.definition.elements.values():
                if inner.tag == "startEvent" and inner.scope_id == element.id:
                    self._arrive(inner.id, ways)
            return
        after = self._after(element, ways)
        if element.tag == "endEvent" and element.scope_id:
            self._go_on(self.definition.elements[element.scope_id], after)
        else:
            self._go_on(element, after)

    def _after(self, element: Element, ways: Ways) -> Ways:
        """Return what is so when an element is done."""
        found: Ways = {}
        for known, tokens in ways.items():
            for values, gained in self._done(element, dict(known)):
                held = tokens - self.watch.spends.get(element.id, frozenset())
                if element.extensions.topic in RELEASES:
                    held |= {f"issued:{t[7:]}" for t in held if t.startswith("signed:")}
                held |= gained | {f"passed:{element.id}"}
                key = frozenset(values.items())
                found[key] = found[key] & held if key in found else held
        return found

    def _done(
        self, element: Element, known: dict[str, Value]
    ) -> Iterator[tuple[dict[str, Value], Tokens]]:
        marked = {**known, f"@{element.id}": True} if element.id in self.watch.marks else known
        if element.called_process:
            yield from self._called(element, marked)
            return
        for written in self._domains.outcomes(element, marked):
            yield {**marked, **written}, frozenset()

    def _called(
        self, element: Element, known: dict[str, Value]
    ) -> Iterator[tuple[dict[str, Value], Tokens]]:
        if element.called_process == ISSUING:
            yield known, tokens_of_call(element) if self._surely(element, known) else frozenset()
            return
        sure = self._surely(element, known)
        targets = [m.target for m in element.extensions.outputs if m.source == "outcome"]
        for values in self._rewritten(element, known, set(targets)):
            ends = self._summary(element.called_process)
            for end, tokens in ends.items():
                yield {**values, **dict.fromkeys(targets, end)}, tokens if sure else frozenset()
            if not ends:
                yield from self._unknown(values, targets)

    def _unknown(
        self, values: dict[str, Value], targets: list[str]
    ) -> Iterator[tuple[dict[str, Value], Tokens]]:
        choices = [sorted(self._domains.general(name), key=repr) for name in targets]
        for chosen in product(*choices):
            yield {**values, **dict(zip(targets, chosen, strict=True))}, frozenset()

    def _rewritten(
        self, element: Element, known: dict[str, Value], targets: set[str]
    ) -> Iterator[dict[str, Value]]:
        """Yield what is known after a call that may write what this process tests."""
        names = sorted((self._written_below(element.called_process) & set(known)) - targets)
        for values in product(*(sorted(self._domains.general(n), key=repr) for n in names)):
            yield {**known, **dict(zip(names, values, strict=True))}

    def _written_below(self, process_id: str) -> frozenset[str]:
        """Return the inputs that a called process and all it calls may write."""
        if process_id not in self._below:
            self._below[process_id] = self._domains.inputs() & self.shelf.writes(process_id)
        return self._below[process_id]

    def _surely(self, element: Element, known: Mapping[str, Value]) -> bool:
        """Tell whether an activity happens at least once: a list of copies may be empty."""
        counted = f"count({element.extensions.collection.lstrip('=')})"
        return not element.loop or known.get(counted) == 1

    def _summary(self, process_id: str) -> Mapping[str, Tokens]:
        """Return end → tokens that every way to it has; empty for a process that is absent."""
        if process_id not in self.shelf.processes or process_id in self._above:
            return {}
        if process_id not in self._summaries:
            inner = Walk(self.shelf, process_id, self.watch, self._above)
            self._summaries[process_id] = {
                end.id: frozenset.intersection(*inner.before[end.id].values())
                for end in inner.ends()
                if end.event in ("", "message") and inner.before[end.id]
            }
        return self._summaries[process_id]

    def _go_on(self, element: Element, ways: Ways) -> None:
        flows = self._flows[element.id]
        chooses = element.tag == "exclusiveGateway" and len(flows) > 1
        for flow in flows:
            going = _choosing(element, flow, flows, ways) if chooses else ways
            if going:
                self.taken.add(flow.id)
                self._arrive_by(flow, going)

    def _arrive_by(self, flow: Element, ways: Ways) -> None:
        target = self.definition.elements.get(flow.target)
        if target is None or target.tag != "parallelGateway" or self._entries[target.id] < 2:
            self._arrive(flow.target, ways)
            return
        arrived = self._at_join.setdefault(target.id, {})
        arrived[flow.id] = ways
        if len(arrived) == self._entries[target.id]:
            self._arrive(target.id, joined(self.definition, target, arrived, self._domains))


def _choosing(gateway: Element, flow: Element, flows: list[Element], ways: Ways) -> Ways:
    """Return the ways that may take a flow: the first true one in drawing order, else default."""
    default = flow.id == gateway.default_flow
    tested = [f for f in flows if f.condition and f.id != gateway.default_flow]
    ids = [f.id for f in tested]
    before = tested if default else tested[: ids.index(flow.id)] if flow.id in ids else []
    earlier = [other.condition for other in before]
    found: Ways = {}
    for known, tokens in ways.items():
        values = dict(known)
        if any(judge(condition, values) is True for condition in earlier):
            continue
        if default or not flow.condition or judge(flow.condition, values) is not False:
            found[known] = tokens
    return found


def _by_activity(definition: Definition) -> Mapping[str, list[Element]]:
    found: dict[str, list[Element]] = {}
    for element in definition.elements.values():
        if element.tag == "boundaryEvent":
            found.setdefault(element.attached_to, []).append(element)
    return found

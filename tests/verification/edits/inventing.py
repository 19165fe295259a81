"""Edits invented by chance: which changes each shipped diagram allows, and a seeded choice of them.

Every kind of edit lists all it could do to a diagram; a diagram is drawn with the weight of its
steps, a kind with its own, an edit evenly. The same seed gives the same edits while the shipped
diagrams stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import combinations
from random import Random

from app.diagrams.vocabulary import MODEL
from app.domain.diagrams import Definition, Element, InputMapping
from tests.verification.edits.making import Edit, drawn_as_shipped

Words = tuple[str, ...]
_QUOTED = re.compile(r'"[^"]*"')
_NUMBER = re.compile(r"-?\d+")
_STEPS = ("userTask", "serviceTask", "businessRuleTask", "callActivity", "intermediateThrowEvent")
_NO_TARGET = ("startEvent", "boundaryEvent", "sequenceFlow")
_GATEWAYS = ("exclusiveGateway", "parallelGateway", "inclusiveGateway")
# FEEL that means the contrary, or a little else.
_ALTERED = (
    (" = ", " != "),
    (" > ", " >= "),
    (" in ", " not in "),
    (" and ", " or "),
    (" or ", " and "),
    ("true", "false"),
    ("false", "true"),
)


class Page:
    """What an edit may ask of one diagram."""

    def __init__(self, definition: Definition) -> None:
        self.all = [e for e in definition.elements.values() if e.tag != "sequenceFlow"]
        self.flows = [e for e in definition.elements.values() if e.tag == "sequenceFlow"]
        self.tree = definition.tree

    def tagged(self, *tags: str) -> list[Element]:
        """Return the nodes with these tags."""
        return [node for node in self.all if node.tag in tags]

    def out(self, node: Element) -> list[Element]:
        """Return the flows out of a node."""
        return [flow for flow in self.flows if flow.source == node.id]

    def into(self, node: Element) -> list[Element]:
        """Return the flows into a node."""
        return [flow for flow in self.flows if flow.target == node.id]

    def conditions(self) -> list[str]:
        """Return the conditions of the diagram, each once."""
        return sorted({flow.condition for flow in self.flows if flow.condition})

    def beside(self, node_id: str) -> list[Element]:
        """Return what a flow out of a node may lead to: all in its scope but itself."""
        scope = next(one.scope_id for one in self.all if one.id == node_id)
        there = (n for n in self.all if n.scope_id == scope and n.id != node_id)
        return [node for node in there if node.tag not in _NO_TARGET]

    def referred(self, kind: str) -> list[str]:
        """Return the messages or escalations that the events of the diagram speak of."""
        found = self.tree.iter(f"{{{MODEL}}}{kind}EventDefinition")
        return sorted({str(one.get(f"{kind}Ref")) for one in found})

    def reference(self, node: Element, kind: str) -> str:
        """Return the message or escalation of one event."""
        events = (e for e in self.tree.iter() if e.get("id") == node.id)
        found = next(events).iter(f"{{{MODEL}}}{kind}EventDefinition")
        return str(next(found).get(f"{kind}Ref"))


def invented(seed: int, count: int) -> list[Edit]:
    """Return this many different edits of the shipped diagrams, always the same for a seed."""
    chance, found = Random(seed), dict[Edit, None]()  # noqa: S311 a seeded choice, no secret
    files = sorted(drawn_as_shipped())
    weights = [len(_page(file).all) for file in files]
    while len(found) < count:
        (file,) = chance.choices(files, weights)
        possible = {kind: words for kind, words in _possible(file).items() if words}
        (kind,) = chance.choices(list(possible), [KINDS[kind][0] for kind in possible])
        found[Edit(file, (kind, *chance.choice(possible[kind])))] = None
    return list(found)


@cache
def _page(file: str) -> Page:
    return Page(drawn_as_shipped()[file])


@cache
def _possible(file: str) -> Mapping[str, list[Words]]:
    kinds = KINDS.items()
    return {kind: list(dict.fromkeys(list_all(_page(file)))) for kind, (_, list_all) in kinds}


def _steps_past(page: Page) -> Iterator[Words]:
    passed = (*_STEPS, *_GATEWAYS, "intermediateCatchEvent", "subProcess")
    for node in page.tagged(*passed):
        if len(page.out(node)) == 1 and page.into(node):
            yield (node.id,)


def _optional(page: Page) -> Iterator[Words]:
    for node in page.tagged(*_STEPS, "subProcess"):
        if len(page.out(node)) == 1 and page.into(node):
            yield from ((node.id, *text.split()) for text in page.conditions())


def _exchanged(page: Page) -> Iterator[Words]:
    steps = {node.id: node for node in page.tagged(*_STEPS)}
    for flow in page.flows:
        first, second = steps.get(flow.source), steps.get(flow.target)
        if first and second and len(page.out(second)) == len(page.out(first)) == 1:
            yield flow.source, flow.target


def _led(page: Page) -> Iterator[Words]:
    for flow in page.flows:
        for node in page.beside(flow.source):
            if node.id != flow.target:
                yield flow.source, flow.target, node.id


def _swapped(page: Page) -> Iterator[Words]:
    for one, other in _pairs(page):
        if one.target != other.target:
            yield one.source, one.target, other.target


def _pairs(page: Page) -> Iterator[tuple[Element, Element]]:
    for node in page.tagged("exclusiveGateway", "eventBasedGateway"):
        yield from combinations(page.out(node), 2)


def _unlinked(page: Page) -> Iterator[Words]:
    for node in page.tagged(*_GATEWAYS, "eventBasedGateway"):
        flows = page.out(node)
        yield from ((f.source, f.target) for f in flows if len(flows) > 1)


def _negated(page: Page) -> Iterator[Words]:
    yield from ((flow.source, flow.target) for flow in page.flows if flow.condition)


def _altered(page: Page) -> Iterator[Words]:
    for flow in page.flows:
        others = [f.condition for f in page.flows if f.source == flow.source]
        for text in sorted({*_variants(flow.condition, others)} - {flow.condition}):
            yield flow.source, flow.target, *text.split()


def _variants(text: str, others: list[str]) -> Iterator[str]:
    for said, instead in _ALTERED:
        if said in text:
            yield text.replace(said, instead, 1)
    literals = {literal for other in others for literal in _QUOTED.findall(other)}
    for mine in set(_QUOTED.findall(text)):
        yield from (text.replace(mine, literal) for literal in literals)
    for number in _NUMBER.findall(text):
        yield text.replace(number, str(int(number) + 1), 1)


def _roles(page: Page) -> Iterator[Words]:
    held = sorted({role for page in _pages() for t in page.all for role in _groups(t)})
    for task in page.tagged("userTask"):
        own = _groups(task)
        for role in held:
            if role not in own:
                yield from ((task.id, role), (task.id, ",".join((*own, role))))


def _groups(task: Element) -> tuple[str, ...]:
    return task.extensions.candidate_groups


def _pages() -> list[Page]:
    return [_page(file) for file in sorted(drawn_as_shipped())]


def _boundary(page: Page, *, interrupting: bool) -> Iterator[Words]:
    for event in page.tagged("boundaryEvent"):
        if event.interrupting is interrupting:
            yield (event.id,)


def _times(page: Page) -> Iterator[Words]:
    for event in (node for node in page.all if node.timer):
        yield from ((event.id, *text.split()) for text in _other_terms(event.timer))


def _terms_of_tasks(page: Page) -> Iterator[Words]:
    for task in page.tagged("userTask"):
        text = task.extensions.due_date
        if text:
            yield (task.id,)
            yield from ((task.id, *other.split()) for other in _other_terms(text))


def _other_terms(text: str) -> Iterator[str]:
    for number in dict.fromkeys(_NUMBER.findall(text)):
        for other in (-int(number), 10 * int(number), int(number) + 1):
            yield text.replace(number, str(other), 1)


def _inputs(page: Page) -> Iterator[Words]:
    papers = {m.expression for p in _pages() for m in _mappings(p) if m.target == "doc_type"}
    for node in page.tagged("callActivity"):
        for mapping in node.extensions.inputs:
            yield node.id, mapping.target
            if mapping.target == "doc_type":
                others = sorted(papers - {mapping.expression})
                yield from ((node.id, "doc_type", *text.split()) for text in others)


def _mappings(page: Page) -> Iterator[InputMapping]:
    for node in page.tagged("callActivity"):
        yield from node.extensions.inputs


def _outputs(page: Page) -> Iterator[Words]:
    for node in page.tagged("callActivity"):
        yield from ((node.id, mapping.target) for mapping in node.extensions.outputs)


def _properties(page: Page) -> Iterator[Words]:
    for node in page.all:
        yield from ((node.id, name) for name in node.extensions.properties if name != "clause")


def _kinds(page: Page) -> Iterator[Words]:
    for node in page.tagged(*_GATEWAYS):
        yield from ((node.id, tag) for tag in _GATEWAYS if tag != node.tag)


def _events(page: Page) -> Iterator[Words]:
    for kind in ("message", "escalation"):
        names = page.referred(kind)
        for node in (one for one in page.all if one.event == kind):
            own = page.reference(node, kind)
            yield from ((node.id, kind, name) for name in names if name != own)


def _ways_out(page: Page) -> Iterator[Words]:
    messages = page.referred("message")
    for node in page.tagged("userTask", "callActivity", "subProcess"):
        ends = [one.id for one in page.beside(node.id) if one.tag == "endEvent"]
        yield from ((node.id, message, end) for message in messages for end in ends)


def _loops(page: Page) -> Iterator[Words]:
    yield from ((node.id,) for node in page.all if node.loop)


def _bare(page: Page) -> Iterator[Words]:
    yield from ((node.id,) for node in page.all if node.extensions.form_ref)


def _forms(page: Page) -> Iterator[Words]:
    tasks = [node for node in page.all if node.extensions.form_ref]
    for task in tasks:
        own = task.extensions.form_ref
        yield from ((task.id, t.extensions.form_ref) for t in tasks if t.extensions.form_ref != own)


def _topics(page: Page) -> Iterator[Words]:
    known = sorted({n.extensions.topic for p in _pages() for n in p.tagged("serviceTask")})
    for node in page.tagged("serviceTask"):
        yield from ((node.id, topic) for topic in known if topic != node.extensions.topic)


def _tables(page: Page) -> Iterator[Words]:
    rules = [n for p in _pages() for n in p.tagged("businessRuleTask")]
    known = sorted({node.extensions.decision_ref for node in rules})
    for node in page.tagged("businessRuleTask"):
        own = node.extensions.decision_ref
        yield from ((node.id, table) for table in known if table != own)


def _calls(page: Page) -> Iterator[Words]:
    known = sorted({n.called_process for p in _pages() for n in p.tagged("callActivity")})
    for node in page.tagged("callActivity"):
        yield from ((node.id, process) for process in known if process != node.called_process)


KINDS: Mapping[str, tuple[int, Callable[[Page], Iterator[Words]]]] = {
    "bypass": (10, _steps_past),
    "optional": (6, _optional),
    "exchange": (6, _exchanged),
    "lead": (10, _led),
    "swap": (8, _swapped),
    "unlink": (4, _unlinked),
    "negate": (4, _negated),
    "when": (6, _altered),
    "role": (6, _roles),
    "drop": (4, lambda page: ((e.id,) for e in page.tagged("boundaryEvent"))),
    "cut": (2, lambda page: _boundary(page, interrupting=False)),
    "keep": (2, lambda page: _boundary(page, interrupting=True)),
    "every": (4, _times),
    "due": (3, _terms_of_tasks),
    "input": (4, _inputs),
    "no_output": (2, _outputs),
    "no_property": (3, _properties),
    "kind": (3, _kinds),
    "event": (3, _events),
    "way_out": (3, _ways_out),
    "once": (1, _loops),
    "bare": (2, _bare),
    "form": (2, _forms),
    "topic": (3, _topics),
    "table": (1, _tables),
    "call": (2, _calls),
}

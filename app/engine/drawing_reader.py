"""Reads the BPMN of one process definition into a `Drawing`; knows XML, knows no execution.

References (`messageRef`, `errorRef`, `eventDefinitionRef`, …) are resolved here once. Nothing is
refused here: what cannot be placed is noted as an oddity for the gates.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from app.domain.diagrams import Definition, Element
from app.engine.drawing import ACCEPT_IF, Drawing, EventPart, Flow, LoopPart, Node, Oddity

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
NS = f"{{{MODEL}}}"
FLOW_NODES = frozenset(
    """task userTask manualTask serviceTask businessRuleTask sendTask receiveTask scriptTask
    callActivity subProcess transaction adHocSubProcess startEvent endEvent intermediateCatchEvent
    intermediateThrowEvent boundaryEvent exclusiveGateway parallelGateway inclusiveGateway
    complexGateway eventBasedGateway subChoreography choreographyTask callChoreography
    implicitThrowEvent callConversation""".split()
)
# Parts that only document the drawing, or that other rooms read: they never change what runs.
SILENT = frozenset(
    """documentation extensionElements laneSet ioSpecification dataObject dataObjectReference
    dataStoreReference textAnnotation association group property auditing monitoring incoming
    outgoing category dataInputAssociation dataOutputAssociation conditionExpression timeDate
    timeDuration timeCycle dataInput dataOutput inputSet outputSet script supportedInterfaceRef
    ioBinding correlationSubscription""".split()
)
READ_ELSEWHERE = frozenset({"multiInstanceLoopCharacteristics", "standardLoopCharacteristics"})
CLOCKS = ("timeDate", "timeDuration", "timeCycle")
NESTING = frozenset({"subProcess", "transaction", "adHocSubProcess"})


def read_drawing(definition: Definition) -> Drawing:
    """Read one process of a definition's tree; a process that is not there gives `found=False`."""
    root = definition.tree
    process = next(
        (p for p in root.iter(f"{NS}process") if p.get("id") == definition.process_id), None
    )
    if process is None:
        return Drawing(definition.process_id, definition.name, True, {}, (), found=False)
    return _Reading(definition, process).drawing()


class _Reading:
    """Walks one process once, without recursion, and collects its parts."""

    def __init__(self, definition: Definition, process: Any) -> None:
        self.definition = definition
        self.process = process
        self.roots = {child.get("id"): child for child in definition.tree if child.get("id")}
        self.nodes: dict[str, Node] = {}
        self.flows: list[Flow] = []
        self.flow_ids: set[str] = set()
        self.oddities: list[Oddity] = []

    def drawing(self) -> Drawing:
        pending = [(self.process, "")]
        while pending:
            container, scope_id = pending.pop(0)
            for child in container:
                self._place(child, scope_id, pending)
        return Drawing(
            process_id=self.definition.process_id,
            name=self.process.get("name") or self.definition.process_id,
            executable=self.process.get("isExecutable", "true") in ("true", "1"),
            nodes=self.nodes,
            flows=tuple(self.flows),
            oddities=tuple(self.oddities),
        )

    def _place(self, child: Any, scope_id: str, pending: list[tuple[Any, str]]) -> None:
        tag = local_name(child)
        if tag in FLOW_NODES:
            self._add_node(child, tag, scope_id)
            if tag in NESTING and child.get("id"):
                pending.append((child, child.get("id")))
        elif tag == "sequenceFlow":
            self._add_flow(child, scope_id)
        elif tag and tag not in SILENT and tag not in READ_ELSEWHERE:
            self._note("unsupported-part", scope_id or self.definition.process_id, tag)

    def _note(self, rule: str, element_id: str, tag: str, detail: str = "") -> None:
        self.oddities.append(Oddity(rule, element_id, tag, detail))

    def _claim(self, xml: Any, tag: str) -> str:
        """Return the id when it is there and new, else note why and return ``""``."""
        found = xml.get("id") or ""
        if not found:
            self._note("id-required", "", tag, xml.get("name") or _ends(xml))
        elif found in self.nodes or found in self.flow_ids:
            self._note("id-unique", found, tag)
        else:
            return found
        return ""

    def _add_flow(self, xml: Any, scope_id: str) -> None:
        flow_id = self._claim(xml, "sequenceFlow")
        if not flow_id:
            return
        condition = xml.find(f"{NS}conditionExpression")
        self.flow_ids.add(flow_id)
        self.flows.append(
            Flow(
                id=flow_id,
                source=xml.get("sourceRef") or "",
                target=xml.get("targetRef") or "",
                scope_id=scope_id,
                name=xml.get("name") or "",
                condition=None if condition is None else text_of(condition),
                language="" if condition is None else condition.get("language") or "",
            )
        )

    def _add_node(self, xml: Any, tag: str, scope_id: str) -> None:
        node_id = self._claim(xml, tag)
        if not node_id:
            return
        element = self.definition.elements.get(node_id)
        element = element or Element(id=node_id, tag=tag, process_id=self.definition.process_id)
        self.nodes[node_id] = Node(
            id=node_id,
            tag=tag,
            element=element,
            scope_id=scope_id,
            name=xml.get("name") or "",
            events=tuple(_heard(event, element) for event in self._events(xml, tag)),
            interrupting=_interrupting(xml, tag),
            attached_to=xml.get("attachedToRef") or "",
            default=xml.get("default") or "",
            called=xml.get("calledElement") or "",
            triggered=xml.get("triggeredByEvent") in ("true", "1"),
            loop=_loop(xml, element),
            flow_order=tuple(text_of(out) for out in xml.findall(f"{NS}outgoing")),
            oddities=tuple(_node_oddities(xml, tag)),
        )

    def _events(self, xml: Any, tag: str) -> Iterator[EventPart]:
        for child in xml:
            name = local_name(child)
            if name == "eventDefinitionRef":
                yield self._referenced(text_of(child))
            elif name.endswith("EventDefinition"):
                yield self._event(child, name.removesuffix("EventDefinition"))
        if tag in ("sendTask", "receiveTask") and xml.get("messageRef"):
            yield self._named("message", xml.get("messageRef"))

    def _referenced(self, reference: str) -> EventPart:
        target = self.roots.get(reference.rpartition(":")[2])
        name = "" if target is None else local_name(target)
        if not name.endswith("EventDefinition"):
            return EventPart("reference", missing=reference or "?")
        return self._event(target, name.removesuffix("EventDefinition"))

    def _event(self, xml: Any, kind: str) -> EventPart:
        if kind == "timer":
            return _timer(xml)
        if kind == "conditional":
            condition = xml.find(f"{NS}condition")
            return EventPart(kind, text="" if condition is None else text_of(condition))
        if kind == "link":
            return EventPart(kind, name=xml.get("name") or "")
        if kind in ("message", "signal", "error", "escalation"):
            return self._named(kind, xml.get(f"{kind}Ref") or "")
        return EventPart(kind)

    def _named(self, kind: str, reference: str) -> EventPart:
        if not reference:
            return EventPart(kind)
        target = self.roots.get(reference.rpartition(":")[2])
        if target is None or local_name(target) != kind:
            return EventPart(kind, missing=reference)
        name = (target.get("name") or "").strip()
        return EventPart(kind, name=name, code=(target.get(f"{kind}Code") or "").strip())


def _heard(event: EventPart, element: Element) -> EventPart:
    return replace(event, accept=element.extensions.properties.get(ACCEPT_IF, "").strip())


def local_name(xml: Any) -> str:
    """Return the BPMN local name of an XML element, ``""`` for anything outside BPMN."""
    tag = xml.tag
    return tag.removeprefix(NS) if isinstance(tag, str) and tag.startswith(NS) else ""


def text_of(xml: Any) -> str:
    """Return the text of an XML element, stripped; comments inside it are left out."""
    return "".join([xml.text or "", *(child.tail or "" for child in xml)]).strip()


def _ends(xml: Any) -> str:
    return (
        f"{xml.get('sourceRef') or '?'} → {xml.get('targetRef') or '?'}"
        if xml.get("sourceRef")
        else ""
    )


def _interrupting(xml: Any, tag: str) -> bool:
    name = "cancelActivity" if tag == "boundaryEvent" else "isInterrupting"
    return xml.get(name, "true") in ("true", "1")


def _timer(xml: Any) -> EventPart:
    clocks = [
        child for child in xml if local_name(child) in ("timeDate", "timeDuration", "timeCycle")
    ]
    if len(clocks) != 1:
        return EventPart("timer", missing="timeDate")
    return EventPart("timer", clock=local_name(clocks[0]), text=text_of(clocks[0]))


def _loop(xml: Any, element: Element) -> LoopPart | None:
    many = xml.find(f"{NS}multiInstanceLoopCharacteristics")
    again = xml.find(f"{NS}standardLoopCharacteristics")
    if many is None and again is None:
        return None
    if many is not None and again is not None:
        return LoopPart(unsupported=("standardLoopCharacteristics",))
    return _standard(again) if many is None else _multi(many, element)


def _standard(xml: Any) -> LoopPart:
    return LoopPart(
        standard=True,
        sequential=True,
        condition=_child_text(xml, "loopCondition"),
        maximum=xml.get("loopMaximum") or "",
        test_before=xml.get("testBefore", "false") in ("true", "1"),
    )


def _multi(xml: Any, element: Element) -> LoopPart:
    known = {"loopCardinality", "completionCondition", "documentation", "extensionElements"}
    odd = [
        local_name(child) for child in xml if local_name(child) and local_name(child) not in known
    ]
    odd += [f"behavior={xml.get('behavior')}"] if xml.get("behavior", "All") != "All" else []
    return LoopPart(
        sequential=xml.get("isSequential", "false") in ("true", "1"),
        collection=element.extensions.collection,
        variable=element.extensions.element_variable,
        cardinality=_child_text(xml, "loopCardinality"),
        completion=_child_text(xml, "completionCondition"),
        unsupported=tuple(odd),
    )


def _child_text(xml: Any, name: str) -> str:
    child = xml.find(f"{NS}{name}")
    return "" if child is None else text_of(child)


def _node_oddities(xml: Any, tag: str) -> Iterator[str]:
    """Yield what would change how the node runs and is not carried out here."""
    if xml.get("isForCompensation") in ("true", "1"):
        yield "isForCompensation"
    yield from (
        name
        for name in ("startQuantity", "completionQuantity")
        if xml.get(name, "1").strip() != "1"
    )
    if xml.get("instantiate") in ("true", "1"):
        yield "instantiate"
    if xml.get("parallelMultiple") in ("true", "1"):
        yield "parallelMultiple"
    for child in xml:
        name = local_name(child)
        known = name in SILENT or name in READ_ELSEWHERE or name.endswith("EventDefinition")
        inside = tag in NESTING and (name in FLOW_NODES or name == "sequenceFlow")
        if name and not known and not inside and name != "eventDefinitionRef":
            yield name

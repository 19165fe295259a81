"""What of a stranger's diagram would stop or change a run, read from the XML alone.

An oracle for the check: it knows BPMN 2.0 and what this system promises to run, and asks nothing
of the code that is measured. Each blocker is an element with the reason it blocks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

MODEL = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
CAMUNDA = "{http://camunda.org/schema/1.0/bpmn}"
PERSON = {"userTask", "manualTask", "task"}
WORK = {"serviceTask", "businessRuleTask", "sendTask", "receiveTask", "scriptTask"}
SCOPES = {"subProcess", "transaction", "adHocSubProcess"}
GATEWAYS = {
    "exclusiveGateway",
    "parallelGateway",
    "inclusiveGateway",
    "eventBasedGateway",
    "complexGateway",
}
EVENTS = {
    "startEvent",
    "endEvent",
    "intermediateCatchEvent",
    "intermediateThrowEvent",
    "boundaryEvent",
}
NODES = PERSON | WORK | SCOPES | GATEWAYS | EVENTS | {"callActivity"}
NOT_RUN = {"scriptTask", "complexGateway", "transaction", "adHocSubProcess"}
NOT_RUN_EVENTS = {"signal", "conditional", "compensate", "cancel"}
CHOICES = {"exclusiveGateway", "inclusiveGateway"}

# Asked at publication, not of a bare run.
LATER = frozenset({"nobody is said to do it"})


@dataclass(frozen=True)
class Blocker:
    """An element that would stop a run or lead it elsewhere than drawn, and why."""

    element_id: str
    tag: str
    why: str


def blockers(data: bytes) -> list[Blocker]:
    """Return the blockers of the process that would run, and the pools that would not."""
    root = etree.fromstring(data)
    processes = [node for node in root if _name(node) == "process"]
    main = _main(processes)
    found = list(_process(root, main)) if main is not None else []
    found += [
        Blocker(_id(other), "process", "a second process of the file is drawn and never runs")
        for other in processes
        if other is not main and any(_name(n) in NODES for n in other)
    ]
    return found


def nodes_that_run(root: Any) -> set[str]:
    """Return the ids of the flow nodes of the process that would run."""
    main = _main([node for node in root if _name(node) == "process"])
    return set(_ids(main)) if main is not None else set()


def _ids(scope: Any) -> Iterator[str]:
    for node in scope:
        if _name(node) in NODES:
            yield _id(node)
        if _name(node) in SCOPES:
            yield from _ids(node)


def _main(processes: list[Any]) -> Any:
    """Return the first process to be run, else the first that is drawn."""
    drawn = [p for p in processes if any(_name(n) in NODES for n in p)]
    said = [p for p in drawn if p.get("isExecutable") == "true"]
    unsaid = [p for p in drawn if p.get("isExecutable") is None]
    return next(iter([*said, *unsaid, *drawn]), None)


def _process(root: Any, process: Any) -> Iterator[Blocker]:
    if process.get("isExecutable") == "false":
        yield Blocker(_id(process), "process", "marked as not to be run")
    yield from _scope(root, process)


def _scope(root: Any, scope: Any) -> Iterator[Blocker]:
    nodes = [node for node in scope if _name(node) in NODES]
    flows = [node for node in scope if _name(node) == "sequenceFlow"]
    into = Counter(flow.get("targetRef") for flow in flows)
    out = Counter(flow.get("sourceRef") for flow in flows)
    for node in nodes:
        for why in (*_itself(root, node), *_place(scope, node, into, out)):
            yield Blocker(_id(node), _name(node), why)
        if _name(node) == "subProcess":
            yield from _scope(root, node)
    yield from _ways(nodes, flows)


# What each kind of work must say: the attribute, and what nobody knows without it.
SAYS = {
    **dict.fromkeys(PERSON, (f"{CAMUNDA}candidateGroups", "nobody is said to do it")),
    "serviceTask": (f"{CAMUNDA}topic", "nothing says what the service does"),
    "businessRuleTask": (f"{CAMUNDA}decisionRef", "no table is named"),
    "callActivity": ("calledElement", "nothing is called"),
}


def _itself(root: Any, node: Any) -> Iterator[str]:
    name = _name(node)
    attribute, lacking = SAYS.get(name, ("id", ""))
    if name in NOT_RUN:
        yield f"{name} is not run"
    if not node.get(attribute):
        yield lacking
    if name in ("sendTask", "receiveTask") and not _message(root, node):
        yield "no message is named"
    if node.get("isForCompensation") == "true":
        yield "runs only to compensate"
    if node.get("instantiate") == "true":
        yield "opens an instance by itself"
    yield from _many(node)
    yield from _event(root, node)


def _many(node: Any) -> Iterator[str]:
    for part in node:
        if _name(part) == "standardLoopCharacteristics":
            if not any(_name(p) == "loopCondition" for p in part):
                yield "a loop says not how long"
        elif _name(part) == "multiInstanceLoopCharacteristics":
            counted = any(_name(p) == "loopCardinality" and (p.text or "").strip() for p in part)
            if not counted and not part.get(f"{CAMUNDA}collection"):
                yield "many instances, and nothing says how many"


def _event(root: Any, node: Any) -> Iterator[str]:
    parts = [part for part in node if _name(part).endswith("EventDefinition")]
    if len(parts) > 1:
        yield "several events in one"
    for part in parts:
        kind = _name(part).removesuffix("EventDefinition")
        if kind in NOT_RUN_EVENTS:
            yield f"{kind} events are not run"
        if kind == "message" and not _message(root, part):
            yield "no message is named"
        if kind == "timer" and not any((p.text or "").strip() for p in part):
            yield "no time is written"


def _message(root: Any, node: Any) -> bool:
    wanted = (node.get("messageRef") or "").rpartition(":")[2]
    return any(_name(m) == "message" and m.get("id") == wanted and m.get("name") for m in root)


def _place(scope: Any, node: Any, into: Counter[str], out: Counter[str]) -> Iterator[str]:
    name = _name(node)
    linked = any(_name(part) == "linkEventDefinition" for part in node)
    apart = node.get("triggeredByEvent") == "true" or node.get("isForCompensation") == "true"
    if apart or _name(scope) == "adHocSubProcess":
        return
    if not into[_id(node)] and name not in ("startEvent", "boundaryEvent") and not linked:
        yield "nothing leads here"
    compensates = name == "boundaryEvent" and any(
        _name(part) == "compensateEventDefinition" for part in node
    )
    if not out[_id(node)] and name != "endEvent" and not linked and not compensates:
        yield "goes nowhere"


def _ways(nodes: list[Any], flows: list[Any]) -> Iterator[Blocker]:
    by_id = {_id(node): node for node in nodes}
    count = Counter(flow.get("sourceRef") for flow in flows)
    for flow in flows:
        source = by_id.get(flow.get("sourceRef"))
        condition = next((p for p in flow if _name(p) == "conditionExpression"), None)
        text = (condition.text or "").strip() if condition is not None else ""
        if source is None or flow.get("targetRef") not in by_id:
            yield Blocker(_id(flow), "sequenceFlow", "leads across a border or to nothing")
        elif _name(source) in CHOICES and count[_id(source)] > 1:
            if not text and source.get("default") != _id(flow):
                yield Blocker(_id(flow), "sequenceFlow", "a choice without a condition")
        elif text and _name(source) in GATEWAYS | EVENTS:
            yield Blocker(_id(flow), "sequenceFlow", "a condition where none is asked")


def _name(node: Any) -> str:
    tag = node.tag
    return tag.removeprefix(MODEL) if isinstance(tag, str) and tag.startswith(MODEL) else ""


def _id(node: Any) -> str:
    return str(node.get("id") or "")

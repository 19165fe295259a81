"""Bytes → Diagram: the elements of every process of a file, with what Camunda's namespace adds.

Any bytes may come in. What comes out is a whole diagram or DiagramRefused with findings in words;
what the elements do when they run is not judged here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.diagrams import camunda, foreign, integrity
from app.diagrams.events import (
    code_of,
    kind_of_event,
    message_of,
    timer_of,
    write_out_references,
)
from app.diagrams.vocabulary import (
    EVENTS,
    FLOW_NODES,
    SCOPES,
    Node,
    child,
    children,
    is_true,
    local,
    reference,
    text_of,
)
from app.diagrams.wording import capped, of_file
from app.diagrams.xml_source import parse
from app.domain.diagrams import Definition, Diagram, Element, Participant
from app.errors import DiagramRefused

_Lanes = Mapping[str, Node]


def read_diagram(data: bytes) -> Diagram:
    """Read the bytes of a BPMN 2.0 file.

    Raises DiagramRefused, and nothing else, with at most 200 findings.
    """
    try:
        return _read(data)
    except DiagramRefused:
        raise
    except Exception as error:
        # The bytes are a stranger's: whatever they broke, the owner gets words, not a traceback.
        message = "Tệp không đọc được như một sơ đồ BPMN"
        repair = "Mở tệp trong trình vẽ BPMN và lưu lại; nếu vẫn vậy, gửi tệp cho quản trị"
        raise DiagramRefused([of_file("unreadable", message, repair)]) from error


def _read(data: bytes) -> Diagram:
    root = parse(data)
    by_id = {node.get("id"): node for node in root.iter() if local(node) and node.get("id")}
    processes = list(children(root, "process"))
    _write_out(root, by_id)
    broken = list(integrity.check(root, by_id))
    if broken:
        raise DiagramRefused(capped(broken))
    definitions = {p.get("id"): _definition(p, root, by_id) for p in processes}
    return Diagram(
        tree=root,
        definitions=definitions,
        main_id=_main(definitions, processes),
        participants=tuple(_participants(root)),
        findings=capped(list(foreign.check(root))),
    )


def _write_out(root: Node, by_id: dict[str, Node]) -> None:
    """Write what a file may leave out: ids of sequence flows, event definitions by reference."""
    flows = [node for node in root.iter() if local(node) == "sequenceFlow" and not node.get("id")]
    for flow in flows:
        plain = f"flow_{reference(flow.get('sourceRef'))}_{reference(flow.get('targetRef'))}"
        name, number = plain, 1
        while name in by_id:
            number += 1
            name = f"{plain}_{number}"
        flow.set("id", name)
        by_id[name] = flow
    for node in root.iter():
        if local(node) in EVENTS:
            write_out_references(node, by_id)


def _definition(process: Node, root: Node, by_id: Mapping[str, Node]) -> Definition:
    name = process.get("id")
    elements = {e.id: e for e in _elements(process, name, "", _lanes(process), by_id)}
    starts = {
        element.message_name: element.id
        for element in reversed(elements.values())
        if element.tag == "startEvent" and element.message_name and not element.scope_id
    }
    return Definition(
        process_id=name,
        name=(process.get("name") or "").strip(),
        tree=root,
        elements=elements,
        start_messages=starts,
        executable=is_true(process.get("isExecutable"), otherwise=True),
        documentation=text_of(child(process, "documentation")),
        extensions=camunda.extensions_of(process),
    )


def _elements(
    scope: Node, process_id: str, scope_id: str, lanes: _Lanes, by_id: Mapping[str, Node]
) -> Iterator[Element]:
    """Yield the elements of a scope in file order, what is inside a sub-process after it."""
    for node in scope:
        if local(node) not in FLOW_NODES and local(node) != "sequenceFlow":
            continue
        yield _element(node, process_id, scope_id, lanes, by_id)
        if local(node) in SCOPES:
            own = _lanes(node)
            around = lanes.get(node.get("id"))
            inherited = {} if around is None else {n.get("id"): around for n in node.iter()}
            inside = {**inherited, **own}
            yield from _elements(node, process_id, node.get("id"), inside, by_id)


def _element(
    node: Node, process_id: str, scope_id: str, lanes: _Lanes, by_id: Mapping[str, Node]
) -> Element:
    tag = local(node)
    name = node.get("id")
    lane = lanes.get(name)
    timer_kind, timer = timer_of(node)
    condition = child(node, "conditionExpression") if tag == "sequenceFlow" else None
    return Element(
        id=name,
        tag=tag,
        process_id=process_id,
        name=" ".join((node.get("name") or "").split()),
        documentation=text_of(child(node, "documentation")),
        lane="" if lane is None else " ".join((lane.get("name") or lane.get("id") or "").split()),
        event=kind_of_event(node) if tag in EVENTS else "",
        message_name=message_of(node, by_id),
        scope_id=scope_id,
        attached_to=reference(node.get("attachedToRef")),
        source=reference(node.get("sourceRef")),
        target=reference(node.get("targetRef")),
        condition=text_of(condition),
        called_process=reference(node.get("calledElement")) if tag == "callActivity" else "",
        extensions=camunda.extensions_of(node),
        lane_id="" if lane is None else lane.get("id") or "",
        default_flow=reference(node.get("default")),
        interrupting=_interrupting(node),
        event_code=code_of(node, by_id) if tag in EVENTS else "",
        timer_kind=timer_kind,
        timer=timer,
        loop=_loop(node),
        by_event=is_true(node.get("triggeredByEvent"), otherwise=False),
    )


def _interrupting(node: Node) -> bool:
    attribute = "cancelActivity" if local(node) == "boundaryEvent" else "isInterrupting"
    return is_true(node.get(attribute), otherwise=True)


def _loop(node: Node) -> str:
    many = child(node, "multiInstanceLoopCharacteristics")
    if many is not None:
        in_turn = is_true(many.get("isSequential"), otherwise=False)
        return "sequential" if in_turn else "parallel"
    return "standard" if child(node, "standardLoopCharacteristics") is not None else ""


def _lanes(scope: Node) -> dict[str, Node]:
    """Map element id → innermost lane; a lane inside a lane stands later in the file and wins."""
    found: dict[str, Node] = {}
    for lane_set in children(scope, "laneSet"):
        for lane in (node for node in lane_set.iter() if local(node) == "lane"):
            for pointer in children(lane, "flowNodeRef"):
                found[reference(pointer.text)] = lane
    return found


def _participants(root: Node) -> Iterator[Participant]:
    for collaboration in children(root, "collaboration"):
        for node in children(collaboration, "participant"):
            yield Participant(
                id=node.get("id") or "",
                name=" ".join((node.get("name") or "").split()),
                process_id=reference(node.get("processRef")),
            )


def _main(definitions: Mapping[str, Definition], processes: list[Node]) -> str:
    """Return the first process said to be executable, else the first not said to be otherwise."""
    said = [p.get("id") for p in processes if is_true(p.get("isExecutable"), otherwise=False)]
    drawn = [name for name, definition in definitions.items() if definition.elements]
    open_ones = [name for name in drawn if definitions[name].executable]
    ranked = [*(name for name in said if name in drawn), *said, *open_ones, *drawn, *definitions]
    return str(ranked[0])

"""INV-21: missing a date changes nothing; timers remind and alert, they never decide."""

from __future__ import annotations

from collections.abc import Iterator

from app.diagrams.structure import outgoing
from app.domain.diagrams import Definition, Element, Finding
from app.verification import node_names as names
from app.verification.shelf import Shelf
from app.verification.verdicts import gone, wrong

RULE = "INV-21"
REPAIR = "Cho hẹn giờ chỉ nhắc việc hoặc cảnh báo, không rẽ dòng chính"
QUIET = frozenset({"serviceTask", "endEvent", "exclusiveGateway"})


def check(shelf: Shelf) -> Iterator[Finding]:
    """Yield each timer that moves a case, ends an opinion unmarked, or does more than alert."""
    for process_id in names.PATIENT:
        for timer in _timers(shelf, process_id):
            if timer.id != names.LAPSE:
                yield from _moving(shelf.processes[process_id], timer)
    for process_id in names.OPINIONS:
        for timer in _timers(shelf, process_id):
            if "opinion.mark_silent" not in _topics_behind(shelf.processes[process_id], timer):
                yield wrong(RULE, timer, "không ghi nhận ý kiến im lặng", REPAIR)
    if not shelf.has(names.WATCH):
        yield gone(RULE, names.WATCH, "trên kệ: không ai theo dõi hạn")
    for timer in _timers(shelf, names.WATCH):
        if not _topics_behind(shelf.processes[names.WATCH], timer) <= names.ALERTING:
            yield wrong(RULE, timer, "làm nhiều hơn nhắc và cảnh báo", REPAIR)
    yield from _lapse(shelf)


def _timers(shelf: Shelf, process_id: str) -> Iterator[Element]:
    for element in shelf.nodes(process_id, "boundaryEvent", "intermediateCatchEvent"):
        if element.event == "timer":
            yield element


def _moving(definition: Definition, timer: Element) -> Iterator[Finding]:
    """Yield the timer when its branch is more than a reminder that leaves the case where it is."""
    if timer.tag == "boundaryEvent" and timer.interrupting:
        yield wrong(RULE, timer, "cắt ngang việc khi quá hạn", REPAIR)
        return
    waiting = _waiting_place(definition, timer)
    for node in _branch(definition, timer, waiting):
        side = node.tag != "endEvent" or node.extensions.properties.get("side") == "true"
        if node.tag not in QUIET or not side:
            yield wrong(RULE, timer, f"dẫn tới “{node.name or node.id}”", REPAIR)
            return


def _waiting_place(definition: Definition, timer: Element) -> str:
    """Return the event gateway that the timer belongs to, or an empty text for an edge."""
    for flow in definition.elements.values():
        source = definition.elements.get(flow.source)
        if flow.target == timer.id and source and source.tag == "eventBasedGateway":
            return source.id
    return ""


def _branch(definition: Definition, timer: Element, waiting: str) -> Iterator[Element]:
    flows = outgoing(definition)
    seen: set[str] = set()
    ahead = [flow.target for flow in flows[timer.id]]
    while ahead:
        here = ahead.pop()
        if here in seen or here == waiting:
            continue
        seen.add(here)
        yield definition.elements[here]
        ahead += [flow.target for flow in flows[here]]


def _topics_behind(definition: Definition, timer: Element) -> set[str]:
    """Return the topics between a timer and the next place that waits."""
    flows = outgoing(definition)
    found: set[str] = set()
    ahead, seen = [flow.target for flow in flows[timer.id]], set[str]()
    while ahead:
        node = definition.elements[ahead.pop()]
        if node.id in seen or node.tag in ("eventBasedGateway", "intermediateCatchEvent"):
            continue
        seen.add(node.id)
        found |= {node.extensions.topic or node.tag} - {"endEvent", "exclusiveGateway"}
        ahead += [flow.target for flow in flows[node.id]]
    return found


def _lapse(shelf: Shelf) -> Iterator[Finding]:
    """The one timer that ends a case is the proposer's own, and off unless the profile sets it."""
    for timer in _timers(shelf, names.CASE):
        if timer.id != names.LAPSE:
            continue
        if timer.attached_to != names.REWORK or "profile.rework_lapse_days" not in timer.timer:
            repair = f"Gắn vào {names.REWORK}, thời hạn theo profile.rework_lapse_days"
            yield wrong(RULE, timer, "không còn là hạn nộp lại của bên đề xuất", repair)

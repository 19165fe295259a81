"""Tasks of people between where a token stands and where it is put, and so left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from app.domain.diagrams import Definition, Element
from app.domain.repairs import Instruction, RepairKind, RepairWarning
from app.steps.catalogue import Catalogue

PEOPLE = frozenset({"userTask", "manualTask", "task"})
Ways = Mapping[str, Sequence[str]]


def skipped_by(
    catalogue: Catalogue, instructions: Sequence[Instruction]
) -> Iterator[RepairWarning]:
    """Yield what each move leaves undone, with the clauses of those steps."""
    for one in instructions:
        definition = catalogue.definitions.get(one.process_id)
        if one.kind is RepairKind.MOVE and definition is not None:
            yield from _between(definition, one.element_id, one.target)


def _between(definition: Definition, here: str, there: str) -> Iterator[RepairWarning]:
    ways = ways_of(definition)
    source = definition.elements.get(here)
    if here == there:
        yield RepairWarning(f"Mọi việc đã làm trong “{_name(source, here)}” phải làm lại từ đầu")
        return
    if source is not None and source.tag in PEOPLE:
        yield _left(source, "chưa được làm mà bị bỏ dở")
    if there not in _reached(ways, here, ""):
        name = _name(definition.elements.get(there), there)
        yield RepairWarning(f"“{name}” đứng trước chỗ đang đứng: các bước ở giữa phải làm lại")
        return
    for element in definition.elements.values():
        unavoidable = element.id not in (here, there) and element.tag in PEOPLE
        if unavoidable and there not in _reached(ways, here, element.id):
            yield _left(element, "không được làm: mọi đường tới đó đều qua việc này")


def _left(element: Element, how: str) -> RepairWarning:
    return RepairWarning(f"“{_name(element, element.id)}” {how}", clauses=element.clauses)


def _name(element: Element | None, element_id: str) -> str:
    return (element.name if element else "") or element_id


def ways_of(definition: Definition) -> Ways:
    """Return where a token goes from each element: by flows, and by the events attached to it."""
    ways: dict[str, list[str]] = {}
    for element in definition.elements.values():
        if element.source:
            ways.setdefault(element.source, []).append(element.target)
        if element.attached_to:
            ways.setdefault(element.attached_to, []).append(element.id)
    return ways


def _reached(ways: Ways, here: str, avoiding: str) -> set[str]:
    """Return what can be reached after leaving an element."""
    seen: set[str] = set()
    pending = [here]
    while pending:
        for target in ways.get(pending.pop(), ()):
            if target not in seen and target != avoiding:
                seen.add(target)
                pending.append(target)
    return seen

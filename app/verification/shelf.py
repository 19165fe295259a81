"""Everything that would be published together: processes, their forms, what topics may write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.domain.diagrams import Definition, Element
from app.domain.forms import Form
from app.topics import TOPICS


@dataclass(frozen=True)
class Shelf:
    """Processes by id and forms by id (`<process id>.<task id>`)."""

    processes: Mapping[str, Definition]
    forms: Mapping[str, Form]

    def has(self, *process_ids: str) -> bool:
        """Tell whether all these processes are there."""
        return all(process_id in self.processes for process_id in process_ids)

    def nodes(self, process_id: str, *tags: str) -> Iterator[Element]:
        """Yield the elements of a process with these tags; none where the process is absent."""
        definition = self.processes.get(process_id)
        for element in definition.elements.values() if definition else ():
            if element.tag in tags:
                yield element

    def calling(self, process_id: str, called: str) -> Iterator[Element]:
        """Yield the call activities of a process that call another."""
        for element in self.nodes(process_id, "callActivity"):
            if element.called_process == called:
                yield element

    def with_topic(self, topic: str) -> Iterator[Element]:
        """Yield the service tasks of all processes that call a topic."""
        for process_id in self.processes:
            for element in self.nodes(process_id, "serviceTask"):
                if element.extensions.topic == topic:
                    yield element

    def writes(self, process_id: str, seen: frozenset[str] = frozenset()) -> frozenset[str]:
        """Return the names that a process and all it calls may write."""
        definition = self.processes.get(process_id)
        if definition is None or process_id in seen:
            return frozenset()
        found: set[str] = set()
        for element in definition.elements.values():
            found |= self.written_by(element)
            if element.called_process:
                found |= self.writes(element.called_process, seen | {process_id})
        return frozenset(found)

    def written_by(self, element: Element) -> frozenset[str]:
        """Return the names that one element writes itself."""
        form = self.forms.get(element.extensions.form_ref)
        topic = TOPICS.get(element.extensions.topic)
        mapped = {mapping.target for mapping in element.extensions.outputs}
        return frozenset(mapped | _keys(form) | set(topic.writes if topic else ()))


def _keys(form: Form | None) -> set[str]:
    if form is None:
        return set()
    keys = {key for key, _component in fields_of(form)}
    return keys | set(form.renames.values())


def fields_of(form: Form) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield fact name and component of each field of a form, those of a list's rows apart."""
    yield from _fields(form.schema.get("components", ()), form.renames)


def _fields(
    components: Iterable[Mapping[str, object]], renames: Mapping[str, str]
) -> Iterator[tuple[str, Mapping[str, object]]]:
    for component in components:
        key = str(component.get("key") or component.get("path") or "")
        if key:
            yield renames.get(key, key), component
        inner = component.get("components")
        if isinstance(inner, list) and component.get("type") != "dynamiclist":
            yield from _fields(inner, renames)


def shelf_of(definitions: Iterable[Definition], forms: Iterable[Form]) -> Shelf:
    """Return the shelf of these processes and forms."""
    return Shelf({d.process_id: d for d in definitions}, {form.id: form for form in forms})

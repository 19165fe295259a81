"""What repairs ask of people: one of several elements, a text; and how they refuse an answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.diagrams.wording import titled
from app.domain.diagrams import Definition, Diagram, Element
from app.domain.forms import FieldError
from app.errors import FormInvalid

LONGEST = 500


def choices(elements: Iterable[Element]) -> tuple[tuple[str, str], ...]:
    """Return elements as options: id and kind with name."""
    return tuple((element.id, titled(element)) for element in elements)


def chosen(values: Mapping[str, str], name: str, label: str) -> str:
    """Return what was answered; raise FormInvalid where nothing was, or far too much."""
    value = values.get(name, "").strip()
    if not value or len(value) > LONGEST:
        raise refuse(name, label, f"Ghi {label.lower()}, nhiều nhất {LONGEST} ký tự")
    return value


def refuse(name: str, label: str, text: str) -> FormInvalid:
    """Return the error at one field of a repair."""
    return FormInvalid([FieldError(name, label, text)])


def element_of(diagram: Diagram, element_id: str) -> tuple[Definition, Element] | None:
    """Return an element with the process it belongs to, or None."""
    for definition in diagram.definitions.values():
        if element_id in definition.elements:
            return definition, definition.elements[element_id]
    return None

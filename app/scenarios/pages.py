"""Pages as a person's browser holds them: controls of the form, refusals, text. No application."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from lxml import html

Fields = Mapping[str, Sequence[str]]


class Reply(Protocol):
    """What comes back for a request."""

    @property
    def status_code(self) -> int:
        """The HTTP status."""

    @property
    def text(self) -> str:
        """The body as text."""

    @property
    def location(self) -> str | None:
        """Where a redirect leads."""


class Browser(Protocol):
    """A browser with its cookies: the application's test client, handed in by a door."""

    def get(self, path: str, /) -> Reply:
        """Ask for a page."""

    def post(self, path: str, /, *, data: Mapping[str, Any], content_type: str) -> Reply:
        """Send a form; a file is a tuple (stream, name, type)."""


@dataclass
class Control:
    """What one name of a form offers and holds."""

    kind: str
    values: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)


class Page:
    """One reply read as a page."""

    def __init__(self, reply: Reply) -> None:
        self.status = reply.status_code
        self.source = reply.text
        self._root: Any = html.fromstring(reply.text if "<" in reply.text else "<p></p>")

    def _all(self, path: str) -> list[Any]:
        found: list[Any] = self._root.xpath(path)
        return found

    @property
    def text(self) -> str:
        """All text of the page, spaces run together."""
        return " ".join("".join(self._root.itertext()).split())

    @property
    def message(self) -> str:
        """The text of what stands out: refusals, notes."""
        found = self._all('//*[@role="alert" or contains(@class, "note")]')
        return " · ".join(" ".join("".join(one.itertext()).split()) for one in found)

    @property
    def token(self) -> str:
        """The page's CSRF token."""
        return str(next(iter(self._all('//input[@name="csrf_token"]/@value')), ""))

    @property
    def refused_fields(self) -> tuple[str, ...]:
        """Ids that the error summary leads to, in page order; those of other sections by button."""
        leads = self._all(
            '//*[contains(@class, "errsum")]//a/@href'
            ' | //*[contains(@class, "errsum")]//button/@value'
        )
        return tuple(_field_led_to(str(lead)) for lead in leads)

    @property
    def refusals(self) -> tuple[str, ...]:
        """The sentences of the error summary."""
        found = self._all('//*[contains(@class, "errsum")]//li')
        return tuple(" ".join("".join(one.itertext()).split()) for one in found)

    @property
    def section_count(self) -> int:
        """How many sections the form has when it is shown section by section."""
        values = self._all('//button[@name="next_section"]/@value')
        return max((int(value) for value in values), default=1)

    def form(self, action_end: str) -> dict[str, Control]:
        """Return the controls of the form that posts to this address, by name, with values."""
        forms = self._all(
            f"//form[substring(@action, string-length(@action) - "
            f'{len(action_end) - 1}) = "{action_end}"]'
        )
        controls: dict[str, Control] = {}
        for form in forms[-1:]:
            for element in form.iter("input", "select", "textarea"):
                _add(controls, element)
        return controls


def _add(controls: dict[str, Control], element: Any) -> None:
    name = element.get("name")
    if not name:
        return
    kind = element.get("type", "text") if element.tag == "input" else element.tag
    control = controls.setdefault(name, Control(kind))
    if kind == "select":
        control.options = [one.get("value", "") for one in element.iter("option")]
        chosen = [one for one in element.iter("option") if one.get("selected") is not None]
        control.values.append(chosen[0].get("value", "") if chosen else "")
    elif kind in ("radio", "checkbox"):
        control.kind = kind
        control.options.append(element.get("value", "on"))
        if element.get("checked") is not None:
            control.values.append(element.get("value", "on"))
    elif kind == "textarea":
        control.values.append((element.text or "").removeprefix("\n"))
    elif kind == "file":
        control.kind = kind
    else:
        control.values.append(element.get("value", ""))


def _field_led_to(lead: str) -> str:
    if lead.startswith("#"):
        return lead.removeprefix("#").removeprefix("f-")
    return control_id(lead.partition(":")[2])


def control_id(path: str) -> str:
    """Return the id under which a page knows a field, without its `f-`."""
    return re.sub(r"[^0-9A-Za-z_]+", "-", path).strip("-")

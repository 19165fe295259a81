"""XES after IEEE 1849-2023: a trace for each case, written as cases come.

The elements stand in the order that the standard's schema asks for. Attributes without a prefix are
our own; those with one belong to a standard extension that is declared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from lxml import etree

from app.mining.log import CaseLog, LogEvent

VERSION = "1849.2023"
EXTENSIONS = {
    "Concept": "concept",
    "Lifecycle": "lifecycle",
    "Organizational": "org",
    "Time": "time",
}
# What stands at every event and trace, with the value that stands for none.
GLOBALS = {
    "trace": (("string", "concept:name", "?"),),
    "event": (
        ("string", "concept:name", "?"),
        ("string", "lifecycle:transition", "complete"),
        ("date", "time:timestamp", "1970-01-01T00:00:00.000+00:00"),
    ),
}
CLASSIFIER = "concept:name lifecycle:transition"
# What XML 1.0 cannot write, whatever came into a title (section 2.2).
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Attribute = tuple[str, str, str]


def as_xes(cases: Iterable[CaseLog], read_at: datetime, *, restricted: bool) -> Iterator[bytes]:
    """Yield an XES file as its cases come; it says whether restricted cases are in it."""
    yield b'<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<log xes.version="{VERSION}">\n'.encode()
    for one in _heading(read_at, restricted):
        yield _line(one)
    for case in cases:
        yield _line(_trace(case))
    yield b"</log>\n"


def _heading(read_at: datetime, restricted: bool) -> Iterator[etree._Element]:
    for name, prefix in EXTENSIONS.items():
        uri = f"http://www.xes-standard.org/{prefix}.xesext"
        yield etree.Element("extension", name=name, prefix=prefix, uri=uri)
    for scope, attributes in GLOBALS.items():
        yield _with(etree.Element("global", scope=scope), attributes)
    yield etree.Element("classifier", name="Activity", scope="event", keys=CLASSIFIER)
    about: tuple[Attribute, ...] = (
        ("string", "concept:name", "chu-truong"),
        ("string", "lifecycle:model", "standard"),
        ("date", "read_at", moment(read_at)),
        ("boolean", "restricted_cases_included", str(restricted).lower()),
    )
    yield from _with(etree.Element("log"), about)


def _trace(case: CaseLog) -> etree._Element:
    about: tuple[Attribute, ...] = (
        ("string", "concept:name", case.code),
        ("string", "title", case.title),
        ("string", "kind", case.kind),
        ("string", "body", case.body),
        ("boolean", "restricted", str(case.restricted).lower()),
    )
    trace = _with(etree.Element("trace"), about)
    for event in case.events:
        _with(etree.SubElement(trace, "event"), _attributes(event))
    return trace


def _attributes(event: LogEvent) -> Iterator[Attribute]:
    yield "string", "concept:name", event.activity
    yield "string", "lifecycle:transition", event.transition
    yield "date", "time:timestamp", moment(event.at)
    for key, value in (
        ("org:resource", event.person),
        ("org:role", event.capacity),
        ("org:group", event.body),
        ("kind", event.kind),
        ("process", event.process),
        ("element", event.element),
        ("clauses", " ".join(event.clauses)),
        ("instance", event.instance),
        ("record", event.id),
    ):
        if value:
            yield "string", key, value
    yield "date", "entered_at", moment(event.entered_at)
    if event.opened_at is not None:
        yield "date", "start_timestamp", moment(event.opened_at)
        yield "int", "duration_seconds", str(event.seconds)
        yield "int", "working_days", str(event.working_days)


def _with(element: etree._Element, attributes: Iterable[Attribute]) -> etree._Element:
    for tag, key, value in attributes:
        etree.SubElement(element, tag, key=key, value=_UNWRITABLE.sub("\ufffd", value))
    return element


def _line(element: etree._Element) -> bytes:
    return etree.tostring(element, encoding="utf-8") + b"\n"


def moment(at: datetime) -> str:
    """Return a moment as XML Schema writes it, in UTC."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds")

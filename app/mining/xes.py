"""XES after IEEE 1849-2023: a trace for each case, written as cases come.

The elements stand in the order that the standard's schema asks for. Attributes without a prefix are
our own; those with one belong to a standard extension that is declared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

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
# What cannot stand as it is between quotes; a reader would take white space for a space.
_SPECIAL = re.compile('[&<>"\t\n\r]')
_WRITTEN = {one: f"&#{ord(one)};" for one in '&<>"\t\n\r'}
Attribute = tuple[str, str, str]


def as_xes(cases: Iterable[CaseLog], read_at: datetime, *, restricted: bool) -> Iterator[bytes]:
    """Yield an XES file as its cases come; it says whether restricted cases are in it.

    It is written as text: a tree of elements would take most of the time.
    """
    yield b'<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<log xes.version="{VERSION}">\n'.encode()
    yield "".join(f"{line}\n" for line in _heading(read_at, restricted)).encode()
    for case in cases:
        yield _trace(case).encode()
    yield b"</log>\n"


def _heading(read_at: datetime, restricted: bool) -> Iterator[str]:
    for name, prefix in EXTENSIONS.items():
        uri = f"http://www.xes-standard.org/{prefix}.xesext"
        yield f'<extension name="{name}" prefix="{prefix}" uri="{uri}"/>'
    for scope, attributes in GLOBALS.items():
        yield f'<global scope="{scope}">{_written(attributes)}</global>'
    yield f'<classifier name="Activity" scope="event" keys="{CLASSIFIER}"/>'
    yield _written(
        (
            ("string", "concept:name", "chu-truong"),
            ("string", "lifecycle:model", "standard"),
            ("date", "read_at", moment(read_at)),
            ("boolean", "restricted_cases_included", str(restricted).lower()),
        )
    )


def _trace(case: CaseLog) -> str:
    about = _written(
        (
            ("string", "concept:name", case.code),
            ("string", "title", case.title),
            ("string", "kind", case.kind),
            ("string", "body", case.body),
            ("boolean", "restricted", str(case.restricted).lower()),
        )
    )
    events = "".join(f"<event>{_written(_attributes(event))}</event>" for event in case.events)
    return f"<trace>{about}{events}</trace>\n"


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


def _written(attributes: Iterable[Attribute]) -> str:
    return "".join(
        f'<{tag} key="{key}" value="{_quoted(value)}"/>' for tag, key, value in attributes
    )


def _quoted(value: str) -> str:
    if value.isascii() and value.isalnum():
        return value
    plain = _UNWRITABLE.sub("\ufffd", value)
    return _SPECIAL.sub(lambda found: _WRITTEN[found[0]], plain)


def moment(at: datetime) -> str:
    """Return a moment as XML Schema writes it, in UTC."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds")

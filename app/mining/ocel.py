"""OCEL 2.0 as JSON: events as cases come, then the objects they touch, then the types of both.

The format leaves the order of its four lists free; objects wait in a file of their own meanwhile.
Every value is written as text, which the published schema asks for.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import IO, Any

import orjson

from app.mining.log import CaseLog, Link, LogEvent, LogObject, ObjectType

EVENT_ATTRIBUTES = {
    "transition": "string",
    "kind": "string",
    "person": "string",
    "capacity": "string",
    "body": "string",
    "process": "string",
    "element": "string",
    "clauses": "string",
    "entered_at": "time",
    "opened_at": "time",
    "duration_seconds": "integer",
    "working_days": "integer",
}
OBJECT_ATTRIBUTES: Mapping[ObjectType, Mapping[str, str]] = {
    ObjectType.CASE: dict.fromkeys(("code", "title", "kind", "channel"), "string"),
    ObjectType.PASS: {"number": "integer", "round": "integer", "entry_reason": "string"},
    ObjectType.INSTANCE: dict.fromkeys(("process", "release"), "string"),
    ObjectType.DOCUMENT: dict.fromkeys(("doc_type", "title", "number", "sha256"), "string"),
    ObjectType.PERSON: {"name": "string"},
    ObjectType.BODY: {"name": "string"},
}
PIECE = 64 * 1024


def as_ocel(cases: Iterable[CaseLog]) -> Iterator[bytes]:
    """Yield an OCEL 2.0 file as its cases come."""
    activities: set[str] = set()
    with tempfile.TemporaryFile() as waiting:
        yield b'{"events":['
        yield from _events(cases, activities, waiting)
        yield b'],"objects":['
        waiting.seek(0)
        while piece := waiting.read(PIECE):
            yield piece
    yield b'],"eventTypes":'
    yield orjson.dumps([_type(name, EVENT_ATTRIBUTES) for name in sorted(activities)])
    yield b',"objectTypes":'
    yield orjson.dumps([_type(one.value, OBJECT_ATTRIBUTES[one]) for one in ObjectType])
    yield b"}\n"


def _events(cases: Iterable[CaseLog], activities: set[str], waiting: IO[bytes]) -> Iterator[bytes]:
    """Yield all events with commas between; put the objects aside, each once."""
    known: set[str] = set()
    begun = False
    for case in cases:
        for one in (*case.objects, *(one for one in case.shared if one.id not in known)):
            waiting.write((b",\n" if waiting.tell() else b"\n") + orjson.dumps(_object(one)))
        known.update(one.id for one in case.shared)
        activities.update(event.activity for event in case.events)
        written = b",\n".join(orjson.dumps(_event(event)) for event in case.events)
        if written:
            yield (b",\n" if begun else b"\n") + written
            begun = True


def _event(event: LogEvent) -> dict[str, Any]:
    said = {
        "transition": event.transition,
        "kind": event.kind,
        "person": event.person,
        "capacity": event.capacity,
        "body": event.body,
        "process": event.process,
        "element": event.element,
        "clauses": " ".join(event.clauses),
        "entered_at": _moment(event.entered_at),
    }
    if event.opened_at is not None:
        said["opened_at"] = _moment(event.opened_at)
        said |= {"duration_seconds": str(event.seconds), "working_days": str(event.working_days)}
    return {
        "id": event.id,
        "type": event.activity,
        "time": _moment(event.at),
        "attributes": [{"name": name, "value": value} for name, value in said.items() if value],
        "relationships": [_link(one) for one in event.links],
    }


def _object(one: LogObject) -> dict[str, Any]:
    since = _moment(one.since)
    return {
        "id": one.id,
        "type": one.type.value,
        "attributes": [
            {"name": name, "value": value, "time": since}
            for name, value in one.attributes.items()
            if value
        ],
        "relationships": [_link(link) for link in one.links],
    }


def _link(link: Link) -> dict[str, str]:
    return {"objectId": link.object_id, "qualifier": link.qualifier}


def _type(name: str, attributes: Mapping[str, str]) -> dict[str, Any]:
    return {
        "name": name,
        "attributes": [{"name": one, "type": kind} for one, kind in attributes.items()],
    }


def _moment(at: datetime) -> str:
    text = at.astimezone(UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")

"""Event logs keep the standards, tell what the record tells, and grow no memory with it."""

from __future__ import annotations

import hashlib
import json
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from lxml import etree

from app.mining import CaseLog, LogEvent, as_ocel, as_xes
from app.mining.log import Link, LogObject, ObjectType
from tests.mining.ocel_rules import PUBLISHED, ocel_faults
from tests.mining.xes_rules import xes_faults

# Of the file as its authors published it (schemas/README.md).
OCEL_SCHEMA = "bd3dfc26a35c5a6d49e3e4adc049aa41c1efe31576dfd564e3e399d7b04f3dc6"
MOMENT = datetime(2024, 3, 4, 2, 0, tzinfo=UTC)
AWKWARD = 'Hồ chứa <nước> & "đê"\x0b\ufffe, dòng\nhai'


def a_case(number: int = 1, events: int = 2, title: str = AWKWARD) -> CaseLog:
    home = f"case:{number}"
    return CaseLog(
        id=str(number),
        code=f"MG-{number}",
        title=title,
        kind="new",
        body="Thị ủy",
        restricted=False,
        events=[an_event(f"instance:{number}:{one}", home) for one in range(events)],
        objects=(LogObject(home, ObjectType.CASE, MOMENT, {"title": title}),),
        shared=(LogObject("person:nga", ObjectType.PERSON, MOMENT, {"name": "Nga"}),),
    )


def an_event(id_: str, home: str) -> LogEvent:
    return LogEvent(
        id=id_,
        activity="Vào sổ",
        transition="complete",
        kind="task_completed",
        at=MOMENT,
        entered_at=MOMENT,
        person="Nga",
        capacity="Văn phòng",
        body="Thị ủy",
        process="p01",
        element="register_incoming",
        clauses=("C-025",),
        instance="i1",
        links=(Link(home, "case"), Link("person:nga", "actor")),
        opened_at=MOMENT - timedelta(hours=1),
        working_days=0,
    )


def xes(cases: Iterable[CaseLog]) -> Iterator[bytes]:
    return as_xes(cases, MOMENT, restricted=False)


def test_xes_of_awkward_texts_keeps_the_standard() -> None:
    content = b"".join(xes([a_case(1), a_case(2, events=0)]))
    assert xes_faults(content) == []
    title = etree.fromstring(content).find("trace/string[@key='title']")
    assert title is not None
    assert title.get("value") == 'Hồ chứa <nước> & "đê"\ufffd\ufffd, dòng\nhai'


def test_ocel_of_awkward_texts_keeps_the_specification() -> None:
    content = b"".join(as_ocel([a_case(1, events=0), a_case(2), a_case(3)]))
    assert ocel_faults(content) == []
    told = json.loads(content)
    assert (len(told["events"]), len(told["objects"])) == (4, 4)
    assert told["objects"][0]["attributes"][0]["value"] == AWKWARD


def test_a_log_of_no_cases_is_still_valid() -> None:
    assert xes_faults(b"".join(xes([]))) == []
    assert ocel_faults(b"".join(as_ocel([]))) == []


@pytest.mark.parametrize(
    ("there", "broken"),
    [
        (b'xes.version="1849.2023"', b'xes.version="two"'),
        (b'<date key="time:timestamp" value="2024', b'<date key="time:timestamp" value="am 2024'),
        (b'<int key="duration_seconds"', b'<int key="time:timestamp"'),
        (b'key="org:role"', b'key="rights:role"'),
        (b'<string key="concept:name" value="V', b'<string key="name" value="V'),
        (b'keys="concept:name ', b'keys="org:role '),
        (b'<string key="kind" value="new"/>', b"<event/>"),
        (b'prefix="time"', b'prefix="1 time"'),
        (b'uri="http', b'uri="'),
    ],
)
def test_what_xes_forbids_is_noticed(there: bytes, broken: bytes) -> None:
    content = b"".join(xes([a_case()]))
    assert there in content
    assert xes_faults(content.replace(there, broken)) != []


@pytest.mark.parametrize(
    ("there", "broken"),
    [
        (b'"objectTypes"', b'"types"'),
        (b'"id":"instance:1:0"', b'"id":"instance:1:1"'),
        (b'"time":"2024', b'"time":"am 2024'),
        (b'"duration_seconds","value":"3600"', b'"duration_seconds","value":"an hour"'),
        (b'"duration_seconds","value":"3600"', b'"duration_seconds","value":3600'),
        (b'"objectId":"case:1"', b'"objectId":"case:9"'),
        (b'"type":"person"', b'"type":"animal"'),
        (b'"name":"capacity","value"', b'"name":"rank","value"'),
    ],
)
def test_what_ocel_forbids_is_noticed(there: bytes, broken: bytes) -> None:
    content = b"".join(as_ocel([a_case()]))
    assert there in content
    assert ocel_faults(content.replace(there, broken)) != []


def test_the_schema_of_ocel_is_the_published_one() -> None:
    assert hashlib.sha256(PUBLISHED.read_bytes()).hexdigest() == OCEL_SCHEMA


@pytest.mark.parametrize("write", [xes, as_ocel])
def test_memory_does_not_grow_with_the_number_of_events(
    write: Callable[[Iterable[CaseLog]], Iterator[bytes]],
) -> None:
    few, many = (_peak(write, cases) for cases in (10, 60))
    assert many < few * 1.3


def _peak(write: Callable[[Iterable[CaseLog]], Iterator[bytes]], cases: int) -> int:
    """Return the most bytes held while so many cases of 20 events each are written."""
    tracemalloc.start()
    try:
        for _piece in write(a_case(number, events=20) for number in range(cases)):
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

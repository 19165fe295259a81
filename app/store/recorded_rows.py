"""Rows of the register, and the lines of the record that said what they hold.

For `steps/agreement`, which compares the two. JSON stays the text it is kept as, and a moment what
the driver gives: alike in a line and in the row that it tells of.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Table, bindparam, func, or_, select, type_coerce
from sqlalchemy.types import NullType

from app.domain.audit import EventKind
from app.store.audit_log import INSTANCE_PREFIX, READS_PREFIX, SYSTEM_CHAIN
from app.store.database import Transaction
from app.store.tables.audit import audit_event, audit_payload
from app.store.tables.case_requests import case_request
from app.store.tables.cases import breach, case_file, clock, fact_sheet, level_pass
from app.store.tables.columns import Json, Moment
from app.store.tables.documents import document, upload
from app.store.tables.execution import artifact_version, instance, release, submission, task
from app.store.tables.people import conflict_declaration
from app.store.tables.reading_grants import reading_grant
from app.store.tables.retention import case_hold

Row = Mapping[str, Any]
# Few: what is read of them is gone before the collector of garbage looks at it again and again.
_CASES_AT_A_TIME = 25
_STEP = EventKind.STEP_TAKEN.value
# Keys are sorted: the digests of a step stand before its way.
_WAY = ',"passed":'
# What is compared of each; in `case_file` the case is the row itself.
_COMPARED: Mapping[Table, str] = {
    case_file: "id code title state round_no restricted",
    instance: "id case_id process_id release_id state started_at outcome ended_at lock_version",
    task: "id case_id instance_id name element_id state completed_by completed_capacity "
    "completed_at",
    submission: "task_id case_id instance_id person_id capacity at form_version answers",
    document: "id case_id instance_id doc_type state title content item number html sha256 "
    "signed_by signed_capacity signed_at issued_at recipients",
    level_pass: "id case_id number round_no body_id entry_reason opened_at",
    clock: "pass_id case_id body_id received_at due cap state extended closed_at closed_by "
    "days_late",
    breach: "pass_id mark case_id due_at noticed_at severe",
    fact_sheet: "scope_id case_id kind facts version",
    conflict_declaration: "case_id person_id source ground declared_by",
    case_hold: "case_id reason held_by held_at lifted_by lifted_at lift_reason",
    reading_grant: "case_id reason asked_by asked_name asked_at state decided_by decided_at "
    "ends_at answer",
    upload: "id case_id file_name size sha256",
}
_IN_PAYLOADS = frozenset({"received_at", "noticed_at", "ends_at"})
TABLES = {table.name: table for table in _COMPARED}


class Line(NamedTuple):
    """A line of the record that says something of a row."""

    chain_id: str
    seq: int
    kind: str
    at: Any
    entered_at: Any
    actor: str
    capacity: str
    case_id: str
    process_id: str
    element_id: str
    summary: str
    payload: Mapping[str, Any]


_KIND = Line._fields.index("kind")


def _as_kept(column: Any) -> Any:
    """Read a column as it is kept, but for moments that a payload tells as texts."""
    is_moment = isinstance(column.type, Moment) and column.name not in _IN_PAYLOADS
    kept = is_moment or isinstance(column.type, Json)
    return type_coerce(column, NullType()).label(column.name) if kept else column


_HEAD = [_as_kept(audit_event.c[name]) for name in Line._fields[:-1]]
_LINES = (
    select(*_HEAD, audit_payload.c.payload)
    .join(
        audit_payload,
        (audit_payload.c.chain_id == audit_event.c.chain_id)
        & (audit_payload.c.seq == audit_event.c.seq),
    )
    # A step that passed nothing keeps its digests in whatever line it left.
    .where(
        or_(
            audit_event.c.kind.in_(bindparam("kinds", expanding=True)),
            audit_payload.c.payload.contains('"kept":'),
        )
    )
)
_OF_CASES = _LINES.where(audit_event.c.case_id.in_(bindparam("cases", expanding=True))).order_by(
    audit_event.c.entered_at, audit_event.c.chain_id, audit_event.c.seq
)


def lines(tx: Transaction, case_ids: Sequence[str], kinds: Collection[EventKind]) -> Iterator[Line]:
    """Yield the lines of these kinds about these cases, in order of entry."""
    wanted = {"cases": list(case_ids), "kinds": [kind.value for kind in kinds]}
    found: Iterable[Any] = tx.execute(_OF_CASES, wanted)
    for *told, text in found:
        yield Line._make((*told, _of_step(text) if told[_KIND] == _STEP else orjson.loads(text)))


def lines_of_system(tx: Transaction, kinds: Collection[EventKind]) -> Iterator[Line]:
    """Yield the lines of these kinds that belong to no case, in their order."""
    query = _LINES.where(audit_event.c.chain_id == SYSTEM_CHAIN).order_by(audit_event.c.seq)
    found: Iterable[Any] = tx.execute(query, {"kinds": [kind.value for kind in kinds]})
    for *told, text in found:
        yield Line._make((*told, orjson.loads(text)))


def requests(tx: Transaction) -> Sequence[Row]:
    """Return what two persons do to running cases: who asked, who decided, where it stands."""
    table = case_request.c
    return tx.rows(select(table.id, table.state, table.reason, table.proposed_by, table.decided_by))


def manifests(tx: Transaction) -> Mapping[str, Mapping[str, str]]:
    """Return what each release names, by its id."""
    return {row["id"]: row["manifest"] for row in tx.rows(select(release.c.id, release.c.manifest))}


def published(tx: Transaction) -> Iterator[tuple[str, str, bytes]]:
    """Yield id, digest and content of every published file."""
    table = artifact_version.c
    query = select(table.id, table.sha256, table.content).order_by(table.id)
    for row in tx.connection.execution_options(yield_per=20).execute(query):
        yield row.id, row.sha256, row.content


def _of_step(payload: str) -> Mapping[str, Any]:
    """Return what a step left besides its way, which is long and says nothing of rows."""
    told, way, _ = payload.partition(_WAY)
    return orjson.loads(told + "}" if way else payload) if told.startswith('{"kept"') else {}


def destroyed(tx: Transaction, case_ids: Sequence[str]) -> set[str]:
    """Return those of the cases that have a tombstone; whether it is sound is told elsewhere."""
    reads = {READS_PREFIX + case_id: case_id for case_id in case_ids}
    query = select(audit_event.c.chain_id).where(
        audit_event.c.kind == EventKind.CASE_DESTROYED.value,
        audit_event.c.chain_id.in_(list(reads)),
    )
    return {reads[name] for name in tx.execute(query).scalars()}


def lengths(tx: Transaction, case_ids: Sequence[str]) -> Mapping[str, tuple[str, int]]:
    """Return the chain of each case's first instance, and how many rows it has."""
    query = select(instance.c.case_id, instance.c.id, instance.c.audit_seq)
    query = query.where(instance.c.case_id.in_(list(case_ids)))
    query = query.order_by(instance.c.started_at.desc(), instance.c.id.desc())
    return {
        row["case_id"]: (INSTANCE_PREFIX + row["id"], row["audit_seq"]) for row in tx.rows(query)
    }


def _query(table: Table, columns: str) -> Any:
    read = [_as_kept(table.c[name]) for name in columns.split()]
    owner = table.c.id if table is case_file else table.c.case_id
    return select(*read).where(owner.in_(bindparam("cases", expanding=True)))


_QUERIES = {table.name: _query(table, columns) for table, columns in _COMPARED.items()}


def rows(tx: Transaction, table: str, case_ids: Sequence[str]) -> Sequence[Row]:
    """Return the rows of a table that belong to these cases."""
    found = tx.execute(_QUERIES[table], {"cases": list(case_ids)})
    names = tuple(found.keys())
    return [dict(zip(names, row, strict=True)) for row in found]


def count_cases(tx: Transaction) -> int:
    """Return how many cases there are, drafts too."""
    return tx.number(select(func.count()).select_from(case_file))


def all_cases(tx: Transaction) -> Iterable[Sequence[str]]:
    """Yield the ids of all cases, some at a time."""
    last = ""
    while True:
        query = select(case_file.c.id).where(case_file.c.id > last).order_by(case_file.c.id)
        found = list(tx.execute(query.limit(_CASES_AT_A_TIME)).scalars())
        if not found:
            return
        yield found
        last = found[-1]


def cases_of(tx: Transaction, chain_ids: Iterable[str]) -> set[str]:
    """Return the cases that these chains belong to; chains of no case are left out."""
    names = list(chain_ids)
    found = {n.removeprefix(READS_PREFIX) for n in names if n.startswith(READS_PREFIX)}
    own = [n.removeprefix(INSTANCE_PREFIX) for n in names if n.startswith(INSTANCE_PREFIX)]
    if own:
        found |= set(tx.execute(select(instance.c.case_id).where(instance.c.id.in_(own))).scalars())
    return found

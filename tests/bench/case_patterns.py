"""A finished case as a pattern, as COPY writes rows: copies put their number in its ids."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import orjson
from psycopg import Cursor
from sqlalchemy import Table

from app.store.audit_chains import chains_of_case
from app.store.audit_log import INSTANCE_PREFIX, canonical, rows_of
from app.store.database import Transaction
from app.store.tables import metadata
from app.store.tables.audit import audit_event

# Stands in a pattern wherever a copy writes its own number.
TOKEN = "~~~~~~~~"
OF_RECORD = {"audit_event", "audit_payload"}
_KEYS = {"id", "idempotency_key", "stored_name"}
_SHORTEST_ID = 16
# Table → the column of its rows that names a row of a table of cases.
_FURTHER = {
    "activation": ("instance_id", "instance"),
    "task_candidate": ("task_id", "task"),
    "delivery": ("document_id", "document"),
}
FINISHED = """
SELECT id FROM case_file c WHERE code IS NOT NULL AND submitted_at IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM instance i WHERE i.case_id = c.id AND i.status = 'running')
ORDER BY code
"""


@dataclass(frozen=True)
class Finished:
    """A case as it stands: the cells of its rows by table; of each run its head and its lines.

    Its ids and its code are those that copies put their numbers in.
    """

    tables: Mapping[str, Sequence[Sequence[str]]]
    chains: Mapping[str, tuple[str, Sequence[tuple[Mapping[str, Any], str]]]]

    @property
    def events(self) -> int:
        """How many events it has."""
        return sum(len(lines) for _head, lines in self.chains.values())


@dataclass(frozen=True)
class Event:
    """One event of a pattern: its row, its payload and what is hashed, cut at the digest."""

    row: str
    payload: str
    raw_payload: str
    before: str
    after: str


@dataclass(frozen=True)
class Pattern:
    """One case at some distance from now; `chains` are head and events of each of its runs."""

    tables: Mapping[str, str]
    chains: Mapping[str, tuple[str, Sequence[Event]]]


def finished_case(tx: Transaction, cursor: Cursor[Any], case_id: str) -> Finished:
    rows = dict(_rows(cursor, case_id))
    new = _renamed(rows, case_id)
    chains = {
        _named(chain.chain_id, new): (
            chain.head,
            [
                (orjson.loads(_named(canonical(told), new)), _named(payload, new))
                for told, payload in rows_of(tx, chain.chain_id, 1, chain.rows)
            ],
        )
        for chain in chains_of_case(tx, case_id)
        if chain.chain_id.startswith(INSTANCE_PREFIX)
    }
    cells = {
        name: [_named(line, new).rstrip("\n").split("\t") for line in lines]
        for name, lines in rows.items()
    }
    return Finished(cells, chains)


def pattern_of(one: Finished, back: timedelta) -> Pattern:
    tables = {
        name: "".join(_line(metadata.tables[name], cells, back) for cells in rows)
        for name, rows in one.tables.items()
        if rows
    }
    chains = {
        chain_id: (head, [_event(told, payload, back) for told, payload in lines])
        for chain_id, (head, lines) in one.chains.items()
    }
    return Pattern(tables, chains)


def _rows(cursor: Cursor[Any], case_id: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each table's rows of a case as COPY writes them."""
    for table in metadata.sorted_tables:
        name, where = table.name, f"case_id = '{case_id}'"
        if name in _FURTHER:
            column, whose = _FURTHER[name]
            where = f"{column} IN (SELECT id FROM {whose} WHERE {where})"  # noqa: S608 as below
        elif name == "case_file":
            where = f"id = '{case_id}'"
        elif "case_id" not in table.c or name in OF_RECORD:
            continue
        columns = ", ".join(f'"{one.name}"' for one in table.c)
        query = f"COPY (SELECT {columns} FROM {name} WHERE {where}) TO STDOUT"  # noqa: S608 our own names
        with cursor.copy(query) as copy:
            text = b"".join(copy).decode()
        yield name, text.splitlines(keepends=True)


def _renamed(rows: Mapping[str, Sequence[str]], case_id: str) -> dict[str, str]:
    """Return how the case's ids and its code are called in the pattern."""
    ids = {case_id}
    for name, lines in rows.items():
        columns = list(metadata.tables[name].c.keys())
        for key in _KEYS.intersection(columns):
            ids |= {line.rstrip("\n").split("\t")[columns.index(key)] for line in lines}
    # Short ones are names, the same in every case.
    long = {one for one in ids if len(one) >= _SHORTEST_ID}
    new = {one: TOKEN + hashlib.sha256(one.encode()).hexdigest()[:24] for one in long}
    (case,) = rows["case_file"]
    code = case.split("\t")[list(metadata.tables["case_file"].c.keys()).index("code")]
    return new | {code: f"MG-{TOKEN}", code.lower(): f"mg-{TOKEN}"}


def _named(text: str, new: Mapping[str, str]) -> str:
    for old, name in new.items():
        text = text.replace(old, name)
    return text


def _line(table: Table, before: Sequence[str], back: timedelta) -> str:
    """Return a row as it would have been so long before."""
    cells = list(before)
    for number, column in enumerate(table.c):
        kind = type(column.type).__name__
        if cells[number] == "\\N":
            continue
        if kind == "Moment":
            cells[number] = (datetime.fromisoformat(cells[number]) - back).isoformat()
        elif kind == "Date":
            cells[number] = (date.fromisoformat(cells[number]) - back).isoformat()
        elif column.name in ("period_key", "dedup_key"):
            cells[number] += TOKEN
    return "\t".join(cells) + "\n"


def _event(row: Mapping[str, Any], payload: str, back: timedelta) -> Event:
    key = "payload_digest"
    told = {name: value for name, value in row.items() if not name.endswith("hash")}
    for name in ("at", "entered_at"):
        moment = datetime.fromisoformat(told[name]) - back
        told[name] = moment.isoformat(timespec="microseconds")
    before, _, after = canonical(told).partition(told[key])
    texts = {**told, "clauses": orjson.dumps(told["clauses"]).decode()}
    cells = [str(texts[c.name]) for c in audit_event.c if c.name in texts and c.name != key]
    return Event(
        row="\t".join(map(_escaped, cells)),
        payload=f"{told['chain_id']}\t{told['seq']}\t{_escaped(payload)}",
        raw_payload=payload,
        before=before,
        after=after,
    )


def _escaped(text: str) -> str:
    text = text.replace("\\", "\\\\").replace("\t", "\\t")
    return text.replace("\n", "\\n").replace("\r", "\\r")

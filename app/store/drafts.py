"""Drafts of processes: the draft under its version number, its files, and copies of late saves."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import delete, select
from sqlalchemy import update as update_table

from app.domain.drafts import LIVE, Draft, DraftFile, DraftSave, DraftState, FileKind, SaveKind
from app.domain.people import Actor
from app.errors import Conflict, NotFound
from app.store.database import Transaction
from app.store.rows import from_row, to_row
from app.store.statements import add, insert
from app.store.tables.drafts import process_draft, process_draft_file, process_draft_save

# Older copies of a file are dropped; what was kept aside or uploaded stays until the draft ends.
MOST_SAVES = 20

_SAVE_COLUMNS = [c for c in process_draft_save.c if c.name != "content"]


def insert_draft(tx: Transaction, row: Draft, files: Iterable[DraftFile]) -> None:
    """Add a draft with its files; raise Conflict when the process has a live one already."""
    # Two owners may come at once: the index over live drafts lets one in.
    statement = insert(tx, process_draft).on_conflict_do_nothing()
    if tx.first(statement.returning(process_draft.c.id), to_row(row)) is None:
        holding = live_of(tx, row.process_id)
        who = (holding.editor_name or holding.requested_name) if holding else ""
        whose = f" của {who}" if who else ""
        raise Conflict(
            f"Quy trình “{row.process_id}” đang có bản thảo{whose}; mở bản thảo đó", winner=who
        )
    rows = [to_row(one) for one in files]
    if rows:
        tx.execute(add(process_draft_file), rows)


def load(tx: Transaction, draft_id: str) -> Draft:
    """Return a draft; raise NotFound."""
    row = tx.first(select(process_draft).where(process_draft.c.id == draft_id))
    if row is None:
        raise NotFound("Không có bản thảo này; mở danh sách quy trình để chọn lại")
    return from_row(Draft, row)


def live_of(tx: Transaction, process_id: str) -> Draft | None:
    """Return the live draft of a process, or None."""
    query = select(process_draft).where(
        process_draft.c.process_id == process_id,
        process_draft.c.state.in_([state.value for state in LIVE]),
    )
    row = tx.first(query)
    return from_row(Draft, row) if row else None


def all_live(tx: Transaction) -> list[Draft]:
    """Return the live drafts by process."""
    query = select(process_draft).where(process_draft.c.state.in_([state.value for state in LIVE]))
    return [from_row(Draft, row) for row in tx.rows(query.order_by(process_draft.c.process_id))]


def update_draft(tx: Transaction, before: Draft, **changes: Any) -> Draft:
    """Write the changes under the next version number; raise Conflict if somebody was first."""
    after = replace(before, **changes, version=before.version + 1)
    statement = (
        update_table(process_draft)
        .where(process_draft.c.id == before.id, process_draft.c.version == before.version)
        .values(**to_row(after))
    )
    if tx.execute(statement).rowcount != 1:
        raise behind(load(tx, before.id))
    return after


def behind(now: Draft) -> Conflict:
    """Return the refusal of a change made on a version that is no longer the newest."""
    return Conflict(
        f"Bản thảo đã đổi: {now.editor_name or now.saved_by} lưu lần {now.version}. "
        "Tải lại trang để làm tiếp trên bản mới",
        winner=now.editor_name or now.saved_by,
        at=now.saved_at.isoformat(),
    )


def files(tx: Transaction, draft_id: str) -> tuple[DraftFile, ...]:
    """Return the files of a draft with their bytes: diagram, forms, tables, each by key."""
    query = select(process_draft_file).where(process_draft_file.c.draft_id == draft_id)
    found = [from_row(DraftFile, row) for row in tx.rows(query)]
    order = list(FileKind)
    return tuple(sorted(found, key=lambda one: (order.index(one.kind), one.key)))


def load_file(tx: Transaction, draft_id: str, kind: FileKind, key: str) -> DraftFile | None:
    """Return one file of a draft, or None."""
    column = process_draft_file.c
    row = tx.first(
        select(process_draft_file).where(
            column.draft_id == draft_id, column.kind == kind.value, column.key == key
        )
    )
    return from_row(DraftFile, row) if row else None


def put_file(tx: Transaction, row: DraftFile) -> None:
    """Write a file of a draft, new or in place of what it was."""
    values = to_row(row)
    statement = insert(tx, process_draft_file)
    keys = [process_draft_file.c[name] for name in ("draft_id", "kind", "key")]
    rest = {n: statement.excluded[n] for n in values if n not in ("draft_id", "kind", "key")}
    tx.execute(statement.on_conflict_do_update(index_elements=keys, set_=rest), values)


def digest(content: bytes) -> str:
    """Return the digest by which two files are compared."""
    return hashlib.sha256(content).hexdigest()


def note_save(
    tx: Transaction, draft: Draft, file: DraftFile, kind: SaveKind, actor: Actor, at: datetime
) -> DraftSave:
    """Keep a copy of a file in the draft's history, and drop what is too old of that file."""
    row = DraftSave(
        id=uuid4().hex,
        draft_id=draft.id,
        version=draft.version,
        kind=kind,
        file_kind=file.kind,
        key=file.key,
        sha256=file.sha256,
        size=len(file.content),
        saved_by=actor.person_id,
        saved_name=actor.name,
        at=at,
    )
    tx.execute(add(process_draft_save), to_row(row) | {"content": file.content})
    _drop_old(tx, draft.id, file)
    return row


def _drop_old(tx: Transaction, draft_id: str, file: DraftFile) -> None:
    column = process_draft_save.c
    saved = select(column.id).where(
        column.draft_id == draft_id,
        column.file_kind == file.kind.value,
        column.key == file.key,
        column.kind == SaveKind.SAVED.value,
    )
    kept = saved.order_by(column.at.desc(), column.version.desc())
    old = [row["id"] for row in tx.rows(kept)][MOST_SAVES:]
    if old:
        tx.execute(delete(process_draft_save).where(column.id.in_(old)))


def saves(tx: Transaction, draft_id: str) -> tuple[DraftSave, ...]:
    """Return the history of a draft, newest first, without bytes."""
    query = select(*_SAVE_COLUMNS).where(process_draft_save.c.draft_id == draft_id)
    query = query.order_by(process_draft_save.c.at.desc(), process_draft_save.c.version.desc())
    return tuple(from_row(DraftSave, row) for row in tx.rows(query))


def saved_content(tx: Transaction, draft_id: str, save_id: str) -> tuple[DraftSave, bytes]:
    """Return one copy of a draft's history with its bytes; raise NotFound."""
    column = process_draft_save.c
    query = select(process_draft_save).where(column.draft_id == draft_id, column.id == save_id)
    row = tx.first(query)
    if row is None:
        raise NotFound("Bản lưu này không còn; chọn bản khác trong danh sách")
    return from_row(DraftSave, row), bytes(row["content"])


def ended_of(tx: Transaction, process_id: str) -> list[Draft]:
    """Return the drafts of a process that were published or put away, newest first."""
    query = select(process_draft).where(
        process_draft.c.process_id == process_id,
        process_draft.c.state.in_([DraftState.PUBLISHED.value, DraftState.DISCARDED.value]),
    )
    query = query.order_by(process_draft.c.saved_at.desc())
    return [from_row(Draft, row) for row in tx.rows(query)]

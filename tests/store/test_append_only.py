"""What is recorded can be neither changed nor deleted, not even by a query of ours."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Table, delete, select, text, update
from sqlalchemy.exc import DBAPIError

from app.domain.cases import DocumentState
from app.domain.drafts import Draft, DraftState, PublishedChange
from app.errors import ChuTruongError
from app.store import documents, drafts, published_changes, series, submissions
from app.store.audit_log import append, append_system
from app.store.audit_seal import seal_heads
from app.store.database import Database
from app.store.tables import audit, execution
from app.store.tables import documents as papers
from app.store.tables import drafts as process_drafts
from tests.store.factories import NOW, document_row, event, put_case
from tests.store.test_series import incoming_row
from tests.store.test_submissions import submission_row

RECORDED = [
    (audit.audit_event, "summary"),
    (audit.audit_payload, "payload"),
    (audit.seal_entry, "chain_id"),
    (execution.submission, "capacity"),
    (execution.release, "published_by"),
    (execution.artifact_version, "sha256"),
    (papers.incoming, "registered_by"),
    (process_drafts.published_change, "change_note"),
]
REFUSED = (DBAPIError, ChuTruongError)


def draft_row() -> Draft:
    return Draft("d1", "p", "P", DraftState.PUBLISHED, 1, "", "hoa", NOW, "hoa", NOW)


def change_row() -> PublishedChange:
    return PublishedChange(
        release_id="r1",
        draft_id="d1",
        process_id="p",
        version_name="Nhãn rõ",
        change_note="Đổi nhãn.",
        requested_by="hoa",
        requested_name="Hòa",
        requested_at=NOW,
        approved_by="lan",
        approved_name="Lan",
        approved_at=NOW,
        files=("process:p:1",),
        removed=(),
        sha256="0",
    )


def fill(database: Database) -> None:
    """Put one row into every table that only grows."""
    put_case(database)
    with database.transaction() as tx:
        append(tx, "chain", 0, "", [event()], NOW)
        append_system(tx, [event()], NOW)
        seal_heads(tx, NOW)
        submissions.insert(tx, submission_row())
        series.register_incoming(tx, incoming_row())
        drafts.insert_draft(tx, draft_row(), [])
        published_changes.record(tx, change_row())


@pytest.mark.trips("INV-18")
@pytest.mark.parametrize(("table", "column"), RECORDED, ids=[t.name for t, _ in RECORDED])
def test_recorded_row_can_neither_be_changed_nor_deleted(
    database: Database, table: Table, column: str
) -> None:
    fill(database)
    with database.reading() as tx:
        before = tx.rows(select(table))
    assert before
    statements = [update(table).values({column: "khác"}), delete(table)]
    if database.dialect == "postgresql":
        statements.append(text(f"TRUNCATE {table.name} CASCADE"))  # type: ignore[arg-type]
    for statement in statements:
        with pytest.raises(REFUSED), database.transaction() as tx:
            tx.execute(statement)
    with database.reading() as tx:
        assert tx.rows(select(table)) == before


def test_sqlite_replace_does_not_slip_past_the_triggers(sqlite_database: Database) -> None:
    fill(sqlite_database)
    with pytest.raises(REFUSED), sqlite_database.transaction() as tx:
        tx.execute(text("INSERT OR REPLACE INTO audit_payload VALUES ('chain', 1, '{}')"))


@pytest.mark.trips("INV-11")
@pytest.mark.parametrize("state", [DocumentState.ISSUED, DocumentState.FILED])
def test_final_document_can_neither_be_changed_nor_deleted(
    database: Database, state: DocumentState
) -> None:
    put_case(database)
    row = document_row(state=state, number="Số 20-CV/TU")
    with database.transaction() as tx:
        documents.insert(tx, row)
    for statement in (
        update(papers.document).values(title="khác"),
        update(papers.document).values(state="draft"),
        delete(papers.document),
    ):
        with pytest.raises(REFUSED), database.transaction() as tx:
            tx.execute(statement)
    with database.reading() as tx:
        assert documents.load(tx, row.id) == row


def test_draft_may_change_until_it_is_issued(database: Database) -> None:
    put_case(database)
    with database.transaction() as tx:
        documents.insert(tx, document_row())
        tx.execute(update(papers.document).values(title="khác"))
    with database.reading() as tx:
        assert documents.load(tx, "document-1") == replace(document_row(), title="khác")

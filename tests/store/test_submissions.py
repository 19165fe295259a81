"""A submission is kept once for its key; drafts are each person's own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from app.store import submissions
from app.store.database import Database
from app.store.submissions import DraftRow, SubmissionRow
from tests.store.factories import NOW


def submission_row(**changes: Any) -> SubmissionRow:
    """What Hương sent for the first task."""
    values: dict[str, Any] = {
        "id": "submission-1",
        "idempotency_key": "key-1",
        "task_id": "task-1",
        "instance_id": "instance-1",
        "case_id": "case-1",
        "person_id": "huong",
        "capacity": "Thường trực Thị ủy Hòa Xuyên",
        "at": NOW,
        "form_id": "p01a_intake_authority.confirm_authority",
        "form_version": "form:p01a_intake_authority.confirm_authority:1",
        "answers": {"agree": True, "remark": ""},
        "sha256": "abc",
    }
    return SubmissionRow(**values | changes)


def test_first_submission_is_kept(database: Database) -> None:
    with database.transaction() as tx:
        assert submissions.insert(tx, submission_row()) is None
    with database.reading() as tx:
        assert submissions.by_key(tx, "key-1") == submission_row()
        assert submissions.of_task(tx, "task-1") == submission_row()
        assert submissions.of_case(tx, "case-1") == [submission_row()]


def test_same_key_again_returns_the_earlier_one_and_keeps_nothing(database: Database) -> None:
    with database.transaction() as tx:
        submissions.insert(tx, submission_row())
    again = submission_row(id="submission-2", answers={"agree": False})
    with database.transaction() as tx:
        assert submissions.insert(tx, again) == submission_row()
        assert submissions.of_case(tx, "case-1") == [submission_row()]


def test_unknown_key_and_task_have_no_submission(database: Database) -> None:
    with database.reading() as tx:
        assert submissions.by_key(tx, "x") is None
        assert submissions.of_task(tx, "x") is None


def test_new_draft_takes_the_place_of_the_old(database: Database) -> None:
    later = NOW + timedelta(minutes=5)
    with database.transaction() as tx:
        submissions.save_draft(tx, "task-1", "huong", {"remark": "a"}, NOW)
        submissions.save_draft(tx, "task-1", "huong", {"remark": "ab"}, later)
        submissions.save_draft(tx, "task-1", "binh", {"remark": "c"}, NOW)
    with database.reading() as tx:
        expected = DraftRow("task-1", "huong", {"remark": "ab"}, later)
        assert submissions.load_draft(tx, "task-1", "huong") == expected
        assert submissions.drafts_of(tx, "huong") == [expected]


def test_deleting_one_draft_leaves_those_of_others(database: Database) -> None:
    with database.transaction() as tx:
        submissions.save_draft(tx, "task-1", "huong", {}, NOW)
        submissions.save_draft(tx, "task-1", "binh", {}, NOW)
        submissions.delete_draft(tx, "task-1", "huong")
        assert submissions.load_draft(tx, "task-1", "huong") is None
        assert submissions.load_draft(tx, "task-1", "binh") is not None
        submissions.delete_draft(tx, "task-1")
        assert submissions.load_draft(tx, "task-1", "binh") is None

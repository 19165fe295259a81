"""An owner reads what verification found, objects to a rule, publishes nothing unproved."""

from __future__ import annotations

import pytest

from app.actions.owner.approve_publication import approve_publication
from app.actions.owner.cancel_verification import cancel_verification
from app.actions.owner.list_objections import list_objections
from app.actions.owner.object_to_rule import object_to_rule
from app.actions.owner.read_verification import read_verification
from app.actions.owner.read_verified_diagram import read_verified_diagram
from app.actions.owner.read_violation import read_violation
from app.actions.owner.read_written_rule import read_written_rule
from app.actions.owner.request_publication import request_publication
from app.actions.owner.start_verification import start_verification
from app.domain.audit import EventKind
from app.domain.diagrams import Finding, Severity
from app.domain.verified import JudgedRule, RunState, Shown, Verified, VerifiedProcess
from app.errors import Conflict, FormInvalid, NotFound, NotVerified, PermissionDenied
from app.publication.verifying.asking import WHOLE
from app.publication.verifying.of_draft import question_of
from app.publication.verifying.results import folder_of, keep
from app.store import audit_log
from tests.actions.owner.factories import (
    EXTENSION,
    HOA,
    LAN,
    STRANGER,
    opened,
    recorded,
    renamed,
    started,
)
from tests.factories import AtWork

RULE = "INV-08c"
REASON = "Khoản 3 cho phép gia hạn cả khi hết hạn."
FOUND = Finding(
    f"clause-{RULE}",
    Severity.ERROR,
    "Trái",
    "Sửa",
    "decide_extension",
    "Quyết định",
    "userTask",
    path=("Bắt đầu", "Xét"),
)


def found(office: AtWork, draft_id: str, *shown: Shown, cut: str = "") -> None:
    """Keep a result for the draft as it stands."""
    with office.services.database.reading() as tx:
        _draft, question = question_of(office.services, tx, draft_id)
    rule = JudgedRule(RULE, "Chỉ khi đủ điều kiện.", ("C-031",), "violated")
    process = VerifiedProcess(EXTENSION, "Gia hạn", 8, 0.1, cut, (rule,), shown)
    keep(folder_of(office.services.settings), Verified(question.digest, (process,), WHOLE))


def test_violation_is_read_with_its_rule_its_clause_and_where_it_is_drawn(
    sqlite_office: AtWork,
) -> None:
    draft_id = started(sqlite_office)
    found(sqlite_office, draft_id, Shown(FOUND))
    page = read_violation(sqlite_office.services, HOA, draft_id, 1)
    assert page.rule is not None and page.rule.id == RULE
    assert [clause.id for clause in page.clauses] == ["C-031"] and page.clauses[0].text
    assert page.place == (EXTENSION, "decide_extension") and EXTENSION in page.names
    for number in (0, 2):
        with pytest.raises(NotFound):
            read_violation(sqlite_office.services, HOA, draft_id, number)


def test_result_is_of_the_bytes_it_was_found_for(sqlite_office: AtWork) -> None:
    draft_id = started(sqlite_office)
    found(sqlite_office, draft_id)
    assert read_verification(sqlite_office.services, HOA, draft_id).result is not None
    renamed(sqlite_office, draft_id, "Quyết định gia hạn", "Xét gia hạn")
    page = read_verification(sqlite_office.services, HOA, draft_id)
    assert (page.result, page.run.state) == (None, RunState.NONE)


def test_objection_to_a_rule_is_recorded_and_waives_nothing(office: AtWork) -> None:
    draft_id = started(office)
    with pytest.raises(FormInvalid):
        object_to_rule(office.services, HOA, draft_id, RULE, "sai")
    with pytest.raises(NotFound):
        object_to_rule(office.services, HOA, draft_id, "INV-99", REASON)
    found(office, draft_id, Shown(FOUND))
    object_to_rule(office.services, HOA, draft_id, RULE, REASON)
    with office.services.database.reading() as tx:
        (event,) = audit_log.of_kind(tx, EventKind.RULE_DISPUTED)
    assert event.event.payload["path"] == list(FOUND.path)
    assert recorded(office, "rule_disputed") == [
        f"Cho rằng quy tắc {RULE} sai, khi sửa quy trình {EXTENSION}"
    ]
    (said,) = list_objections(office.services, LAN, draft_id)
    assert (said.rule_id, said.reason, said.by) == (RULE, REASON, HOA.name)
    assert list_objections(office.services, LAN, started(office, LAN, "p08_legal_risk")) == ()
    page = read_written_rule(office.services, HOA, draft_id, RULE)
    assert page.objections == (said,) and page.clauses
    result = read_verification(office.services, HOA, draft_id).result
    assert result is not None and result.findings == (FOUND,)


def test_diagrams_of_the_draft_and_of_what_it_calls_are_handed_out(sqlite_office: AtWork) -> None:
    draft_id = started(sqlite_office)
    renamed(sqlite_office, draft_id, "Quyết định gia hạn", "Xét gia hạn")
    own = read_verified_diagram(sqlite_office.services, HOA, draft_id, EXTENSION)
    assert "Xét gia hạn" in own.content.decode()
    called = read_verified_diagram(sqlite_office.services, HOA, draft_id, "s01_issue_document")
    assert b"s01_issue_document" in called.content
    with pytest.raises(NotFound):
        read_verified_diagram(sqlite_office.services, HOA, draft_id, "p99_none")


def test_draft_whose_verification_ran_out_of_time_is_not_published_and_says_so(
    sqlite_office: AtWork,
) -> None:
    draft_id = started(sqlite_office)
    renamed(sqlite_office, draft_id, "Quyết định gia hạn", "Xét gia hạn")
    version = opened(sqlite_office, draft_id).draft.version
    request_publication(sqlite_office.services, HOA, draft_id, version, "Tên mới", REASON)
    found(sqlite_office, draft_id, cut="time")
    version = opened(sqlite_office, draft_id).draft.version
    with pytest.raises(NotVerified, match="Kiểm tra lại"):
        approve_publication(sqlite_office.services, LAN, draft_id, version)


def test_nothing_runs_behind_a_save_where_the_installation_leaves_it_out(
    sqlite_office: AtWork,
) -> None:
    draft_id = started(sqlite_office)
    start_verification(sqlite_office.services, HOA, draft_id, whole=False)
    page = read_verification(sqlite_office.services, HOA, draft_id)
    assert page.run.state is RunState.NONE
    with pytest.raises(Conflict):
        cancel_verification(sqlite_office.services, HOA, draft_id)


def test_others_than_owners_are_refused_and_recorded(sqlite_office: AtWork) -> None:
    draft_id = started(sqlite_office)
    with pytest.raises(PermissionDenied):
        read_verification(sqlite_office.services, STRANGER, draft_id)
    with pytest.raises(PermissionDenied):
        object_to_rule(sqlite_office.services, STRANGER, draft_id, RULE, REASON)
    assert len(sqlite_office.refusals()) == 2

"""A case as it should be, and rows that break one invariant each, written past the program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import text

from app.domain.audit import EventKind
from app.domain.cases import ClockState, DocumentState, TaskState
from app.domain.people import OrganisationRows
from app.store import (
    accounts,
    audit_log,
    cases,
    clocks,
    conflicts,
    documents,
    facts,
    instances,
    organisation_rows,
    passes,
    tasks,
)
from app.store.database import Transaction
from tests.organisation.factories import unit
from tests.store.factories import (
    NOW,
    case_row,
    clock_row,
    document_row,
    event,
    instance_row,
    pass_row,
    put_release,
    task_row,
)

LATER = NOW + timedelta(days=20)
VOTE: dict[str, Any] = {
    "members_total": 12,
    "present": 11,
    "recused": ["thu"],
    "recused_present": 0,
    "votes_for": 9,
    "votes_against": 1,
    "votes_abstain": 1,
    "quorum_ok": True,
    "vote_result": "approved",
    "discussed_thoroughly": True,
    "authority": "trong",
    "overall": "positive",
    "legality": [{"item": "hien_phap", "ok": True}],
}


def put_sound_case(tx: Transaction) -> None:
    """A submitted case in its first pass, with its plan, its clock and a counted vote."""
    put_release(tx)
    cases.insert(tx, case_row(code="MG-2024-0001", submitted_at=NOW, round_no=1))
    cases.add_participants(tx, "case-1", {"proposer": ["thu"]})
    passes.insert(tx, pass_row())
    clocks.insert(tx, clock_row(announced_due=date(2024, 4, 15)))
    opened = {"pass_id": "pass-1", "due": "2024-04-15", "cap": "2024-05-30"}
    audit_log.append_system(tx, [event(kind=EventKind.PASS_OPENED, payload=opened)], NOW)
    instances.insert(tx, instance_row(release_id=_release(tx)))
    put_paper(tx, "KE_HOACH", state=DocumentState.FILED, item="1", pass_id="", sha256="hash-1")
    put_facts(tx, "case", "case-1", body_stack=["MG-HX"], issuer_ids=["SXD"])
    put_facts(tx, "pass", "pass-1", **VOTE)


def _release(tx: Transaction) -> str:
    return str(tx.rows(text("SELECT id FROM release"))[0]["id"])


def put_paper(tx: Transaction, doc_type: str, **changes: Any) -> None:
    """An issued paper of the first pass, signed by another than its drafter."""
    values: dict[str, Any] = {
        "state": DocumentState.ISSUED,
        "doc_type": doc_type,
        "title": doc_type,
        "number": f"Số 1-{doc_type}",
        "issued_at": LATER,
        "drafted_by": "nga",
        "signed_by": "huong",
        "recipients": ("thu",),
        "content": {"plan_hash": "hash-1"},
    }
    number = tx.number(text("SELECT count(*) FROM document"))
    documents.insert(tx, document_row(f"paper-{number}", **values | changes))


def put_facts(tx: Transaction, kind: str, scope_id: str, **values: Any) -> None:
    """Facts of the case or of the pass, all at once."""
    facts.save_sheets(tx, [facts.FactSheet(scope_id, kind, "case-1", "", values, 1)])


def put_done(tx: Transaction, element_id: str, person_id: str, **changes: Any) -> None:
    """A task that somebody has completed, with its audit line."""
    row = task_row(f"task-{element_id}", element_id=element_id, **changes)
    done = replace(row, state=TaskState.DONE, completed_by=person_id, completed_at=LATER)
    tasks.open_tasks(tx, [done])


def end(tx: Transaction, instance_id: str = "instance-1") -> None:
    """Let an instance be over."""
    statement = text("UPDATE instance SET status = 'ended', ended_at = :at WHERE id = :id")
    tx.execute(statement, {"id": instance_id, "at": LATER.replace(tzinfo=None).isoformat(" ")})


def close_clock(tx: Transaction, paper: str) -> None:
    """Stop the clock of the first pass by a paper."""
    closed = {"state": ClockState.CLOSED, "closed_at": LATER, "closed_by": paper, "days_late": 0}
    clocks.close(tx, "pass-1", **closed)  # type: ignore[arg-type]


def put_units(tx: Transaction) -> None:
    """Hòa Xuyên below Bình Lâm below the province."""
    units = (
        unit("MG", None),
        unit("MG-BL", "MG"),
        unit("MG-HX", "MG-BL"),
    )
    organisation_rows.save(tx, OrganisationRows(units=units))


def ended_unanswered(tx: Transaction) -> None:
    """Break INV-01."""
    end(tx)


def closed_by_nothing(tx: Transaction) -> None:
    """Break INV-01."""
    close_clock(tx, "no-such-paper")


def proposer_not_told(tx: Transaction) -> None:
    """Break INV-01."""
    put_paper(tx, "VB_CHO_CHU_TRUONG", recipients=("somebody",))
    close_clock(tx, "paper-1")


def report_after_the_letter(tx: Transaction) -> None:
    """Break INV-02."""
    put_paper(tx, "QD_NGUOI_DUNG_DAU")
    put_paper(tx, "VB_CHO_CHU_TRUONG")
    put_paper(tx, "BC_NGUOI_DUNG_DAU", issued_at=LATER + timedelta(minutes=1))


def head_after_a_majority(tx: Transaction) -> None:
    """Break INV-03."""
    put_paper(tx, "QD_NGUOI_DUNG_DAU")


def forum_on_a_negative_report(tx: Transaction) -> None:
    """Break INV-04."""
    put_facts(tx, "pass", "pass-1", overall="negative")
    put_paper(tx, "TTR")


def emergency_without_conclusion(tx: Transaction) -> None:
    """Break INV-05."""
    put_done(tx, "record_own_decision", "thu")
    put_paper(tx, "BC_KHAN_CAP")
    end(tx)


def issuer_forgotten(tx: Transaction) -> None:
    """Break INV-06."""
    put_paper(tx, "VB_CHO_CHU_TRUONG")
    put_paper(tx, "BC_CO_QUAN_BAN_HANH", item="STC")
    end(tx)


def extended_without_notice(tx: Transaction) -> None:
    """Break INV-07."""
    tx.execute(text("UPDATE clock SET extended = :yes"), {"yes": True})


def due_moved_off_the_record(tx: Transaction) -> None:
    """Break INV-07."""
    tx.execute(text("UPDATE clock SET due = '2024-04-22', announced_due = '2024-04-22'"))


def extension_after_the_date(tx: Transaction) -> None:
    """Break INV-08."""
    put_paper(tx, "TB_GIA_HAN", issued_at=datetime(2024, 4, 15, 17, 0, tzinfo=UTC))


def superior_passed_over(tx: Transaction) -> None:
    """Break INV-09."""
    put_units(tx)
    put_paper(tx, "BC_XIN_CHU_TRUONG", recipients=("MG",))
    put_paper(tx, "BC_DE_BIET", recipients=("MG-BL",), issued_at=LATER + timedelta(minutes=1))


def no_solution(tx: Transaction) -> None:
    """Break INV-10."""
    put_units(tx)
    put_paper(tx, "BC_DE_XUAT_GIAI_PHAP", recipients=("MG-BL",), content={})


def plan_of_a_round_lost(tx: Transaction) -> None:
    """Break INV-11."""
    tx.execute(text("UPDATE case_file SET round_no = 2"))


def two_passes_at_once(tx: Transaction) -> None:
    """Break INV-12."""
    passes.insert(tx, pass_row("pass-2", number=2))
    clocks.insert(tx, clock_row(pass_id="pass-2"))


def empty_stack(tx: Transaction) -> None:
    """Break INV-12."""
    put_facts(tx, "case", "case-1", body_stack=[])


def pushed_without_report(tx: Transaction) -> None:
    """Break INV-12."""
    passes.insert(tx, pass_row("pass-2", number=2, body_id="MG-BL", entry_reason="escalated_4_2"))


def own_draft_signed(tx: Transaction) -> None:
    """Break INV-13."""
    put_paper(tx, "TTR", drafted_by="huong")


def acted_in_conflict(tx: Transaction) -> None:
    """Break INV-13."""
    row = conflicts.ConflictRow("case-1", "huong", "interest", "self", "em ruột", "huong", NOW)
    conflicts.declare(tx, [row])
    put_done(tx, "confirm_authority", "huong")


def result_typed_in(tx: Transaction) -> None:
    """Break INV-14."""
    put_facts(tx, "pass", "pass-1", **VOTE | {"votes_for": 5, "votes_against": 5})


def unlawful_go_ahead(tx: Transaction) -> None:
    """Break INV-15."""
    put_facts(tx, "pass", "pass-1", **VOTE | {"legality": [{"item": "hien_phap", "ok": False}]})
    put_paper(tx, "VB_CHO_CHU_TRUONG")


def act_off_the_record(tx: Transaction) -> None:
    """Break INV-18."""
    put_done(tx, "confirm_authority", "huong")


def nameless_act(tx: Transaction) -> None:
    """Break INV-18."""
    audit_log.append_system(tx, [event(actor_id="")], NOW)


def started_otherwise(tx: Transaction) -> None:
    """Break INV-19."""
    line = event(kind=EventKind.INSTANCE_STARTED, payload={"release": "another"})
    audit_log.append(tx, "instance:instance-1", 0, "", [line], NOW)


def lost_on_the_way(tx: Transaction) -> None:
    """Break INV-19."""
    payload = {"to": "release-1", "open_before": ["task-1", "timer-1"], "open_after": ["task-1"]}
    line = event(kind=EventKind.INSTANCE_MIGRATED, payload=payload)
    audit_log.append(tx, "instance:instance-1", 0, "", [line], NOW)


def task_left_open(tx: Transaction) -> None:
    """Break INV-19."""
    tasks.open_tasks(tx, [task_row()])
    end(tx)


def administrator_at_work(tx: Transaction) -> None:
    """Break INV-20."""
    accounts.insert(tx, accounts.AccountRow("sys", "Quản trị", "sys", "x", ("admin",)))
    put_done(tx, "confirm_authority", "sys")


def moved_by_a_timer(tx: Transaction) -> None:
    """Break INV-21."""
    fired = event(
        kind=EventKind.TIMER_FIRED, process_id="p01_art4_case", element_id="be_tacit_refusal"
    )
    audit_log.append_system(tx, [fired], NOW)


def signed_by_nobody(tx: Transaction) -> None:
    """Break INV-21."""
    put_paper(tx, "TB_KHONG_KHA_THI", signed_by="")


def another_plan_cited(tx: Transaction) -> None:
    """Break INV-22."""
    put_paper(tx, "VB_CHO_CHU_TRUONG", content={"plan_hash": "hash-0"})


BAD_ROWS: tuple[tuple[str, Callable[[Transaction], None]], ...] = (
    ("INV-01", ended_unanswered),
    ("INV-01", closed_by_nothing),
    ("INV-01", proposer_not_told),
    ("INV-02", report_after_the_letter),
    ("INV-03", head_after_a_majority),
    ("INV-04", forum_on_a_negative_report),
    ("INV-05", emergency_without_conclusion),
    ("INV-06", issuer_forgotten),
    ("INV-07", extended_without_notice),
    ("INV-07", due_moved_off_the_record),
    ("INV-08", extension_after_the_date),
    ("INV-09", superior_passed_over),
    ("INV-10", no_solution),
    ("INV-11", plan_of_a_round_lost),
    ("INV-12", two_passes_at_once),
    ("INV-12", empty_stack),
    ("INV-12", pushed_without_report),
    ("INV-13", own_draft_signed),
    ("INV-13", acted_in_conflict),
    ("INV-14", result_typed_in),
    ("INV-15", unlawful_go_ahead),
    ("INV-18", act_off_the_record),
    ("INV-18", nameless_act),
    ("INV-19", started_otherwise),
    ("INV-19", lost_on_the_way),
    ("INV-19", task_left_open),
    ("INV-20", administrator_at_work),
    ("INV-21", moved_by_a_timer),
    ("INV-21", signed_by_nobody),
    ("INV-22", another_plan_cited),
)

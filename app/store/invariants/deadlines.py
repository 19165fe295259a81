"""INV-05, 07, 08 and 21: terms stand as the law sets them, and missing one decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from app.domain.audit import EventKind
from app.domain.cases import ClockRow, ClockState, TaskState
from app.domain.clock import LOCAL, local_day
from app.domain.invariants import LawInForce, Violation
from app.store.clocks import clock_from
from app.store.database import Transaction
from app.store.invariants import register_rows as rows
from app.store.tables.audit import audit_event
from app.store.tables.execution import instance, task


def emergency_unreported(tx: Transaction, law: LawInForce) -> Iterator[Violation]:
    """INV-05: who acted alone has ended the matter without report or conclusion."""
    issued = {(p["instance_id"], p["doc_type"]) for p in rows.papers(tx)}
    query = (
        select(instance.c.id, instance.c.case_id)
        .join(task, task.c.instance_id == instance.c.id)
        .where(
            instance.c.ended_at.is_not(None),
            task.c.element_id == "record_own_decision",
            task.c.state == TaskState.DONE.value,
        )
        .distinct()
        .order_by(instance.c.id)
    )
    for row in tx.rows(query):
        owed = ("BC_KHAN_CAP", "KL_KHAN_CAP")
        missing = [paper for paper in owed if (row["id"], paper) not in issued]
        if missing:
            what = f"tự quyết định mà chưa ban hành {', '.join(missing)}"
            yield Violation("INV-05", what, row["case_id"], row["id"])


def due_out_of_law(tx: Transaction, law: LawInForce) -> Iterator[Violation]:
    """INV-07: a term is not what receipt, calendar, notices and the record make of it."""
    notices = {paper["pass_id"] for paper in rows.papers(tx, "TB_GIA_HAN")}
    recorded, profiles = rows.recorded_dues(tx), rows.profiles(tx)
    for row in rows.clocks(tx):
        clock = clock_from(row)
        wrong = list(_against_itself(clock, notices))
        if clock.state is ClockState.RUNNING:
            if clock.due != max(recorded.get(clock.pass_id, ()), default=None):
                wrong.append("hạn khác hạn đã ghi nhận sau cùng")
            counted = law.recounted(profiles.get(clock.case_id, ""), clock)
            if (counted.due, counted.cap) != (clock.due, clock.cap):
                wrong.append(
                    f"lịch làm việc cho hạn {counted.due:%d/%m/%Y}, trần {counted.cap:%d/%m/%Y}"
                )
        if wrong:
            yield Violation("INV-07", "; ".join(wrong), clock.case_id)


def _against_itself(clock: ClockRow, notices: set[str]) -> Iterator[str]:
    if clock.due > clock.cap:
        yield "hạn sau ngày làm việc thứ 60"
    if clock.day0 != local_day(clock.received_at):
        yield "ngày 0 khác ngày nhận"
    if clock.announced_due and clock.due < clock.announced_due:
        yield "hạn ngắn hơn hạn đã báo"
    if clock.extended and clock.pass_id not in notices:
        yield "gia hạn mà không có thông báo"


def extended_too_late(tx: Transaction, law: LawInForce) -> Iterator[Violation]:
    """INV-08: a notice of extension was issued after the date that was then in force."""
    in_force = {
        clock["pass_id"]: datetime.fromisoformat(clock["marks"]["d30"])
        for clock in rows.clocks(tx)
        if "d30" in clock["marks"]
    }
    for notice in rows.papers(tx, "TB_GIA_HAN"):
        limit = in_force.get(notice["pass_id"])
        if limit is not None and notice["issued_at"] >= limit:
            what = f"{notice['number']} ban hành sau khi hạn đang có đã hết"
            yield Violation("INV-08", what, notice["case_id"], notice["instance_id"])
        new_due = str(notice["content"].get("new_due") or "")[:10]
        if new_due:
            day = date.fromisoformat(new_due) + timedelta(days=1)
            in_force[notice["pass_id"]] = datetime.combine(day, time(), LOCAL)


def moved_by_time(tx: Transaction, law: LawInForce) -> Iterator[Violation]:
    """INV-21: a timer moved a case, or a reply was issued that nobody signed."""
    query = (
        select(audit_event)
        .where(
            audit_event.c.kind == EventKind.TIMER_FIRED.value,
            audit_event.c.process_id.in_(law.patient_processes),
            audit_event.c.element_id.not_in(law.harmless_timers),
        )
        .order_by(audit_event.c.chain_id, audit_event.c.seq)
    )
    for row in tx.rows(query):
        instance_id = row["chain_id"].removeprefix("instance:")
        what = f"hẹn giờ {row['element_id']} đã rẽ hồ sơ"
        yield Violation("INV-21", what, row["case_id"], instance_id)
    for reply in rows.papers(tx, *law.replies):
        if not reply["signed_by"]:
            what = f"{reply['doc_type']} {reply['number']} ban hành mà không ai ký"
            yield Violation("INV-21", what, reply["case_id"], reply["instance_id"])

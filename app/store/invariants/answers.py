"""INV-01, 02, 06, 09, 10 and 12: no answer, go-ahead or move of a case without its paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import select

from app.domain.cases import ClockState
from app.domain.invariants import LawInForce, Violation
from app.store.database import Transaction
from app.store.invariants import register_rows as rows
from app.store.tables.people import org_unit

REPORTS_UP = ("BC_XIN_CHU_TRUONG", "BC_DE_XUAT_GIAI_PHAP")


def unanswered(tx: Transaction, law: LawInForce) -> Iterator[Violation]:
    """INV-01: a clock runs though its case has ended, or was closed by no reply to the proposer."""
    replies = {paper["id"]: paper for paper in rows.papers(tx, *law.replies)}
    ended, proposers = rows.main_ends(tx), rows.proposers(tx)
    for clock in rows.clocks(tx):
        case_id = clock["case_id"]
        if clock["state"] == ClockState.RUNNING.value:
            if case_id in ended:
                what = "hồ sơ đã kết thúc mà hạn trả lời còn chạy"
                yield Violation("INV-01", what, case_id, ended[case_id]["id"])
            continue
        reply = replies.get(clock["closed_by"])
        if reply is None or reply["case_id"] != case_id:
            what = "hạn trả lời đóng mà không có văn bản trả lời đã ban hành"
            yield Violation("INV-01", what, case_id)
        elif proposers.get(case_id) and not proposers[case_id] & set(reply["recipients"]):
            what = f"{reply['doc_type']} {reply['number']} không gửi bên đề xuất"
            yield Violation("INV-01", what, case_id, reply["instance_id"])


def go_ahead_before_report(tx: Transaction, law: LawInForce) -> Iterator[Violation]:
    """INV-02: the head decided, and the go-ahead left before the report to the superior."""
    decided = rows.papers(tx, "QD_NGUOI_DUNG_DAU")
    reports = rows.papers(tx, "BC_NGUOI_DUNG_DAU")
    for paper in rows.papers(tx, "VB_CHO_CHU_TRUONG"):
        if not any(rows.in_pass(decided, paper)):
            continue
        before = [r for r in rows.in_pass(reports, paper) if r["issued_at"] <= paper["issued_at"]]
        if not before:
            what = f"{paper['number']} ban hành trước báo cáo cấp trên của người đứng đầu"
            yield Violation("INV-02", what, paper["case_id"], paper["instance_id"])


def issuers_not_told(tx: Transaction, law: LawInForce) -> Iterator[Violation]:
    """INV-06: a go-ahead has ended its case and an issuing body has no report."""
    told = {(p["case_id"], p["item"]) for p in rows.papers(tx, "BC_CO_QUAN_BAN_HANH")}
    ended, facts = rows.main_ends(tx), rows.facts(tx, "case")
    for case_id in dict.fromkeys(p["case_id"] for p in rows.papers(tx, "VB_CHO_CHU_TRUONG")):
        for issuer in facts.get(case_id, {}).get("issuer_ids") or ():
            if case_id in ended and (case_id, str(issuer)) not in told:
                what = f"chưa báo cáo cơ quan ban hành {issuer}"
                yield Violation("INV-06", what, case_id, ended[case_id]["id"])


def skipped_in_silence(tx: Transaction, law: LawInForce) -> Iterator[Violation]:
    """INV-09: a report passed over the direct superior, who was not told at the same moment."""
    superiors = _superiors(tx)
    informing, reports = rows.papers(tx, "BC_DE_BIET"), rows.papers(tx, REPORTS_UP[0])
    for report in reports:
        if superiors.get(report["body_id"]) in report["recipients"]:
            continue
        together = rows.in_pass(informing, report)
        if not any(one["issued_at"] == report["issued_at"] for one in together):
            what = f"{report['number']} vượt cấp mà không kèm báo cáo để biết cùng lúc"
            yield Violation("INV-09", what, report["case_id"], report["instance_id"])
    for paper in informing:
        if not any(rows.in_pass(reports, paper)):
            what = f"{paper['number']} để biết mà không có báo cáo xin chủ trương"
            yield Violation("INV-09", what, paper["case_id"], paper["instance_id"])


def without_solution(tx: Transaction, law: LawInForce) -> Iterator[Violation]:
    """INV-10: over authority at the meeting went past the direct superior or proposed nothing."""
    superiors = _superiors(tx)
    for report in rows.papers(tx, REPORTS_UP[1]):
        if superiors.get(report["body_id"]) not in report["recipients"]:
            what = f"{report['number']} không gửi cấp trên trực tiếp"
            yield Violation("INV-10", what, report["case_id"], report["instance_id"])
        if not str(report["content"].get("proposed_solution") or "").strip():
            what = f"{report['number']} không có đề xuất giải pháp"
            yield Violation("INV-10", what, report["case_id"], report["instance_id"])


def moved_without_paper(tx: Transaction, law: LawInForce) -> Iterator[Violation]:
    """INV-12: two passes at once, a body stack that says otherwise, a move without its paper."""
    running = Counter(
        c["case_id"] for c in rows.clocks(tx) if c["state"] == ClockState.RUNNING.value
    )
    for case_id, number in running.items():
        if number > 1:
            yield Violation("INV-12", f"{number} lượt xem xét cùng chạy", case_id)
    facts, ended = rows.facts(tx, "case"), rows.main_ends(tx)
    passed = {row["case_id"] for row in rows.passes(tx).values()}
    for case_id, case in rows.cases(tx).items():
        stack = facts.get(case_id, {}).get("body_stack") or []
        if case_id not in passed or case_id in ended:
            continue
        if not stack or stack[-1] != case["body_id"]:
            yield Violation("INV-12", "chuỗi cấp xem xét không khớp cấp đang giữ hồ sơ", case_id)
    yield from _moves(tx)


def _moves(tx: Transaction) -> Iterator[Violation]:
    owed: dict[str, tuple[str, ...]] = {
        "escalated_4_2": REPORTS_UP,
        "escalated_4_3b": REPORTS_UP,
        "returned_down": ("CV_TRA_CAP_DUOI",),
    }
    issued = {(p["pass_id"], p["doc_type"]) for p in rows.papers(tx)}
    before: dict[str, rows.Row] = {}
    for row in rows.passes(tx).values():
        last = before.get(row["case_id"])
        before[row["case_id"]] = row
        wanted = owed.get(row["entry_reason"], ())
        # An answer from outside the system returns the case to the body that asked.
        if last is None or not wanted or last["body_id"] == row["body_id"]:
            continue
        if not any((last["id"], paper) in issued for paper in wanted):
            what = f"chuyển cấp ở lượt {row['number']} mà không có văn bản"
            yield Violation("INV-12", what, row["case_id"])


def _superiors(tx: Transaction) -> dict[str, str | None]:
    query = select(org_unit.c.id, org_unit.c.direct_superior_id)
    return {row["id"]: row["direct_superior_id"] for row in tx.rows(query)}

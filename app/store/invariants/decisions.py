"""INV-03, 04, 11, 14, 15 and 22: what was decided was open to decision, counted and cited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from sqlalchemy import select

from app.domain.cases import TaskState
from app.domain.invariants import LawInForce, Violation
from app.store.database import Transaction
from app.store.invariants import register_rows as rows
from app.store.tables.cases import fact_sheet
from app.store.tables.execution import task

RESULTS = frozenset({"approved", "rejected", "no_consensus"})
AFTER_VOTE = ("TTR", "VB_CHO_CHU_TRUONG", "VB_KHONG_CHO", "QD_NGUOI_DUNG_DAU")


def head_decided_unasked(tx: Transaction, law: LawInForce) -> Iterator[Violation]:
    """INV-03: the head decided though the vote, the discussion or the appraisal left no room."""
    facts = rows.facts(tx, "pass")
    needed = {"quorum_ok": True, "discussed_thoroughly": True, "authority": "trong"}
    for paper in rows.papers(tx, "QD_NGUOI_DUNG_DAU"):
        passed = facts.get(paper["pass_id"], {})
        wrong = [name for name, value in needed.items() if passed.get(name) != value]
        if passed.get("vote_result") not in ("no_consensus", "rejected"):
            wrong.append("vote_result")
        if passed.get("overall") == "negative":
            wrong.append("overall")
        if passed.get("leader_status") in ("xung_dot", "khuyet"):
            wrong.append("leader_status")
        if wrong:
            what = f"người đứng đầu quyết định khi chưa đủ điều kiện: {', '.join(wrong)}"
            yield Violation("INV-03", what, paper["case_id"], paper["instance_id"])


def voted_on_negative(tx: Transaction, law: LawInForce) -> Iterator[Violation]:
    """INV-04: a plan whose last appraisal is negative was put to the forum or decided on."""
    facts = rows.facts(tx, "pass")
    for paper in rows.papers(tx, *AFTER_VOTE):
        if facts.get(paper["pass_id"], {}).get("overall") == "negative":
            what = f"{paper['doc_type']} ban hành dù thẩm định kết luận không khả thi"
            yield Violation("INV-04", what, paper["case_id"], paper["instance_id"])


def rounds_not_kept(tx: Transaction, law: LawInForce) -> Iterator[Violation]:
    """INV-11: a round has no snapshot of its plan, or a plan went back without points."""
    kept: dict[str, set[str]] = {}
    planned = {
        id_ for id_, known in rows.facts(tx, "case").items() if known.get("managing_body_id")
    }
    for plan in rows.papers(tx, "KE_HOACH"):
        kept.setdefault(plan["case_id"], set()).add(plan["item"])
    for case_id, case in rows.cases(tx).items():
        if case["kind"] == "emergency" and case_id not in planned:
            continue  # the record of an action: there is no plan, or none was sent
        rounds = {str(number) for number in range(1, case["round_no"] + 1)}
        missing = sorted(rounds - kept.get(case_id, set()))
        if missing:
            what = f"thiếu bản kế hoạch lần {', '.join(missing)}"
            yield Violation("INV-11", what, case_id)
    for notice in rows.papers(tx, "TB_CHUAN_BI_LAI"):
        if not notice["content"].get("rework_points"):
            what = f"{notice['number']} không nêu nội dung cần chuẩn bị lại"
            yield Violation("INV-11", what, notice["case_id"], notice["instance_id"])


def miscounted(tx: Transaction, law: LawInForce) -> Iterator[Violation]:
    """INV-14: a recorded result is not what the figures of its minutes give."""
    profiles = rows.profiles(tx)
    # Between new minutes and their count the old result stands beside the new figures.
    counting = select(task.c.pass_id).where(
        task.c.state == TaskState.OPEN.value,
        task.c.element_id.in_(["record_meeting", "confirm_minutes"]),
    )
    query = select(fact_sheet.c.case_id, fact_sheet.c.facts).where(
        fact_sheet.c.kind == "pass", fact_sheet.c.scope_id.not_in(counting)
    )
    for row in tx.rows(query.order_by(fact_sheet.c.scope_id)):
        facts = row["facts"]
        if facts.get("vote_result") not in RESULTS:
            continue
        quorum = law.quorums.get(profiles.get(row["case_id"], ""), Fraction(2, 3))
        if not _counts(facts, quorum):
            what = f"kết quả {facts['vote_result']} không khớp số phiếu trong biên bản"
            yield Violation("INV-14", what, row["case_id"])


def _counts(facts: Mapping[str, Any], quorum: Fraction) -> bool:
    total, present = int(facts.get("members_total") or 0), int(facts.get("present") or 0)
    away = int(facts.get("recused_present") or 0)
    votes = [int(facts.get(f"votes_{kind}") or 0) for kind in ("for", "against", "abstain")]
    base = total - len(facts.get("recused") or ())
    if facts.get("quorum_ok") is not True or present < quorum * total or present > total:
        return False
    if sum(votes) != present - away:
        return False
    approved, rejected = 2 * votes[0] > base, 2 * votes[1] > base
    result = "approved" if approved else "rejected" if rejected else "no_consensus"
    return bool(facts["vote_result"] == result)


def against_the_law(tx: Transaction, law: LawInForce) -> Iterator[Violation]:
    """INV-15: a go-ahead was issued though a hard legality item of its profile had failed."""
    facts, profiles = rows.facts(tx, "pass"), rows.profiles(tx)
    for paper in rows.papers(tx, "VB_CHO_CHU_TRUONG"):
        hard = law.hard_items.get(profiles.get(paper["case_id"], ""), frozenset())
        items = facts.get(paper["pass_id"], {}).get("legality") or ()
        failed = sorted(
            str(row.get("item")) for row in items if row.get("ok") is False and row["item"] in hard
        )
        if failed:
            what = f"{paper['number']} cho chủ trương dù không đạt: {', '.join(failed)}"
            yield Violation("INV-15", what, paper["case_id"], paper["instance_id"])


def cites_another_plan(tx: Transaction, law: LawInForce) -> Iterator[Violation]:
    """INV-22: a deciding reply cites another plan than the snapshot of its round."""
    passes = rows.passes(tx)
    plans = {(p["case_id"], p["item"]): p["sha256"] for p in rows.papers(tx, "KE_HOACH")}
    for reply in rows.papers(tx, *law.deciding_replies):
        passed = passes.get(reply["pass_id"])
        if passed is None:
            continue
        plan = plans.get((reply["case_id"], str(passed["round_no"])))
        if reply["content"].get("plan_hash") != plan:
            what = f"{reply['number']} dẫn mã kế hoạch khác bản của lần {passed['round_no']}"
            yield Violation("INV-22", what, reply["case_id"], reply["instance_id"])

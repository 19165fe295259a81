"""Facts of appraisal: council, conflicts, opinions received, legal risks (C-033, C-034, C-097)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.steps.given.asked import answers_of, in_words, opinion_row, paragraphs
from app.steps.given.kinds import Given, facts_named, in_conflict
from app.steps.opened_form import Opened

OPINIONS = {
    "dong_y": "Đồng ý",
    "dong_y_co_dieu_kien": "Đồng ý, kèm điều kiện",
    "khong_dong_y": "Không đồng ý",
    "khong_thuoc_chuc_nang": "Không thuộc chức năng",
}
FEASIBLE = {"co": "Khả thi", "co_dieu_kien": "Khả thi có điều kiện", "khong": "Không khả thi"}
EFFECTIVE = {"co": "hiệu quả", "khong": "không hiệu quả"}
RECUSED = "Từ chối do có lợi ích liên quan"


def _assignment(opened: Opened) -> Mapping[str, Any]:
    organisation = opened.register.organisation
    people = [p for p in sorted(in_conflict(opened)) if organisation.has_person(p)]
    return {
        **facts_named(opened, "scope_wide_complex", "body_rank", "forum_expected"),
        "superior_granted": opened.register.facts.case_facts().get("superior_granted") is True,
        "conflicted_people": [{"id": p, "name": organisation.person(p).name} for p in people],
    }


def _first_assignment(opened: Opened) -> Mapping[str, Any]:
    kept = opened.register.facts.pass_facts()
    coordinating = kept.get("coordinating") or opened.fact("advised_coordinating")
    return {
        "mode": kept.get("mode") or opened.fact("proposal"),
        "lead_body": kept.get("lead_body") or opened.fact("advised_lead_body"),
        "coordinating": coordinating or [],
        "council": kept.get("council"),
    }


def _council(opened: Opened) -> Sequence[str]:
    rows = opened.register.facts.pass_facts().get("council") or ()
    return [str(row["person"]) for row in rows]


def _sheets(opened: Opened) -> Mapping[str, Mapping[str, Any]]:
    return answers_of(opened, "member_assess", _council(opened))


def _council_meeting(opened: Opened) -> Mapping[str, Any]:
    return {"council_size": len(_council(opened))}


def _council_report(opened: Opened) -> Mapping[str, Any]:
    sheets = _sheets(opened)
    free = [sheet for sheet in sheets.values() if sheet.get("recuse") is not True]
    return {"asked_count": len(sheets), "council_free": len(free)}


def _council_opinions(opened: Opened) -> Mapping[str, Any]:
    rows = [_member_row(opened, who, sheet) for who, sheet in _sheets(opened).items()]
    return {"opinions_received": rows}


def _member_row(opened: Opened, who: str, sheet: Mapping[str, Any]) -> dict[str, Any]:
    if sheet.get("recuse") is True:
        return opinion_row(opened, who, RECUSED, "")
    view = ""
    if sheet:
        feasible = in_words(FEASIBLE, sheet.get("feasible"))
        view = f"{feasible}, {in_words(EFFECTIVE, sheet.get('effective'))}"
    words = paragraphs(
        ("Rủi ro", sheet.get("risk_view")),
        ("Ý kiến", sheet.get("comment")),
        ("Pháp lý", sheet.get("legal_view")),
    )
    return opinion_row(opened, who, view, words)


def _asked(opened: Opened) -> Sequence[Any]:
    return opened.register.facts.pass_facts().get("coordinating") or ()


def _report(opened: Opened) -> Mapping[str, Any]:
    return {"asked_count": len(_asked(opened))}


def _opinions(opened: Opened) -> Mapping[str, Any]:
    rows = []
    for who, answers in answers_of(opened, "give_opinion", _asked(opened)).items():
        view = in_words(OPINIONS, answers.get("opinion"))
        rows.append(opinion_row(opened, who, view, str(answers.get("content") or "")))
    return {"opinions_received": rows}


def _triage(opened: Opened) -> Mapping[str, Any]:
    facts = opened.register.facts.pass_facts()
    findings = list(facts.get("findings") or ())
    return {"overall_risk": facts.get("overall_risk"), "legal_findings": findings}


def _risk_answers(opened: Opened) -> Mapping[str, Any]:
    findings = opened.register.facts.pass_facts().get("findings") or ()
    return {"risk_answers": [{"finding": row.get("risk", "")} for row in findings]}


FACTS: Mapping[str, Given] = {
    "assign_appraisal": _assignment,
    "council_meeting": _council_meeting,
    "write_appraisal": _report,
    "write_council_report": _council_report,
    "triage_after_appraisal": _triage,
}
VALUES: Mapping[str, Given] = {
    "assign_appraisal": _first_assignment,
    "write_appraisal": _opinions,
    "write_council_report": _council_opinions,
    "triage_after_appraisal": _risk_answers,
}

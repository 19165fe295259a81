"""Facts of the legal-risk report: what the bodies asked have found, merged (C-097)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.steps.given.asked import answers_of, in_words, opinion_row
from app.steps.given.kinds import Given
from app.steps.opened_form import Opened

LEVELS = {"thap": "Rủi ro thấp", "trung_binh": "Rủi ro trung bình", "cao": "Rủi ro cao"}
ABSENT = "Không tham gia"


def _answers(opened: Opened) -> Mapping[str, Mapping[str, Any]]:
    return answers_of(opened, "legal_opinion", opened.fact("legal_member_ids") or ())


def _report(opened: Opened) -> Mapping[str, Any]:
    answers = _answers(opened)
    levels = [str(one["risk_level"]) for one in answers.values() if one.get("risk_level")]
    return {"asked_count": len(answers), "member_risk_levels": levels}


def _first_report(opened: Opened) -> Mapping[str, Any]:
    answers = _answers(opened)
    merged = [row for one in answers.values() for row in one.get("findings") or ()]
    rows = [_row(opened, who, one) for who, one in answers.items()]
    return {"opinions_received": rows, "findings": merged}


def _row(opened: Opened, who: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    if answers.get("participate") == "khong_tham_gia":
        return opinion_row(opened, who, ABSENT, str(answers.get("reason") or ""))
    view = in_words(LEVELS, answers.get("risk_level"))
    return opinion_row(opened, who, view, str(answers.get("recommendation") or ""))


FACTS: Mapping[str, Given] = {"write_legal_risk": _report}
VALUES: Mapping[str, Given] = {"write_legal_risk": _first_report}

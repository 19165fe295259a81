"""What the register gives each form in these tests, and how a form is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from app.domain.forms import Form, FormContext, Option
from app.errors import FormInvalid
from app.feel import Environment, evaluate
from app.profiles import load_profile
from app.task_forms import read_form, validate
from tests.forms import answers, level_facts
from tests.forms.level_facts import choices

ROOT = Path(__file__).parents[2]
FORMS = ROOT / "forms"
# Monday 4 March 2024, 09:00 in Hanoi
RECEIVED = datetime(2024, 3, 4, 2, 0, tzinfo=UTC)
# Wednesday 27 March 2024, 10:00 in Hanoi
AFTER_MEETING = datetime(2024, 3, 27, 3, 0, tzinfo=UTC)
ITEMS = {
    "hien_phap": "Không trái Hiến pháp",
    "dieu_le": "Không trái Điều lệ Đảng",
    "phap_luat_khac": "Phù hợp quy định khác của pháp luật",
}


OPTIONS = {
    "people": choices("thu", "khoi", "binh", "huong", "tu", "quy", "dung", "nga"),
    "org_units": choices("MG-HX", "MG-BL", "MG-UBND", "CP", "MG-HX-KT"),
    "office_members": choices("dung", "nga"),
    "advisory_bodies": choices("MG-HX-BTC", "MG-HX-KT", "MG-HX-TT"),
    "forum_members": choices("binh", "huong", "dung", "khoi"),
    "recipients": choices("thu", "MG-HX", "MG-HX-KT"),
    "legality_items": tuple(Option(item, label) for item, label in ITEMS.items()),
    **level_facts.OPTIONS,
}
# What the register knows of the case of SC-01; each form reads the part it needs.
FACTS: Mapping[str, Any] = {
    "represented_org_ids": ["MG-HX-KT"],
    "sender_id": "thu",
    "points_to_answer": [],
    "sent_proposers": [],
    "sent_org": None,
    "previous_working_day": "2024-03-01",
    "supported_outcomes": ["rework", "incomplete"],
    "channel": "dien_tu",
    "round_no": 1,
    "body_id": "MG-HX",
    "managing_body_id": "MG-HX",
    "working_days_since_receipt": 0,
    "managing_body_receives": True,
    "competent_rank": 3,
    "body_rank": 3,
    "reappraisals": 0,
    "proposer_unit_ids": ["MG-HX-KT"],
    "latest_report_due": "2024-04-08",
    "days_off": ["2024-03-09", "2024-03-10", "2024-03-16", "2024-03-17", "2024-03-23"],
    "plan": answers.plan(),
    "questions_asked": 0,
    "overall": "positive",
    "authority_finding": "trong",
    "forum_expected": "ban_thuong_vu",
    "has_board": True,
    "conflicted_ids": ["thu"],
    "current_due_end": "2024-04-16T00:00:00+07:00",
    "members_total": 11,
    "system_recused": [],
    "issue_type_confirmed": "chua_quy_dinh",
    "legality_hard": ["hien_phap", "dieu_le"],
    "locked_recipients": ["thu"],
    **level_facts.FACTS,
}
PREFILL: Mapping[str, Mapping[str, Any]] = {
    "p01_art4_case.rework_plan": {
        "point_answers": [{"point": "phương án tài chính"}, {"point": "đánh giá rủi ro"}]
    },
    "p01a_intake_authority.register_incoming": {
        "incoming_no": "17",
        "received_at": "2024-03-04T09:00+07:00",
        "channel": "dien_tu",
    },
    "p01b_appraisal.write_appraisal": {"legality": [{"item": item} for item in ITEMS]},
    "p01c_decision.record_meeting": {
        "members_total": 11,
        "legality": [{"item": item} for item in ITEMS],
    },
    "p01b_appraisal.write_council_report": {"legality": [{"item": item} for item in ITEMS]},
    **level_facts.PREFILL,
}
NOW = {
    "p01c_decision.record_meeting": AFTER_MEETING,
    "p01c_decision.leader_decision": AFTER_MEETING,
}


@lru_cache
def form(form_id: str) -> Form:
    """Return a shipped form."""
    process, task = form_id.split(".")
    return read_form((FORMS / process / f"{task}.form").read_bytes())


@lru_cache
def profile() -> Mapping[str, Any]:
    """Return the facts of the demo's profile."""
    return load_profile(ROOT / "workflows" / "profiles", "MG").facts()


def context(form_id: str, **facts: Any) -> FormContext:
    """Return what the register gives a form, with some facts changed."""
    prefill = PREFILL.get(form_id, {})
    return FormContext(
        now=NOW.get(form_id, RECEIVED),
        facts={**FACTS, **facts},
        options=OPTIONS,
        # a read-only answer stands in for the fact of its name
        prefill={key: facts.get(key, value) for key, value in prefill.items()},
        uploads={"file-1": "Bien-ban.pdf"},
        profile=profile(),
    )


def accept(form_id: str, given: Mapping[str, Any], /, **facts: Any) -> Mapping[str, Any]:
    """Return the answers that a form accepts."""
    return validate(form(form_id), dict(given), context(form_id, **facts)).answers


def refusals(form_id: str, given: Mapping[str, Any], /, **facts: Any) -> dict[str, str]:
    """Return what a form refuses, sentence by path; empty when it accepts."""
    return refused_in(form_id, given, context(form_id, **facts))


def broken_rules(form_id: str, **facts: Any) -> set[str]:
    """Return the rules of a form that do not hold, whatever its choices already leave out."""
    known = {**FACTS, "profile": profile(), **facts}
    env = Environment(RECEIVED, lambda _count, _start: None)
    rules = form(form_id).rules
    return {rule.id for rule in rules if evaluate(rule.expression, known.get, env) is not True}


def refused_in(form_id: str, given: Mapping[str, Any], found: FormContext) -> dict[str, str]:
    """Return what a form refuses in a context of the test's own."""
    try:
        validate(form(form_id), dict(given), found)
    except FormInvalid as refused:
        return {error.path: error.message for error in refused.errors}
    return {}


def with_profile(form_id: str, profile_changes: Mapping[str, Any], **facts: Any) -> FormContext:
    """Return the context of a province that chose differently."""
    return replace(context(form_id, **facts), profile={**profile(), **profile_changes})

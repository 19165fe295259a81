"""Values a form shows first, from the register (docs/form-facts.md, third table)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.domain.clock import local_iso
from app.steps.opened_form import Opened

MISSING_ITEMS = {
    "phan_tich_van_de": "Phân tích vấn đề",
    "hieu_qua": "Dự kiến hiệu quả",
    "rui_ro": "Đánh giá rủi ro",
    "tai_lieu": "Tài liệu kèm theo",
    "chu_ky": "Chữ ký",
    "tu_cach_de_xuat": "Tư cách đề xuất",
}
FORUMS = {
    "trinh_ban_thuong_vu": "Ban Thường vụ",
    "trinh_cap_uy": "Cấp ủy",
}


def _first_plan(opened: Opened) -> Mapping[str, Any]:
    """Show the plan again when it came back as not eligible, else just the person who starts it."""
    person = opened.register.doer.person_id
    if opened.plan.get("title"):
        return opened.plan
    situation = opened.register.facts.case_facts().get("emergency_situation")
    known = {"proposers": [person] if person else None, "issue_analysis": situation}
    return {key: value for key, value in known.items() if value}


def _rework(opened: Opened) -> Mapping[str, Any]:
    facts = opened.register.facts.pass_facts()
    points = [str(row.get("point", "")) for row in facts.get("rework_points") or ()]
    if not points:
        missing = facts.get("missing_items") or ()
        points = [MISSING_ITEMS.get(str(item), str(item)) for item in missing]
    return {**opened.plan, "point_answers": [{"point": point} for point in points]}


def _intake(opened: Opened) -> Mapping[str, Any]:
    clock = opened.register.current_clock()
    return {
        "incoming_no": opened.fact("incoming_no"),
        "received_at": local_iso(clock.received_at) if clock else None,
        "channel": opened.fact("channel"),
        "right_body": opened.fact("managing_body_id"),
    }


def _authority(opened: Opened) -> Mapping[str, Any]:
    rank = opened.fact("competent_rank")
    level = opened.register.profile.level_name(int(rank)) if rank else "chưa xác định"
    basis = opened.fact("competence_basis") or ""
    shown = {"dmn_result": f"Cấp có thẩm quyền: {level}. Căn cứ: {basis}"}
    return {**_kept_answers(opened, opened.register.facts.pass_facts()), **shown}


def _assignment(opened: Opened) -> Mapping[str, Any]:
    facts = opened.register.facts
    advised = facts.activation_facts(opened.task.activation_id).get("lead_body")
    return {"lead_body": facts.pass_facts().get("lead_body") or advised}


def _report(opened: Opened) -> Mapping[str, Any]:
    kept = opened.register.facts.pass_facts()
    fresh: dict[str, Any] = {
        "issue_type_confirmed": opened.plan.get("issue_type"),
        "legality": _legality(opened),
        "risks_assessed": [
            {"risk": row.get("description", "")} for row in opened.plan.get("risks") or ()
        ],
    }
    # What the office sent back is shown again; after a question the draft holds what was written.
    if opened.fact("complete") is False:
        return {**fresh, **_kept_answers(opened, kept)}
    return fresh


def _kept_answers(opened: Opened, kept: Mapping[str, Any]) -> Mapping[str, Any]:
    back = {fact: key for key, fact in opened.form.renames.items()}
    return {back.get(name, name): value for name, value in kept.items() if value is not None}


def _legality(opened: Opened) -> list[Mapping[str, Any]]:
    return [{"item": item.item, "label": item.label} for item in opened.legality]


def _question(opened: Opened) -> Mapping[str, Any]:
    return {"question": opened.fact("question")}


def _schedule(opened: Opened) -> Mapping[str, Any]:
    action = str(opened.fact("action") or "")
    return {"forum": FORUMS.get(action, "")}


def _meeting(opened: Opened) -> Mapping[str, Any]:
    # What the chair sent back is shown again; a new meeting begins with an empty record.
    kept = opened.register.facts.pass_facts() if opened.fact("agree") is False else {}
    return {
        **_kept_answers(opened, kept),
        "members_total": opened.fact("members_total"),
        "recused": opened.fact("system_recused") or [],
        "legality": _legality(opened),
        "issuer_list_confirmed": _issuers(opened.plan.get("regulations") or ()),
    }


def _issuers(regulations: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    rows: dict[str, dict[str, Any]] = {}
    for regulation in regulations:
        issuer = str(regulation.get("issuer") or "")
        row = rows.setdefault(issuer, {"issuer": issuer, "provisions": "", "request": ""})
        provision = f"{regulation.get('doc_no', '')} {regulation.get('provision', '')}".strip()
        row["provisions"] = "; ".join(text for text in (row["provisions"], provision) if text)
        row["request"] = row["request"] or regulation.get("request")
    return list(rows.values())


def _draft(opened: Opened) -> Mapping[str, Any]:
    row = opened.document
    if row is None:
        return {}
    kept = opened.register.facts.activation_facts(opened.task.activation_id)
    return {
        "body": kept.get("body") or row.content.get("body"),
        "recipients": kept.get("recipients") or list(row.recipients),
        "attachments": kept.get("attachments") or [],
    }


PREFILL: Mapping[str, Callable[[Opened], Mapping[str, Any]]] = {
    "prepare_plan": _first_plan,
    "rework_plan": _rework,
    "register_incoming": _intake,
    "determine_authority": _authority,
    "assign_appraisal": _assignment,
    "write_appraisal": _report,
    "write_council_report": _report,
    "ask_proposer": _question,
    "schedule_meeting": _schedule,
    "record_meeting": _meeting,
    "edit_draft": _draft,
}

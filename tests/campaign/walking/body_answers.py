"""What fits together in the answers of a body: authority, appraisal, meeting, votes, extension."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from app.domain.clock import local_iso
from tests.campaign.walking.scene import Scene

# Authority -----------------------------------------------------------------------------------


def _finding(scene: Scene) -> str:
    expected, rank = scene.fact("expected_body"), scene.fact("competent_rank")
    above = bool(rank and expected in (scene.fact("superior_ids") or ()))
    granted = scene.fact("superior_granted") is True
    usual = "vuot_tham_quyen" if above and not granted else "trong_tham_quyen"
    others = ["trong_tham_quyen"] if granted else ["trong_tham_quyen", "vuot_tham_quyen"]
    if scene.fact("entry_reason") in ("escalated_4_2", "escalated_4_3b") and not granted:
        others.append("thuoc_cap_duoi")
    return str(scene.pick(others, usual))


def _competent_body(scene: Scene) -> str:
    offered = scene.ids("superiors")
    return str(scene.pick(offered[:3] or offered, scene.fact("expected_body")))


def _right_body(scene: Scene) -> Any:
    return scene.fact("managing_body_id")


# Appraisal -----------------------------------------------------------------------------------


def _mode(scene: Scene) -> str:
    if not _leads(scene):
        return "hoi_dong"
    return str(scene.pick(["co_quan", "hoi_dong"], "co_quan"))


def _leads(scene: Scene) -> list[str]:
    barred = set(scene.fact("proposer_unit_ids") or ())
    return [one for one in scene.ids("advisory_bodies") if one not in barred]


def _lead_body(scene: Scene) -> Any:
    offered = _leads(scene)
    return scene.chance.choice(offered) if offered else None


def _coordinating(scene: Scene) -> list[str]:
    barred = {*(scene.fact("proposer_unit_ids") or ()), scene.answers.get("lead_body")}
    offered = [one for one in scene.ids("advisory_bodies") if one not in barred]
    if not offered or scene.happens(0.7):
        return []
    return scene.chance.sample(offered, scene.chance.randint(1, min(3, len(offered))))


def _council(scene: Scene) -> list[dict[str, str]]:
    conflicted = {one["id"] for one in scene.fact("conflicted_people") or ()}
    people = [one for one in scene.ids("people") if one not in conflicted]
    chosen = scene.chance.sample(people, scene.chance.choice([5, 7]))
    roles = ["chair", "secretary", *["member"] * (len(chosen) - 2)]
    return [{"person": who, "role": role} for who, role in zip(chosen, roles, strict=True)]


def _report_due(scene: Scene) -> str:
    last = scene.fact("latest_report_due")
    day, calendar = scene.today, scene.calendar
    span = (date.fromisoformat(last) - day).days if last else 0
    day += timedelta(days=scene.chance.randint(0, max(span, 0)))
    return (
        day if calendar.is_working(day) else calendar.add(day, 1 if span <= 0 else -1)
    ).isoformat()


def _legality_rows(scene: Scene) -> list[Any]:
    return [{} for _ in scene.context.prefill.get("legality") or ()]


def _risks_assessed(scene: Scene) -> list[Any]:
    return [{} for _ in range(max(len(scene.plan.get("risks") or ()), 1))]


def _overall(scene: Scene) -> str:
    bad = (
        scene.answers.get("feasibility") == "khong_kha_thi",
        scene.answers.get("effectiveness") == "khong_hieu_qua",
    )
    both = scene.context.profile["appraisal"]["negative_rule"] == "both"
    if all(bad) if both else any(bad):
        return "negative"
    options = ["positive", "positive_with_conditions", *(["negative"] if any(bad) else [])]
    return str(scene.pick(options, "positive"))


def _council_present(scene: Scene) -> int:
    size = int(scene.fact("council_size") or 0)
    return scene.chance.randint(-(-size * 2 // 3), size)


def _minority_views(scene: Scene) -> str:
    return scene.text(10)


def _findings(scene: Scene) -> list[Any]:
    return [{} for _ in range(scene.chance.randint(1, 2))]


# Meetings and votes --------------------------------------------------------------------------


def _meeting_at(scene: Scene) -> str:
    day = scene.now + timedelta(days=scene.chance.randint(1, 6))
    return local_iso(day.replace(hour=scene.chance.choice([8, 14]), minute=0, second=0))


def _chair(scene: Scene) -> Any:
    return _free(scene, scene.ids("forum_members"))


def _secretary(scene: Scene) -> Any:
    members = scene.ids("forum_members")
    offered = members if scene.chance.random() < 0.8 else scene.ids("people")
    return _free(scene, [one for one in offered if one != scene.answers.get("chair")])


def _free(scene: Scene, people: list[str]) -> Any:
    barred = set(scene.fact("conflicted_ids") or ())
    offered = [one for one in people if one not in barred]
    return scene.chance.choice(offered) if offered else None


def _held_at(scene: Scene) -> str:
    planned = scene.office.facts().get("meeting_at")
    if planned and datetime.fromisoformat(planned) <= scene.now:
        return str(planned)
    return scene.earlier(most=120)


def _recused(scene: Scene) -> list[str]:
    must = list(scene.fact("system_recused") or ())
    further = [one for one in scene.ids("forum_members") if one not in must]
    return [*must, *scene.chance.sample(further, 1)] if further and not scene.happens(0.9) else must


def _present(scene: Scene) -> int:
    total = int(scene.fact("members_total") or 0)
    quorum = -(-total * 2 // 3)
    least = quorum if scene.happens(0.95) or _is_conclusion(scene) else 0
    return scene.chance.randint(min(least + len(scene.fact("system_recused") or ()), total), total)


def _is_conclusion(scene: Scene) -> bool:
    return scene.element == "collective_conclusion"


def _recused_present(scene: Scene) -> int:
    recused = scene.answers.get("recused") or ()
    if _is_conclusion(scene):
        return 0
    return scene.chance.randint(0, min(len(recused), int(scene.answers.get("present") or 0)))


def _voters(scene: Scene) -> int:
    present = int(scene.answers.get("present") or 0)
    return present - int(scene.answers.get("recused_present") or 0)


def _votes_for(scene: Scene) -> int:
    voters = _voters(scene)
    base = int(scene.fact("members_total") or 0) - len(scene.answers.get("recused") or ())
    majority = min(base // 2 + 1, voters)
    return scene.chance.randint(
        majority if scene.happens(0.8) or _is_conclusion(scene) else 0, voters
    )


def _votes_against(scene: Scene) -> int:
    left = _voters(scene) - int(scene.answers.get("votes_for") or 0)
    return scene.chance.randint(0, max(left, 0))


def _votes_abstain(scene: Scene) -> int:
    cast = int(scene.answers.get("votes_for") or 0) + int(scene.answers.get("votes_against") or 0)
    return max(_voters(scene) - cast, 0)


def _resubmit_by(scene: Scene) -> str:
    return scene.day(1, 40)


def _issuers(scene: Scene) -> list[dict[str, Any]]:
    named = dict.fromkeys(row["issuer"] for row in scene.plan.get("regulations") or ())
    return [{"issuer": issuer} for issuer in named]


def _approved_scope_rank(scene: Scene) -> str:
    return str(scene.chance.randint(1, int(scene.plan.get("scope_rank") or 5)))


# Extension, answers from above -----------------------------------------------------------------


def _new_due(scene: Scene) -> str:
    first, last = (date.fromisoformat(scene.fact(name)) for name in ("current_due", "cap"))
    days = [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]
    working = [day for day in days if scene.calendar.is_working(day)]
    return scene.chance.choice(working or [last]).isoformat()


def _extension_decision(scene: Scene) -> str:
    both = (scene.answers.get("is_complex"), scene.answers.get("needs_appraisal_time"))
    grounded = all(str(one).lower() == "true" for one in both)
    in_time = (scene.fact("current_due") or "") >= scene.today.isoformat()
    usual = "dong_y" if grounded and in_time else "khong"
    return str(scene.pick(["dong_y", "khong"], usual)) if grounded else "khong"


def _leader_decision(scene: Scene) -> str:
    """Mostly for it; where the minutes or a conflict bar that, a later try declines."""
    return "quyet_dinh" if scene.happens(0.7) else "khong"


def _received_on(scene: Scene) -> str:
    return scene.day(-3, 0)


def _doc_date(scene: Scene) -> str:
    return scene.day(-20, -3)


def _acknowledged_at(scene: Scene) -> str:
    return scene.earlier(scene.fact("report_issued_at"))


KNOWN: Mapping[str, Callable[[Scene], Any]] = {
    "finding": _finding,
    "competent_body": _competent_body,
    "right_body": _right_body,
    "mode": _mode,
    "proposal": _mode,
    "lead_body": _lead_body,
    "coordinating": _coordinating,
    "council": _council,
    "due": _report_due,
    "risks_assessed": _risks_assessed,
    "overall": _overall,
    "council_meeting:present": _council_present,
    "council_meeting:held_at": lambda scene: scene.earlier(most=60),
    "minority_views": _minority_views,
    "findings": _findings,
    "meeting_at": _meeting_at,
    "chair": _chair,
    "secretary": _secretary,
    "held_at": _held_at,
    "present": _present,
    "recused": _recused,
    "recused_present": _recused_present,
    "votes_for": _votes_for,
    "votes_against": _votes_against,
    "votes_abstain": _votes_abstain,
    "resubmit_by": _resubmit_by,
    "issuer_list_confirmed": _issuers,
    "record_meeting:approval_kind": lambda scene: scene.pick(["thi_diem", "thuc_hien"]),
    "record_meeting:scope": lambda scene: scene.text(5),
    "record_meeting:reporting_cycle": lambda scene: scene.pick(["thang", "quy", "6thang"]),
    "approved_scope_rank": _approved_scope_rank,
    "new_due": _new_due,
    "decide_extension:decision": _extension_decision,
    "leader_decision:decision": _leader_decision,
    "received_on": _received_on,
    "doc_date": _doc_date,
    "acknowledge_report:received_at": _acknowledged_at,
    "target_body": lambda scene: scene.chance.choice(scene.ids("escalation_target")),
    "rework_points": lambda scene: [{} for _ in range(scene.chance.randint(1, 2))],
    "remark": lambda scene: scene.text(10),
}

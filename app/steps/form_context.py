"""What the register gives a form: facts for its rules, choices, values shown first.

The table of docs/form-facts.md in code; each form gets just what stands there. Not here: how
answers are checked (`task_forms`), who may do the task (`permissions`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from app.documents import DOC_TYPES
from app.domain.cases import TaskRow
from app.domain.forms import FormContext
from app.register.conflicts import conflicted
from app.register.paper_variables import PaperSource, recipients_of
from app.register.register import CaseRegister
from app.steps.catalogue import Catalogue
from app.steps.form_options import options_for
from app.steps.form_prefill import PREFILL
from app.steps.given import further_facts, further_values
from app.steps.opened_form import Opened
from app.steps.outcomes import supported_outcomes
from app.steps.work import Work
from app.store import uploads
from app.working_days import end_of_day, working_days_feel

LATEST_REPORT_DAYS_BEFORE_DUE = 5


def form_context(
    work: Work, register: CaseRegister, task: TaskRow, catalogue: Catalogue
) -> FormContext:
    """Gather what one form needs to be shown and checked, by the release the case runs on."""
    opened = Opened(work, register, task, catalogue.form(task.form_id), catalogue)
    given = GIVEN.get(task.element_id)
    prefill = PREFILL.get(task.element_id)
    return FormContext(
        now=register.now,
        facts={**(given(opened) if given else {}), **further_facts(opened)},
        options=options_for(opened),
        prefill={**(prefill(opened) if prefill else {}), **further_values(opened)},
        uploads=_uploads(opened),
        profile=register.profile.facts(),
        working_days=partial(working_days_feel, register.calendar, register.now),
    )


def _uploads(opened: Opened) -> Mapping[str, str]:
    if not any(_has_files(c) for c in opened.form.schema.get("components", ())):
        return {}
    register = opened.register
    rows = uploads.attachable(register.tx, register.case.id, register.doer.person_id)
    return {row.id: row.file_name for row in rows}


def _has_files(component: Mapping[str, Any]) -> bool:
    if component.get("type") == "filepicker":
        return True
    return any(_has_files(child) for child in component.get("components", ()))


def _plan_form(opened: Opened) -> Mapping[str, Any]:
    person = opened.register.doer.person_id
    today = opened.register.today
    headed = opened.register.organisation.headed_by(person, today) if person else ()
    points: Sequence[Any] = PREFILL["rework_plan"](opened).get("point_answers", ())
    rework = opened.task.element_id == "rework_plan"
    sent = opened.plan if rework else {}
    # Who prepares a plan again stands for whoever sent it.
    sent_org = str(sent.get("proposer_org") or "")
    return {
        "represented_org_ids": [*headed, *([sent_org] if sent_org else [])],
        "sender_id": person or None,
        "points_to_answer": list(points) if rework else [],
        "sent_proposers": list(sent.get("proposers") or ()),
        "sent_org": sent_org or None,
    }


def _paper_plan(opened: Opened) -> Mapping[str, Any]:
    register = opened.register
    before = register.calendar.add(register.today, -1)
    return {**_plan_form(opened), "previous_working_day": before.isoformat()}


def _outcome(opened: Opened) -> Mapping[str, Any]:
    return {"supported_outcomes": supported_outcomes(opened.register.facts)}


def _intake(opened: Opened) -> Mapping[str, Any]:
    register = opened.register
    clock = register.current_clock()
    since = register.calendar.count(clock.day0, register.today) if clock else 0
    names = ("channel", "round_no", "body_id", "managing_body_id")
    facts = {name: opened.fact(name) for name in names}
    managing = str(facts["managing_body_id"] or "")
    known = register.organisation.has_unit(managing)
    return {
        **facts,
        "working_days_since_receipt": since,
        "managing_body_receives": known and register.organisation.unit(managing).onboarded,
    }


def _authority(opened: Opened) -> Mapping[str, Any]:
    return {name: opened.fact(name) for name in ("competent_rank", "body_rank")}


def _assignment(opened: Opened) -> Mapping[str, Any]:
    register = opened.register
    people = [str(person) for person in opened.plan.get("proposers") or ()]
    units = {register.organisation.person(person).unit_id for person in people}
    organisation = opened.plan.get("proposer_org")
    clock = register.current_clock()
    facts: dict[str, Any] = {
        "round_no": opened.fact("round_no") or 1,
        "reappraisals": opened.fact("reappraisals") or 0,
        "proposer_unit_ids": sorted(units | ({str(organisation)} if organisation else set())),
        "latest_report_due": None,
        "days_off": [],
    }
    if clock is not None:
        latest = register.calendar.add(clock.due, -LATEST_REPORT_DAYS_BEFORE_DUE)
        facts["latest_report_due"] = latest.isoformat()
        facts["days_off"] = _days_off(register, (clock.cap - register.today).days)
    return facts


def _days_off(register: CaseRegister, span: int) -> list[str]:
    days = (register.today + timedelta(days=n) for n in range(max(span, 0) + 1))
    return [day.isoformat() for day in days if not register.calendar.is_working(day)]


def _report(opened: Opened) -> Mapping[str, Any]:
    return {"plan": opened.plan, "questions_asked": opened.fact("questions_asked") or 0}


def _triage(opened: Opened) -> Mapping[str, Any]:
    names = ("overall", "authority_finding", "forum_expected", "has_board")
    facts = {name: opened.fact(name) for name in names}
    return {**facts, "reappraisals": opened.fact("reappraisals") or 0}


def _schedule(opened: Opened) -> Mapping[str, Any]:
    clock = opened.register.current_clock()
    end = end_of_day(clock.due).isoformat() if clock else None
    return {"conflicted_ids": sorted(conflicted(opened.register)), "current_due_end": end}


def _meeting(opened: Opened) -> Mapping[str, Any]:
    return {
        "members_total": opened.fact("members_total"),
        "system_recused": opened.fact("system_recused") or [],
        "issue_type_confirmed": opened.fact("issue_type_confirmed"),
        "plan": opened.plan,
        "legality_hard": [item.item for item in opened.legality if item.hard],
    }


def _draft(opened: Opened) -> Mapping[str, Any]:
    row = opened.document
    if row is None:
        return {"locked_recipients": []}
    source = PaperSource(opened.register, row.item, row.variant, row.content)
    return {"locked_recipients": list(recipients_of(source, DOC_TYPES[row.doc_type]))}


GIVEN: Mapping[str, Callable[[Opened], Mapping[str, Any]]] = {
    "prepare_plan": _plan_form,
    "rework_plan": _plan_form,
    "enter_paper_plan": _paper_plan,
    "resolve_outcome": _outcome,
    "register_incoming": _intake,
    "determine_authority": _authority,
    "assign_appraisal": _assignment,
    "write_appraisal": _report,
    "write_council_report": _report,
    "triage_after_appraisal": _triage,
    "schedule_meeting": _schedule,
    "record_meeting": _meeting,
    "edit_draft": _draft,
}

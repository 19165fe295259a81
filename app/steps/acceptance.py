"""What accepting a form does besides moving the case: facts, counters, papers filed by the form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from app.domain.audit import EventKind
from app.domain.cases import CaseState, TaskRow
from app.domain.clock import local_iso
from app.domain.execution import ROOT
from app.domain.facts import ACTIVATION, CASE, PASS
from app.domain.forms import Accepted, Form
from app.register.filing import file_paper
from app.register.paper_variables import PaperSource
from app.register.register import CaseRegister
from app.store import cases, documents, series

TITLE_MOST = 300


def write_answers(register: CaseRegister, task: TaskRow, form: Form, accepted: Accepted) -> None:
    """Keep accepted answers as facts in the scope of the form; a second acceptance overwrites."""
    facts = {form.renames.get(key, key): value for key, value in accepted.answers.items()}
    sheet = {CASE: register.case.id, PASS: register.pass_id}.get(
        form.scope, register.facts.activation_sheet_id(task.activation_id)
    )
    register.facts.update(sheet, form.scope, facts)
    derive = DERIVED.get(task.element_id)
    if derive:
        derive(register, task, accepted.answers)


def _plan(register: CaseRegister, task: TaskRow, answers: Mapping[str, Any]) -> None:
    people = [str(person) for person in answers.get("proposers") or ()]
    kinds = [register.organisation.position_kind(p, register.today) for p in people]
    # An organisation is eligible by itself; a group only when each of its members is.
    best = "khong" if "khong" in kinds or not kinds else kinds[0]
    update: dict[str, Any] = {"position_kind": best}
    concerned = [str(person) for person in answers.get("personnel") or ()]
    ranks = [_managing_rank(register, person) for person in concerned]
    update["position_manager_rank"] = max(ranks, default=None)
    register.facts.update(register.case.id, CASE, update)
    title = str(answers.get("title") or "")
    if title and title != register.case.title:
        register.update_case(title=title)


def _situation(register: CaseRegister, task: TaskRow, answers: Mapping[str, Any]) -> None:
    """Give the emergency its code and its name, once: the record begins with it (C-043)."""
    if register.case.code:
        return
    prefix, year = register.profile.code, register.today.year
    register.update_case(
        code=cases.next_case_code(register.tx, prefix, year),
        title=f"Xử lý tình thế cấp thiết tại {answers.get('place') or 'cơ sở'}"[:TITLE_MOST],
        state=CaseState.SUBMITTED,
        round_no=1,
        submitted_at=register.now,
    )
    register.facts.update(register.case.id, CASE, {"emergency_situation": answers["situation"]})


def _confirmed_report(register: CaseRegister, task: TaskRow, answers: Mapping[str, Any]) -> None:
    """Mark the attempt that the person named says never reached them (C-045)."""
    if answers.get("received") != "no":
        return
    known = register.facts.activation_facts(ROOT)
    attempts = [
        {**row, "disputed": True} if row.get("to_person") == known.get("recipient_id") else row
        for row in known.get("attempts") or ()
    ]
    sheet = register.facts.activation_sheet_id(ROOT)
    register.facts.update(sheet, ACTIVATION, {"attempts": attempts})
    register.record(
        EventKind.ATTEMPT_DISPUTED,
        "Người được ghi là đã nhận báo cáo không xác nhận",
        element_id=task.element_id,
        process_id=task.process_id,
        activation_id=task.activation_id,
        payload={"attempts": attempts},
    )


def _managing_rank(register: CaseRegister, person_id: str) -> int:
    body = register.organisation.managing_body(person_id, register.today)
    return register.organisation.unit(body).rank if body else 0


def _report(register: CaseRegister, task: TaskRow, answers: Mapping[str, Any]) -> None:
    if answers.get("report_next") == "yeu_cau_giai_trinh":
        _count_up(register, "questions_asked")


def _triage(register: CaseRegister, task: TaskRow, answers: Mapping[str, Any]) -> None:
    if answers.get("action") == "tham_dinh_lai":
        _count_up(register, "reappraisals")


def _assignment(register: CaseRegister, task: TaskRow, answers: Mapping[str, Any]) -> None:
    people = [str(row["person"]) for row in answers.get("council") or ()]
    register.facts.update(register.pass_id, PASS, {"council_member_ids": people})


def _leader_decided(register: CaseRegister, task: TaskRow, answers: Mapping[str, Any]) -> None:
    """Note the moment: the report is due by it, and the plan can no longer be withdrawn (A-25)."""
    register.facts.update(register.pass_id, PASS, {"leader_decided_at": local_iso(register.now)})
    register.facts.update(register.case.id, CASE, {"decision_recorded": True})


def _draft_edited(register: CaseRegister, task: TaskRow, answers: Mapping[str, Any]) -> None:
    row = documents.load(register.tx, _document_id(register, task))
    documents.update_draft(
        register.tx,
        row.id,
        content={**row.content, "body": answers["body"]},
        html="",
        recipients=list(answers.get("recipients") or row.recipients),
        drafted_by=register.doer.person_id,
    )


def _signed(register: CaseRegister, task: TaskRow, answers: Mapping[str, Any]) -> None:
    if answers.get("sign") != "ky":
        return
    document_id = _document_id(register, task)
    doer = register.doer
    documents.sign(
        register.tx, document_id, signed_by=doer.person_id, capacity=doer.capacity, at=register.now
    )
    register.record(
        EventKind.DOCUMENT_SIGNED,
        "Ký văn bản",
        element_id=task.element_id,
        process_id=task.process_id,
        activation_id=task.activation_id,
        payload={"document": document_id},
    )


def _document_id(register: CaseRegister, task: TaskRow) -> str:
    return str(register.facts.activation_facts(task.activation_id)["document_id"])


def _registered(register: CaseRegister, task: TaskRow, answers: Mapping[str, Any]) -> None:
    period = str(register.today.year)
    body = register.case.body_id
    number = series.next_incoming_number(register.tx, body, period)
    clock = register.current_clock()
    row = series.IncomingRow(
        unit_id=body,
        period_key=period,
        number=number,
        case_id=register.case.id,
        pass_id=register.pass_id,
        received_on=clock.day0 if clock else register.today,
        registered_by=register.doer.person_id,
        registered_at=register.now,
    )
    series.register_incoming(register.tx, row)
    register.facts.update(register.pass_id, PASS, {"incoming_no": number})


def _count_up(register: CaseRegister, name: str) -> None:
    done = int(register.facts.pass_facts().get(name) or 0)
    register.facts.update(register.pass_id, PASS, {name: done + 1})


Derive = Callable[[CaseRegister, TaskRow, Mapping[str, Any]], None]
DERIVED: Mapping[str, Derive] = {
    "describe_situation": _situation,
    "recipient_confirm": _confirmed_report,
    "prepare_plan": _plan,
    "enter_paper_plan": _plan,
    "rework_plan": _plan,
    "assign_appraisal": _assignment,
    "write_appraisal": _report,
    "write_council_report": _report,
    "leader_decision": _leader_decided,
    "triage_after_appraisal": _triage,
    "register_incoming": _registered,
    "edit_draft": _draft_edited,
    "sign_document": _signed,
}

# Papers and sheets that a form files: immutable, hashed, unnumbered (processes.md 6.1).
FILED_BY: Mapping[str, tuple[str, Callable[[Mapping[str, Any]], bool]]] = {
    # The sheet that the standing committee is asked to confirm, one for each determination.
    "determine_authority": ("PHIEU_XDTQ", lambda answers: True),
    "advise_appraisal": ("PHIEU_TRINH", lambda answers: True),
    "schedule_meeting": ("GM", lambda answers: True),
    "check_report": ("BC_THAM_DINH", lambda answers: answers.get("complete") is True),
    "confirm_minutes": ("BIEN_BAN", lambda answers: answers.get("agree") is True),
    # A member who withdraws for a conflict of interest gives no opinion.
    "member_assess": ("PHIEU_YK", lambda answers: answers.get("recuse") is not True),
    "give_opinion": ("PHIEU_YK", lambda answers: True),
}


def attached_files(form: Form, answers: Mapping[str, Any]) -> list[str]:
    """Return the upload ids that stand in the answers of file fields, those of rows included."""
    return list(_files_in(form.schema.get("components", ()), answers))


def _files_in(components: Iterable[Mapping[str, Any]], answers: Any) -> Iterator[str]:
    for component in components:
        kind, inside = component.get("type"), component.get("components", ())
        if kind == "filepicker":
            yield from (str(one) for one in answers.get(component.get("key")) or ())
        elif kind == "dynamiclist":
            for row in answers.get(component.get("path")) or ():
                yield from _files_in(inside, row)
        else:
            yield from _files_in(inside, answers)


def file_papers(register: CaseRegister, task: TaskRow, answers: Mapping[str, Any]) -> None:
    """File the paper that this form makes, when its answer says so."""
    filed = FILED_BY.get(task.element_id)
    if filed is None or not filed[1](answers):
        return
    own = register.facts.activation_facts(task.activation_id)
    file_paper(
        PaperSource(register, own=own),
        filed[0],
        instance_id=task.instance_id,
        activation_id=task.activation_id,
        element_id=task.element_id,
    )

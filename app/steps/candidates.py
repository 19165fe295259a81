"""Who may do an open task: roles relative to the case's present body (processes.md 3.1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from app.documents import DOC_TYPES, DocType
from app.domain.execution import OpenTask
from app.domain.people import Candidates
from app.register.conflicts import legal_review_lead
from app.register.paper_source import decided_by_leader
from app.register.register import CaseRegister

Resolver = Callable[[CaseRegister, OpenTask, str], Candidates]


def candidates_of(register: CaseRegister, task: OpenTask) -> Candidates:
    """Return who may do the task: holders of a role in a body, or persons named by the case."""
    roles = task.element.extensions.candidate_groups
    return resolve(register, task, roles[0] if roles else "")


def resolve(register: CaseRegister, task: OpenTask, role: str) -> Candidates:
    """Return the candidates of one role; a role without a rule is held in the case's body."""
    resolver = RESOLVERS.get(role)
    return resolver(register, task, role) if resolver else _of_body(register, task, role)


def _of_body(register: CaseRegister, task: OpenTask, role: str) -> Candidates:
    return Candidates(role, register.case.body_id)


def _proposer(register: CaseRegister, task: OpenTask, role: str) -> Candidates:
    facts = register.facts.case_facts()
    named = _ids(facts.get("proposers"))
    if not named and facts.get("proposer_org") and register.case.channel != "dien_tu":
        # The office entered the paper; it is the organisation's head who answers for the plan.
        head = register.organisation.holders("own_head", str(facts["proposer_org"]), register.today)
        named = tuple(head)
    return Candidates(role, "", named or (register.case.started_by,))


def _starter(register: CaseRegister, task: OpenTask, role: str) -> Candidates:
    return Candidates(role, "", (register.case.started_by,))


def _named(key: str) -> Resolver:
    """Resolve to the person whom a fact of the activation (or of the instance) names."""

    def find(register: CaseRegister, task: OpenTask, role: str) -> Candidates:
        facts = register.facts
        own = facts.activation_facts(task.activation.id)
        around = facts.activation_facts(task.activation.parent_id or "root")
        value = task.activation.element.get(key) or own.get(key) or around.get(key)
        if not _ids(value) and role == "reporter":
            return _starter(register, task, role)
        return Candidates(role, register.case.body_id, _ids(value))

    return find


def _council(seat: str) -> Resolver:
    def find(register: CaseRegister, task: OpenTask, role: str) -> Candidates:
        rows = register.facts.pass_facts().get("council") or ()
        people = tuple(str(row["person"]) for row in rows if row.get("role") == seat)
        return Candidates(role, register.case.body_id, people)

    return find


def _appraisal_body(register: CaseRegister, task: OpenTask, role: str) -> Candidates:
    lead = register.facts.pass_facts().get("lead_body")
    return Candidates(role, str(lead or register.case.body_id))


def _body_asked(register: CaseRegister, task: OpenTask, role: str) -> Candidates:
    own = register.facts.activation_facts(task.activation.id)
    asked = task.activation.element.get("body_id_asked") or own.get("body_id_asked")
    return Candidates("appraisal_body", str(asked or register.case.body_id))


def _legal_lead(register: CaseRegister, task: OpenTask, role: str) -> Candidates:
    return Candidates("appraisal_body", legal_review_lead(register))


def _of_superior(held: str) -> Resolver:
    def find(register: CaseRegister, task: OpenTask, role: str) -> Candidates:
        superior = register.organisation.direct_superior(register.case.body_id)
        return Candidates(held, superior or register.case.body_id)

    return find


def _of_same_body(held: str) -> Resolver:
    return lambda register, task, role: Candidates(held, register.case.body_id)


def _drafter(register: CaseRegister, task: OpenTask, role: str) -> Candidates:
    return resolve(register, task, _doc_type(register, task).drafter_role)


def _signer(register: CaseRegister, task: OpenTask, role: str) -> Candidates:
    doc_type = _doc_type(register, task)
    in_person = doc_type.override_signer_role if decided_by_leader(register) else ""
    return resolve(register, task, in_person or doc_type.signer_role)


def _doc_type(register: CaseRegister, task: OpenTask) -> DocType:
    facts = register.facts.activation_facts(task.activation.id)
    return DOC_TYPES[str(facts["doc_type"])]


def signs_own_draft(register: CaseRegister, task: OpenTask) -> bool:
    """Tell whether the task's document is one that its author may draft and sign (INV-13)."""
    facts = register.facts.activation_facts(task.activation.id)
    doc_type = DOC_TYPES.get(str(facts.get("doc_type")))
    return doc_type is not None and doc_type.is_personal


def barred_from(register: CaseRegister, task: OpenTask) -> tuple[str, ...]:
    """Return who may not sign the task's document, by the roles that its type bars."""
    if "signer" not in task.element.extensions.candidate_groups:
        return ()
    barred = _doc_type(register, task).barred
    return tuple(p for role in barred for p in resolve(register, task, role).person_ids)


def _ids(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,) if value else ()
    if isinstance(value, Sequence):
        return tuple(str(item) for item in value)
    return ()


RESOLVERS: Mapping[str, Resolver] = {
    "proposer": _proposer,
    "cadre": _starter,
    "recipient": _named("recipient_id"),
    "reporter": _named("reporter_id"),
    "board_secretary": _named("secretary"),
    "meeting_chair": _named("chair"),
    "council_member": _named("member_id"),
    "council_chair": _council("chair"),
    "council_secretary": _council("secretary"),
    "appraisal_body": _appraisal_body,
    "coordinating_body": _body_asked,
    "legal_review_member": _body_asked,
    "legal_review_lead": _legal_lead,
    "superior_office": _of_superior("office"),
    "superior_leader": _of_superior("leader"),
    "direct_office": _of_same_body("office"),
    "direct_leader": _of_same_body("leader"),
    "drafter": _drafter,
    "signer": _signer,
}

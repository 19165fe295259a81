"""Who may do an open task: roles relative to the case's present body (processes.md 3.1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from app.documents import DOC_TYPES
from app.domain.execution import OpenTask
from app.domain.people import Candidates
from app.register.register import CaseRegister

Resolver = Callable[[CaseRegister, OpenTask], Candidates]


def candidates_of(register: CaseRegister, task: OpenTask) -> Candidates:
    """Return who may do the task: holders of a role in a body, or persons named by the case."""
    roles = task.element.extensions.candidate_groups
    role = roles[0] if roles else ""
    resolver = RESOLVERS.get(role)
    return resolver(register, task) if resolver else Candidates(role, register.case.body_id)


def _proposer(register: CaseRegister, task: OpenTask) -> Candidates:
    facts = register.facts.case_facts()
    named = _ids(facts.get("proposers"))
    return Candidates("proposer", "", named or (register.case.started_by,))


def _named(key: str) -> Resolver:
    def resolve(register: CaseRegister, task: OpenTask) -> Candidates:
        facts = register.facts.activation_facts(task.activation.id)
        named = _ids(facts.get(key))
        role = task.element.extensions.candidate_groups[0]
        return Candidates(role, register.case.body_id, named)

    return resolve


def _appraisal_body(register: CaseRegister, task: OpenTask) -> Candidates:
    lead = register.facts.pass_facts().get("lead_body")
    return Candidates("appraisal_body", str(lead or register.case.body_id))


def _drafter(register: CaseRegister, task: OpenTask) -> Candidates:
    return Candidates(_doc_type(register, task).drafter_role, register.case.body_id)


def _signer(register: CaseRegister, task: OpenTask) -> Candidates:
    return Candidates(_doc_type(register, task).signer_role, register.case.body_id)


def _doc_type(register: CaseRegister, task: OpenTask):  # type: ignore[no-untyped-def]
    facts = register.facts.activation_facts(task.activation.id)
    return DOC_TYPES[str(facts["doc_type"])]


def _ids(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, Sequence):
        return tuple(str(item) for item in value)
    return ()


RESOLVERS: Mapping[str, Resolver] = {
    "proposer": _proposer,
    "board_secretary": _named("secretary"),
    "meeting_chair": _named("chair"),
    "appraisal_body": _appraisal_body,
    "drafter": _drafter,
    "signer": _signer,
}

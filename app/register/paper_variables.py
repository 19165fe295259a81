"""What documents say, gathered from the register: facts by their own names, and readable names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from app.documents import DocType
from app.register.paper_citations import citations
from app.register.paper_recipients import received_by, recipients_of
from app.register.paper_source import PaperSource, decided_by_leader, listed, name_of
from app.register.register import CaseRegister

__all__ = ["PaperSource", "name_of", "paper_variables", "recipient_names", "recipients_of"]


def paper_variables(source: PaperSource, doc_type: DocType) -> dict[str, Any]:
    """Return every variable a document of the present pass may use."""
    register, facts = source.register, source.facts()
    variables = {**facts, **_names(source, facts), **_above(source, facts), **_case(source, facts)}
    if doc_type.key == "BC_CO_QUAN_BAN_HANH":
        variables.update(_issuer(source, facts))
    if doc_type.key in OWN_WORDS:
        variables.update(OWN_WORDS[doc_type.key](source))
    if doc_type.override_signer_role:
        variables["signed_in_person"] = decided_by_leader(register)
    variables.update(citations(register, doc_type.key))
    return {**variables, **recipient_names(register, recipients_of(source, doc_type))}


def recipient_names(register: CaseRegister, recipients: Sequence[str]) -> dict[str, Any]:
    """Return the two lists a page prints: to whom it is addressed, and who receives it."""
    names = {recipient: name_of(register, recipient) for recipient in recipients}
    lines = [received_by(register, recipient, name) for recipient, name in names.items()]
    return {"addressee_names": list(names.values()), "recipient_names": lines}


def _case(source: PaperSource, facts: Mapping[str, Any]) -> dict[str, Any]:
    register = source.register
    clock = register.current_clock()
    return {
        "case_code": register.case.code,
        "plan_title": register.case.title,
        "round_no": register.case.round_no,
        "received_on": clock.day0.isoformat() if clock else None,
        "due": clock.due.isoformat() if clock else None,
        "body_name": register.organisation.unit(register.case.body_id).name,
        "clause_document": register.profile.text("clause_document"),
        "appraisal_due": facts.get("due"),
        "variant": source.variant,
        "incoming_no": facts.get("incoming_no"),
    }


def _above(source: PaperSource, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what concerns the bodies above and below, and the answer of one outside."""
    register = source.register
    stack = listed(facts.get("body_stack"))
    at_intake = facts.get("intake_outcome") == "return_down"
    return {
        "target_name": name_of(register, facts.get("target_id")),
        "superior_name": name_of(
            register, register.organisation.direct_superior(register.case.body_id)
        ),
        "lower_body_name": name_of(register, stack[-2]) if len(stack) > 1 else "",
        "return_mode": facts.get("return_mode") or ("wrong_level" if at_intake else "authorised"),
        "return_basis": facts.get("basis" if at_intake else "authority_basis"),
        "direction_text": facts.get("direction_text") or facts.get("text"),
        "external_no": facts.get("doc_no"),
        "external_on": facts.get("doc_date"),
        "external_body_name": name_of(register, facts.get("target_id")),
        "external_summary": facts.get("summary"),
    }


def _names(source: PaperSource, facts: Mapping[str, Any]) -> dict[str, Any]:
    register = source.register
    proposers = [*listed(facts.get("proposers")), *listed(facts.get("proposer_org"))]
    return {
        "proposer_names": _joined(register, proposers),
        "lead_body_name": _appraiser(register, facts),
        "right_body_name": name_of(register, facts.get("right_body")),
        "coordinating_names": _joined(register, listed(facts.get("coordinating"))),
        "silent_names": _joined(register, listed(facts.get("silent"))),
        "recused_names": _joined(register, listed(facts.get("recused"))),
        "issuer_names": _joined(register, listed(facts.get("issuer_ids"))),
        "chair_name": name_of(register, facts.get("chair")),
        "secretary_name": name_of(register, facts.get("secretary")),
        "cadre_name": name_of(register, register.case.started_by),
        "recipient_name": name_of(register, facts.get("recipient_id")),
        "author_name": name_of(register, facts.get("body_id_asked")) or register.doer.name,
        "council_rows": [_seat(register, row) for row in facts.get("council") or ()],
        "attempts": [_attempt(register, row) for row in facts.get("attempts") or ()],
    }


def _appraiser(register: CaseRegister, facts: Mapping[str, Any]) -> str:
    if facts.get("mode") == "hoi_dong":
        return "Hội đồng thẩm định"
    return name_of(register, facts.get("lead_body"))


def _seat(register: CaseRegister, row: Mapping[str, Any]) -> dict[str, Any]:
    person = register.organisation.person(str(row["person"]))
    return {"name": person.name, "title": person.title, "role": row.get("role")}


def _attempt(register: CaseRegister, row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "to_name": name_of(register, row.get("to_person"))}


def _joined(register: CaseRegister, ids: Iterable[str]) -> str:
    return ", ".join(name_of(register, one) for one in ids)


def _issuer(source: PaperSource, facts: Mapping[str, Any]) -> dict[str, Any]:
    rows = [
        row
        for name in ("regulations", "issuer_list_confirmed")
        for row in facts.get(name) or ()
        if row.get("issuer") == source.item
    ]
    # The plan's own rows say more; the meeting's are taken where the plan named none.
    detailed = [row for row in rows if row.get("provision")] or rows
    return {"issuer_name": name_of(source.register, source.item), "provisions": detailed}


def _opinion(source: PaperSource) -> dict[str, Any]:
    """Return the words of a coordinating body; the plan has a `content` of its own."""
    return {"opinion_content": (source.own or {}).get("content")}


def _advice(source: PaperSource) -> dict[str, Any]:
    """Return whom the office proposes, whatever an earlier round was assigned."""
    own, register = source.own or {}, source.register
    return {
        "lead_body_name": name_of(register, own.get("advised_lead_body")),
        "coordinating_names": _joined(register, listed(own.get("advised_coordinating"))),
    }


# Papers of one form whose words have other names than those of the pass.
OWN_WORDS: Mapping[str, Callable[[PaperSource], dict[str, Any]]] = {
    "PHIEU_YK": _opinion,
    "PHIEU_TRINH": _advice,
}

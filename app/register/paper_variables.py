"""What documents say, gathered from the register: facts by their own names, and readable names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.documents import DocType
from app.register.forums import FORUM_OF_ACTION
from app.register.register import CaseRegister


@dataclass(frozen=True)
class PaperSource:
    """Where a paper takes its words from: the register, and what its own S01 call was given.

    `own` are the facts of the activation that writes it (chair and secretary of a meeting).
    """

    register: CaseRegister
    item: str = ""
    variant: str = ""
    own: Mapping[str, Any] | None = None


def paper_variables(source: PaperSource, doc_type: DocType) -> dict[str, Any]:
    """Return every variable a document of the present pass may use."""
    book = source.register.facts
    facts = {**book.case_facts(), **book.pass_facts(), **(source.own or {})}
    variables = {**facts, **_names(source, facts), **_case(source, facts)}
    if doc_type.key == "BC_CO_QUAN_BAN_HANH":
        variables.update(_issuer(source, facts))
    recipients = recipients_of(source, doc_type)
    return {**variables, **recipient_names(source.register, recipients)}


def recipient_names(register: CaseRegister, recipients: Sequence[str]) -> dict[str, Any]:
    """Return the two lists a page prints: to whom it is addressed, and who receives it."""
    names = [name_of(register, recipient) for recipient in recipients]
    return {"addressee_names": names, "recipient_names": names}


def name_of(register: CaseRegister, who: object) -> str:
    """Return the name of a person or unit; free text stays as it is."""
    organisation, text = register.organisation, str(who or "")
    if organisation.has_person(text):
        return organisation.person(text).name
    return organisation.unit(text).name if organisation.has_unit(text) else text


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


def _names(source: PaperSource, facts: Mapping[str, Any]) -> dict[str, Any]:
    register = source.register
    proposers = [*_listed(facts.get("proposers")), *_listed(facts.get("proposer_org"))]
    return {
        "proposer_names": _joined(register, proposers),
        "lead_body_name": name_of(register, facts.get("lead_body")),
        "right_body_name": name_of(register, facts.get("right_body")),
        "coordinating_names": _joined(register, _listed(facts.get("coordinating"))),
        "recused_names": _joined(register, _listed(facts.get("recused"))),
        "issuer_names": _joined(register, _listed(facts.get("issuer_ids"))),
        "chair_name": name_of(register, facts.get("chair")),
        "secretary_name": name_of(register, facts.get("secretary")),
    }


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


def recipients_of(source: PaperSource, doc_type: DocType) -> tuple[str, ...]:
    """Return the recipients that the document's type fixes; a drafter cannot remove them."""
    found = (recipient for kind in doc_type.locked for recipient in _recipients(source, kind))
    return tuple(dict.fromkeys(recipient for recipient in found if recipient))


def _recipients(source: PaperSource, kind: str) -> Sequence[str]:
    register = source.register
    case, passed = register.facts.case_facts(), register.facts.pass_facts()
    if kind == "proposer":
        return [*_listed(case.get("proposers")), *_listed(case.get("proposer_org"))]
    if kind == "body_stack":
        # The bodies that reported the case upwards, not the one that answers.
        return [b for b in _listed(case.get("body_stack")) if b != register.case.body_id]
    if kind == "forum":
        forum = FORUM_OF_ACTION.get(str(passed.get("action")))
        body = register.case.body_id
        return register.organisation.members(body, forum, register.today) if forum else ()
    fixed = {
        "issuer": (source.item,),
        "standing_committee": (register.case.body_id,),
        "informed": _listed(case.get("informed_body_ids")),
        "lead_body": _listed(passed.get("lead_body")),
        "right_body": _listed(passed.get("right_body")),
        "file": (),
    }
    return fixed[kind]


def _listed(value: object) -> Sequence[str]:
    if isinstance(value, str):
        return (value,)
    return [str(item) for item in value] if isinstance(value, list | tuple) else ()

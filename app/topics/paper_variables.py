"""What documents say, gathered from the register: facts by their own names, and readable names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from app.documents import DocType
from app.domain.clock import local_day
from app.topics.context import TopicContext
from app.topics.meetings import FORUM_OF_ACTION


def paper_variables(context: TopicContext, doc_type: DocType) -> dict[str, Any]:
    """Return every variable a document of the present pass may use."""
    register = context.register
    book = register.facts
    facts = {**book.case_facts(), **book.pass_facts()}
    variables = {**facts, **_names(context, facts), **_case(context, facts)}
    if doc_type.key == "BC_CO_QUAN_BAN_HANH":
        variables.update(_issuer(context, facts))
    return variables


def _case(context: TopicContext, facts: Mapping[str, Any]) -> dict[str, Any]:
    register = context.register
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
        "variant": context.fact("variant") or "",
        "incoming_no": facts.get("incoming_no"),
    }


def _names(context: TopicContext, facts: Mapping[str, Any]) -> dict[str, Any]:
    organisation = context.register.organisation
    people = _listed(facts.get("proposers"))
    proposers = [organisation.person(person).name for person in people]
    if facts.get("proposer_org"):
        proposers.append(organisation.unit(str(facts["proposer_org"])).name)
    recused = _listed(facts.get("recused"))
    return {
        "proposer_names": ", ".join(proposers),
        "lead_body_name": _unit(context, facts.get("lead_body")),
        "right_body_name": _unit(context, facts.get("right_body")),
        "coordinating_names": ", ".join(
            _unit(context, body) for body in _listed(facts.get("coordinating"))
        ),
        "recused_names": ", ".join(organisation.person(person).name for person in recused),
        "issuer_names": ", ".join(
            _unit(context, issuer) for issuer in _listed(facts.get("issuer_ids"))
        ),
    }


def _unit(context: TopicContext, unit_id: object) -> str:
    organisation = context.register.organisation
    if not unit_id:
        return ""
    known = organisation.has_unit(str(unit_id))
    return organisation.unit(str(unit_id)).name if known else str(unit_id)


def _issuer(context: TopicContext, facts: Mapping[str, Any]) -> dict[str, Any]:
    issuer = str(context.fact("item") or "")
    rows = [
        row
        for name in ("regulations", "issuer_list_confirmed")
        for row in facts.get(name) or ()
        if row.get("issuer") == issuer
    ]
    # The plan's own rows say more; the meeting's are taken where the plan named none.
    detailed = [row for row in rows if row.get("provision")] or rows
    return {"issuer_name": _unit(context, issuer), "provisions": detailed}


def recipients_of(context: TopicContext, doc_type: DocType) -> tuple[str, ...]:
    """Return the recipients that the document's type fixes; a drafter cannot remove them."""
    found = (recipient for kind in doc_type.locked for recipient in RECIPIENTS[kind](context))
    return tuple(dict.fromkeys(recipient for recipient in found if recipient))


def _listed(value: object) -> Sequence[str]:
    if isinstance(value, str):
        return (value,)
    return [str(item) for item in value] if isinstance(value, list | tuple) else ()


def _proposers(context: TopicContext) -> Iterable[str]:
    facts = context.register.facts.case_facts()
    organisation = facts.get("proposer_org")
    return [*_listed(facts.get("proposers")), *([str(organisation)] if organisation else [])]


def _of_pass(name: str) -> Callable[[TopicContext], Iterable[str]]:
    return lambda context: _listed(context.register.facts.pass_facts().get(name))


def _body_stack(context: TopicContext) -> Iterable[str]:
    """Return the bodies that reported the case upwards, not the one that answers."""
    stack = _listed(context.register.facts.case_facts().get("body_stack"))
    return [body for body in stack if body != context.register.case.body_id]


def _forum(context: TopicContext) -> Iterable[str]:
    register = context.register
    kind = FORUM_OF_ACTION.get(str(register.facts.pass_facts().get("action")))
    if kind is None:
        return ()
    today = local_day(register.now)
    return register.organisation.members(register.case.body_id, kind, today)


RECIPIENTS: Mapping[str, Callable[[TopicContext], Iterable[str]]] = {
    "proposer": _proposers,
    "lead_body": _of_pass("lead_body"),
    "right_body": _of_pass("right_body"),
    "body_stack": _body_stack,
    "issuer": lambda context: _listed(context.fact("item")),
    "informed": lambda context: _listed(
        context.register.facts.case_facts().get("informed_body_ids")
    ),
    "forum": _forum,
    "standing_committee": lambda context: (context.register.case.body_id,),
    "file": lambda context: (),
}

"""Whom a document must reach: the kinds of recipients that its type fixes (processes.md 6.1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from app.documents import DocType
from app.register.forums import FORUM_OF_ACTION
from app.register.paper_source import PaperSource, listed
from app.register.register import CaseRegister


def recipients_of(source: PaperSource, doc_type: DocType) -> tuple[str, ...]:
    """Return the recipients that the document's type fixes; a drafter cannot remove them."""
    found = (recipient for kind in doc_type.locked for recipient in KINDS[kind](source))
    return tuple(dict.fromkeys(recipient for recipient in found if recipient))


def received_by(register: CaseRegister, recipient: str, name: str) -> str:
    """Return a recipient's line under “Nơi nhận”: a body above receives for report (C-127, C-196).

    A body outside the system, a central one among them, has its line like all others.
    """
    above = register.organisation.superiors(register.case.body_id)
    return f"{name} (để báo cáo)" if recipient in above else name


def _proposer(source: PaperSource) -> Sequence[str]:
    case = source.register.facts.case_facts()
    return [*listed(case.get("proposers")), *listed(case.get("proposer_org"))]


def _body_stack(source: PaperSource) -> Sequence[str]:
    """Return the bodies that reported the case upwards, not the one that answers."""
    register = source.register
    stack = listed(register.facts.case_facts().get("body_stack"))
    return [body for body in stack if body != register.case.body_id]


def _lower_body(source: PaperSource) -> Sequence[str]:
    return listed(source.register.facts.case_facts().get("body_stack"))[-2:-1]


def _forum(source: PaperSource) -> Sequence[str]:
    register = source.register
    forum = FORUM_OF_ACTION.get(str(register.facts.pass_facts().get("action")))
    if forum is None:
        return ()
    return register.organisation.members(register.case.body_id, forum, register.today)


def _this_body(source: PaperSource) -> Sequence[str]:
    return (source.register.case.body_id,)


def _direct_superior(source: PaperSource) -> Sequence[str]:
    register = source.register
    return listed(register.organisation.direct_superior(register.case.body_id))


def _skipped(source: PaperSource) -> Sequence[str]:
    """Return the further levels passed over, where the profile wants them informed (A-09)."""
    register = source.register
    target = register.facts.case_facts().get("target_id")
    chain = register.organisation.superiors(register.case.body_id)
    wanted = register.profile.value("escalation.copy_all_skipped") is True
    return chain[: chain.index(str(target))] if wanted and target in chain else ()


def _superior_if_over(source: PaperSource) -> Sequence[str]:
    over = source.facts().get("conclusion") == "vuot_tham_quyen"
    return _direct_superior(source) if over else ()


def _council(source: PaperSource) -> Sequence[str]:
    rows = source.register.facts.pass_facts().get("council") or ()
    return [str(row["person"]) for row in rows]


def _appraisal_lead(source: PaperSource) -> Sequence[str]:
    facts = source.register.facts.pass_facts()
    chairs = [str(r["person"]) for r in facts.get("council") or () if r.get("role") == "chair"]
    return chairs or listed(facts.get("lead_body"))


def _cadre(source: PaperSource) -> Sequence[str]:
    return (source.register.case.started_by,)


def _own_head(source: PaperSource) -> Sequence[str]:
    register = source.register
    cadre = register.organisation.person(register.case.started_by)
    return register.organisation.holders("own_head", cadre.unit_id, register.today)


def _managing_body(source: PaperSource) -> Sequence[str]:
    register = source.register
    cadre, today = register.case.started_by, register.today
    return listed(register.organisation.managing_body(cadre, today))


def _of_case(name: str) -> Callable[[PaperSource], Sequence[str]]:
    return lambda source: listed(source.register.facts.case_facts().get(name))


def _of_pass(name: str) -> Callable[[PaperSource], Sequence[str]]:
    return lambda source: listed(source.register.facts.pass_facts().get(name))


KINDS: Mapping[str, Callable[[PaperSource], Sequence[str]]] = {
    "proposer": _proposer,
    "body_stack": _body_stack,
    "lower_body": _lower_body,
    "forum": _forum,
    "issuer": lambda source: (source.item,),
    "standing_committee": _this_body,
    "reporting_body": _this_body,
    "direct_committee": _this_body,
    "direct_superior": _direct_superior,
    "skipped": _skipped,
    "superior_if_over": _superior_if_over,
    "target": _of_case("target_id"),
    "informed": _of_case("informed_body_ids"),
    "lead_body": _of_pass("lead_body"),
    "right_body": _of_pass("right_body"),
    "council": _council,
    "appraisal_lead": _appraisal_lead,
    "cadre": _cadre,
    "own_head": _own_head,
    "managing_body": _managing_body,
    # Kept on file: by the office of the body, which is told where it stands.
    "file": _this_body,
}

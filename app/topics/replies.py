"""Topics that prepare the answer: who must be told of the unsuitable provisions (C-047, INV-06)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.topics.context import TopicContext

# The kinds of matter that a rule stands against.
REGULATED = frozenset({"da_quy_dinh_khong_phu_hop", "hon_hop"})


def prepare(context: TopicContext) -> None:
    """Find the issuing bodies to report to, and the deciding body's own provisions (A-22).

    There are none when the appraisal found that nothing regulates the matter, whatever the plan
    says: then the minutes neither name them nor say why it is urgent (C-047, C-048).
    """
    own_body = context.register.case.body_id
    context.write("deciding_body", _deciding_body(context))
    if not _is_regulated(context):
        context.write("issuer_ids", [])
        context.write("own_provisions", [])
        return
    rows = [*_rows(context, "regulations"), *_rows(context, "issuer_list_confirmed")]
    issuers = dict.fromkeys(str(row["issuer"]) for row in rows if row.get("issuer"))
    reported = context.fact("issuers_reported_by_superior") == "yes"
    others = [] if reported else [issuer for issuer in issuers if issuer != own_body]
    context.write("issuer_ids", others)
    context.write("own_provisions", _own_provisions(context, own_body))


def _is_regulated(context: TopicContext) -> bool:
    confirmed = context.register.facts.pass_facts().get("issue_type_confirmed")
    return (confirmed or context.fact("issue_type")) in REGULATED


def _deciding_body(context: TopicContext) -> str:
    """Return who gives the go-ahead: a superior outside where its answer is forwarded (C-011)."""
    answered = context.register.facts.pass_facts().get("external_outcome") == "approved"
    return str(context.need("target_id")) if answered else context.register.case.body_id


def _own_provisions(context: TopicContext, own_body: str) -> list[str]:
    return [
        str(row.get("provision") or row.get("provisions") or "")
        for row in _rows(context, "regulations")
        if row.get("issuer") == own_body
    ]


def _rows(context: TopicContext, name: str) -> list[Mapping[str, Any]]:
    register = context.register
    facts = {**register.facts.case_facts(), **register.facts.pass_facts()}
    return list(facts.get(name) or [])

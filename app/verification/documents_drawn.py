"""Which papers a call of the issuing process makes, as its inputs say."""

from __future__ import annotations

import re

from app.domain.diagrams import Element
from app.verification.node_names import REPLY_SET

# Ways that meet behind different papers still share that one was issued, or that one answers.
SOME_PAPER, ANSWERED = "issued", "answered"
_NAMED = re.compile(r'"([A-Z][A-Z0-9_]*)"')


def papers_of(call: Element) -> frozenset[str]:
    """Return the document types that a call may issue; several where a condition chooses."""
    return frozenset(_NAMED.findall(_input(call, "doc_type")))


def is_held(call: Element) -> bool:
    """Tell whether the call leaves its paper signed, to be issued by a later node."""
    return _input(call, "hold").lstrip("=").strip() == "true"


def tokens_of_call(call: Element) -> frozenset[str]:
    """Return what is surely so once the call is done: signed; unless held issued, answered."""
    papers = papers_of(call)
    name = "|".join(sorted(papers))
    tokens = {f"signed:{name}"}
    if not is_held(call):
        tokens |= {f"issued:{name}", SOME_PAPER}
        if papers <= REPLY_SET:
            tokens.add(ANSWERED)
    return frozenset(tokens) if papers else frozenset()


def _input(call: Element, target: str) -> str:
    for mapping in call.extensions.inputs:
        if mapping.target == target:
            return mapping.expression
    return ""

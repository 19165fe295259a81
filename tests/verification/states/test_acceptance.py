"""Messages that are heard at some times only: whoever takes the condition away is found out."""

from __future__ import annotations

from app.verification.clause_check import verify_by_rules
from app.verification.rules import Standing
from app.verification.states.sources import Sources
from tests.engine.drawing_board import definitions
from tests.verification.rules.small_graphs import rules
from tests.verification.states.known_models import FORMS
from tests.verification.states.walking import explored, walked

WITHDRAWN = """
process p
start s
sub inside
start i
user decide who=x form=ok
user write who=x
end o
i > decide
decide > write
write > o
end
boundary withdraw on=inside message=withdraw {accept}
end e
end f
s > inside
inside > e
withdraw > f
"""
NOT_AFTER = """
[[rule]]
id = "R"
vi = "Đã quyết định thì không rút."
pattern = "absent_between"
after = "decide"
until = "f"
event = "withdraw"
"""
GUARD = "accept='ok = null'"


def standing(accept: str) -> Standing:
    sources = Sources("p", definitions(WITHDRAWN.format(accept=accept)), FORMS)
    (verdict,) = verify_by_rules(sources, [rules(NOT_AFTER)]).verdicts
    return verdict.standing


def test_condition_keeps_a_rule_that_is_broken_without_it() -> None:
    assert standing(GUARD) is Standing.KEPT
    assert standing("") is Standing.VIOLATED


def test_condition_that_nobody_can_enumerate_leaves_the_rule_undecided() -> None:
    assert standing("accept='ok = other'") is Standing.UNDECIDED


def test_engine_hears_the_message_when_the_net_does() -> None:
    found = explored(WITHDRAWN.format(accept=GUARD), forms=FORMS)
    heard = [edge for _source, edge in found.graph.steps() if edge.move.kind == "message"]
    assert len(heard) == 1
    assert list(walked(found, seed=1, walks=6, steps=10)) == []

"""What single steps must carry: the work they do, their term, what binds them or is handed on."""

from __future__ import annotations

import pytest

from app.domain.diagrams import InputMapping
from app.engine.net import Net
from app.verification.rules import RuleVerdict, Standing, judge
from app.verification.states.graph import Graph
from tests.verification.rules.small_graphs import PROCESS, rules, task


def judged(pattern: str, allowed: str, **extensions: object) -> RuleVerdict:
    """Judge a task `write` by a table that names it."""
    file = rules(
        f'[[rule]]\nid="R"\nvi="Giữ nội dung bước"\npattern="{pattern}"\n'
        f"[rule.table]\nwrite={allowed}\n"
    )
    net = Net(PROCESS)
    task(net, "write", **extensions)
    task(net, "free")
    (found,) = judge(file, Graph(net))
    return found


@pytest.mark.parametrize("work", [{"form_ref": "p.write"}, {"topic": "p.write"}])
def test_step_that_does_its_work_is_right(work: dict[str, str]) -> None:
    assert judged("work", '["p.write"]', **work).standing is Standing.KEPT


@pytest.mark.parametrize("work", [{"form_ref": "p.other"}, {}])
def test_step_that_does_other_work_or_none_is_named(work: dict[str, str]) -> None:
    found = judged("work", '["p.write"]', **work)
    assert (found.standing, found.names) == (Standing.VIOLATED, ("write",))


@pytest.mark.parametrize(
    ("allowed", "term", "standing"),
    [
        ('["due"]', "due", Standing.KEPT),
        ('["due"]', "working days(9)", Standing.VIOLATED),
        ('["*"]', "working days(9)", Standing.KEPT),
        ('["*"]', "", Standing.VIOLATED),
    ],
)
def test_term_is_the_one_written_or_any_where_any_will_do(
    allowed: str, term: str, standing: Standing
) -> None:
    assert judged("terms", allowed, due_date=term).standing is standing


@pytest.mark.parametrize(
    ("asked", "standing"),
    [
        ('["asksPassword"]', Standing.KEPT),
        ('["asksPassword=true", "doc_type"]', Standing.KEPT),
        ('["asksPassword=false"]', Standing.VIOLATED),
        ('["hold"]', Standing.VIOLATED),
    ],
)
def test_all_that_a_step_must_carry_is_there(asked: str, standing: Standing) -> None:
    carried = {
        "properties": {"asksPassword": "true"},
        "inputs": (InputMapping('"TTR"', "doc_type"),),
    }
    assert judged("carries", asked, **carried).standing is standing

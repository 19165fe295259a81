"""Verdicts on small graphs: kept, violated by the shortest way, undecided, vacuous, gone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.engine.net import Net
from app.verification.rules import RuleFile, RuleVerdict, Standing, judge
from app.verification.states.graph import Graph
from tests.verification.rules.small_graphs import PROCESS, Happening, graph, rules, task

REPORT_FIRST = """
[[rule]]
id = "R-1"
vi = "Phải báo cáo trước khi cho chủ trương."
pattern = "precedence"
event = "approve"
needs = "report"
"""
NODES = ["write", "report", "approve", "open_pass"]


def the_verdict(file: RuleFile, over: Graph) -> RuleVerdict:
    (found,) = judge(file, over)
    return found


def test_every_run_in_order_is_kept() -> None:
    file = rules(REPORT_FIRST)
    over = graph(NODES, [["write", "report", "approve"], ["write"]], file)
    assert the_verdict(file, over).standing is Standing.KEPT


def test_violation_is_shown_by_its_shortest_run() -> None:
    file = rules(REPORT_FIRST)
    runs = [["report", "approve"], ["write", "write", "write", "approve"], ["write", "approve"]]
    over = graph(NODES, runs, file)
    verdict = the_verdict(file, over)
    assert verdict.standing is Standing.VIOLATED
    assert [over.net.nodes[edge.move.node].id for edge in verdict.path] == ["write", "approve"]


def test_violation_that_rests_on_a_guess_is_undecided_and_says_which() -> None:
    file = rules(REPORT_FIRST)
    over = graph(NODES, [["report", "approve"], ["approve"]], file, assumed=frozenset({1}))
    verdict = the_verdict(file, over)
    assert (verdict.standing, verdict.assumed) == (Standing.UNDECIDED, ("x > y",))


def test_certain_violation_is_preferred_to_a_shorter_guess() -> None:
    file = rules(REPORT_FIRST)
    runs = [["approve"], ["write", "write", "approve"]]
    verdict = the_verdict(file, graph(NODES, runs, file, assumed=frozenset({0})))
    assert (verdict.standing, len(verdict.path)) == (Standing.VIOLATED, 3)


@pytest.mark.parametrize(
    ("seen", "standing"),
    [(True, Standing.VIOLATED), (False, Standing.KEPT), (None, Standing.UNDECIDED)],
)
def test_condition_after_the_node_decides_what_the_event_is(
    seen: bool | None, standing: Standing
) -> None:
    text = REPORT_FIRST.replace('"approve"', "'approve[decision = \"yes\"]'")
    file = rules(text)
    runs: list[list[Happening]] = [["report", ("approve", True)], [("approve", seen)]]
    assert the_verdict(file, graph(NODES, runs, file)).standing is standing


def test_unknown_condition_that_cannot_break_the_rule_leaves_it_kept() -> None:
    file = rules(REPORT_FIRST.replace('"approve"', "'approve[decision = \"yes\"]'"))
    over = graph(NODES, [["report", ("approve", None)]], file)
    assert the_verdict(file, over).standing is Standing.KEPT


def test_rule_whose_occasion_never_comes_is_vacuous() -> None:
    file = rules(REPORT_FIRST)
    assert the_verdict(file, graph(NODES, [["report"]], file)).standing is Standing.VACUOUS


def test_what_is_needed_but_no_longer_drawn_breaks_the_rule() -> None:
    file = rules(REPORT_FIRST)
    verdict = the_verdict(file, graph(["write", "approve"], [["write"]], file))
    assert (verdict.standing, verdict.names) == (Standing.VIOLATED, ("report",))


def test_occasion_no_longer_drawn_is_gone_never_kept() -> None:
    file = rules(REPORT_FIRST)
    verdict = the_verdict(file, graph(["write", "report"], [["write"]], file))
    assert (verdict.standing, verdict.names) == (Standing.GONE, ("approve",))


def test_exploring_cut_short_is_never_kept() -> None:
    file = rules(REPORT_FIRST)
    over = graph(NODES, [["report", "approve"]], file, cut="time")
    assert the_verdict(file, over).standing is Standing.UNDECIDED


SCOPED = """
[scopes]
pass = "open_pass"
[[rule]]
id = "R-2"
vi = "Mỗi lượt phải có văn bản trả lời."
pattern = "exists"
scope = "pass"
event = "report"
"""


@pytest.mark.parametrize(
    ("run", "standing"),
    [
        (["write", "open_pass", "report"], Standing.KEPT),
        (["write"], Standing.KEPT),  # no pass was opened
        (["open_pass", "report", "open_pass", "report"], Standing.KEPT),
        (["open_pass", "write", "open_pass", "report"], Standing.VIOLATED),
        (["open_pass", "report", "open_pass", "write"], Standing.VIOLATED),
        (["report", "open_pass", "write"], Standing.VIOLATED),
    ],
)
def test_scope_begins_anew_at_its_opening(run: list[str], standing: Standing) -> None:
    file = rules(SCOPED)
    runs = [run, ["open_pass", "report"]]
    assert the_verdict(file, graph(NODES, runs, file)).standing is standing


def test_reachable_names_each_event_without_a_way() -> None:
    file = rules(
        '[[rule]]\nid="R"\nvi="Phải có đường"\npattern="reachable"\nevent=["write","report"]\n'
    )
    verdict = the_verdict(file, graph(NODES, [["write"]], file))
    assert (verdict.standing, verdict.names) == (Standing.VIOLATED, ("report",))


def test_role_offered_to_another_names_the_task() -> None:
    file = rules(
        '[[rule]]\nid="R"\nvi="Chỉ người đứng đầu"\npattern="role"\nevent="decide"\n'
        'only=["leader"]\n'
    )
    net = Net(PROCESS)
    task(net, "decide", candidate_groups=("leader",))
    assert the_verdict(file, Graph(net)).standing is Standing.KEPT
    task(net, "decide", candidate_groups=("leader", "office"))
    verdict = the_verdict(file, Graph(net))
    assert (verdict.standing, verdict.names) == (Standing.VIOLATED, ("decide",))


@pytest.mark.parametrize(("value", "standing"), [("write", Standing.KEPT), ("", Standing.VIOLATED)])
def test_second_hand_must_be_declared_apart_from_the_first(value: str, standing: Standing) -> None:
    file = rules(
        '[[rule]]\nid="R"\nvi="Hai người"\npattern="separate"\nfirst="write"\nsecond="sign"\n'
    )
    net = Net(PROCESS)
    task(net, "write")
    task(net, "sign", properties={"separateFrom": value})
    assert the_verdict(file, Graph(net)).standing is standing


@pytest.mark.parametrize(
    ("run", "standing"),
    [(["write", "sign"], Standing.KEPT), (["sign", "write"], Standing.VIOLATED)],
)
def test_second_hand_must_come_after_the_first(run: list[Happening], standing: Standing) -> None:
    file = rules(
        '[[rule]]\nid="R"\nvi="Hai người"\npattern="separate"\nfirst="write"\nsecond="sign"\n'
    )
    over = graph(["write", "sign"], [run], file)
    signs = over.net.nodes[1]
    who = replace(signs.element.extensions, properties={"separateFrom": "write"})
    signs.element = replace(signs.element, extensions=who)
    assert the_verdict(file, over).standing is standing

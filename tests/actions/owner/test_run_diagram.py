"""Bare runs: tasks, then messages, then time; loops that nobody leaves; calls and tables."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from app.actions.owner.run_diagram import MOST_REPEATS, BareRun, run_diagram
from app.domain.execution import StepKind
from app.errors import AnswersRefused
from tests.diagrams.factories import STRAIGHT, bpmn_file

NOW = datetime(2024, 3, 4, 1, 0, tzinfo=UTC)
ASK = (
    '<startEvent id="begin"/><sequenceFlow id="f1" sourceRef="begin" targetRef="ask"/>'
    '<userTask id="ask"/><sequenceFlow id="f2" sourceRef="ask" targetRef="gw"/>'
    '<exclusiveGateway id="gw" default="f_no"/>'
    '<sequenceFlow id="f_yes" sourceRef="gw" targetRef="done">'
    "<conditionExpression>agree = true</conditionExpression></sequenceFlow>"
    '<sequenceFlow id="f_no" sourceRef="gw" targetRef="ask"/><endEvent id="done"/>'
)
GUARDED = (
    STRAIGHT + '<boundaryEvent id="late" attachedToRef="write"><timerEventDefinition>'
    "<timeDuration>P30D</timeDuration></timerEventDefinition></boundaryEvent>"
    '<boundaryEvent id="back" attachedToRef="write"><messageEventDefinition messageRef="m"/>'
    '</boundaryEvent><endEvent id="lapsed"/><endEvent id="withdrawn"/>'
    '<sequenceFlow id="f3" sourceRef="late" targetRef="lapsed"/>'
    '<sequenceFlow id="f4" sourceRef="back" targetRef="withdrawn"/>'
)
MESSAGE = '<message id="m" name="withdraw_plan"/>'


def ran(
    process: str,
    answers: object = None,
    *,
    around: str = "",
    folders: list[Path] | None = None,
    strict: bool = False,
) -> BareRun:
    text = "" if answers is None else yaml.safe_dump(answers)
    data = bpmn_file(process, around=around)
    return run_diagram(data, text.encode(), folders or [], NOW, strict=strict)


def way(run: BareRun) -> list[str]:
    return [s.passed.element_id for s in run.steps if s.passed.kind is not StepKind.CANCELLED]


def test_list_of_answers_is_used_in_order() -> None:
    run = ran(ASK, {"ask": [{"agree": False}, {"agree": True}]})
    assert way(run) == ["begin", "ask", "gw", "ask", "gw", "done"]
    assert (run.outcome, run.fault, run.waiting_for) == ("done", "", ())


def test_single_answer_is_used_each_time() -> None:
    assert way(ran(ASK, {"ask": {"agree": True}})) == ["begin", "ask", "gw", "done"]


def test_facts_are_there_from_the_start() -> None:
    assert ran(ASK, {"facts": {"agree": True}}).outcome == "done"


def test_loop_in_which_nobody_says_anything_new_stops_and_waits() -> None:
    run = ran(ASK, {"ask": {"agree": False}})
    assert way(run).count("ask") == MOST_REPEATS
    assert "ask" in run.waiting_for[0]
    assert run.fault == ""


def test_open_task_comes_before_timer_and_message() -> None:
    run = ran(GUARDED, {"events": ["withdraw_plan"]}, around=MESSAGE)
    assert run.outcome == "done"


def test_message_comes_before_timer_when_the_task_is_kept_open() -> None:
    run = ran(GUARDED, {"write": "wait", "events": ["withdraw_plan"]}, around=MESSAGE)
    assert run.outcome == "withdrawn"


def test_clock_jumps_to_the_timer_when_nothing_else_moves() -> None:
    run = ran(GUARDED, {"write": "wait"}, around=MESSAGE)
    assert run.outcome == "lapsed"
    assert run.steps[-1].at - run.steps[0].at == timedelta(days=30)


def test_run_that_only_a_message_can_move_waits_for_it() -> None:
    catch = STRAIGHT.replace('<userTask id="write" name="Viết kế hoạch"/>', "%s") % (
        '<intermediateCatchEvent id="write"><messageEventDefinition messageRef="m"/>'
        "</intermediateCatchEvent>"
    )
    run = ran(catch, around=MESSAGE)
    assert run.waiting_for == ("tin withdraw_plan ở write",)
    assert ran(catch, {"events": "withdraw_plan"}, around=MESSAGE).outcome == "done"


def test_process_started_by_message_alone_starts_by_it() -> None:
    started = STRAIGHT.replace(
        '<startEvent id="begin"/>',
        '<startEvent id="begin"><messageEventDefinition messageRef="m"/></startEvent>',
    )
    assert ran(started, around=MESSAGE).outcome == "done"


def test_service_task_writes_what_the_answers_give() -> None:
    service = ASK.replace(
        '<userTask id="ask"/>',
        '<serviceTask id="ask" camunda:type="external" camunda:topic="vote.count"/>',
    )
    assert ran(service, {"ask": [{"agree": True}]}).outcome == "done"


def test_automatic_loop_without_an_end_is_a_fault_that_names_it() -> None:
    service = ASK.replace(
        '<userTask id="ask"/>',
        '<serviceTask id="ask" camunda:type="external" camunda:topic="vote.count"/>',
    )
    run = ran(service)
    assert run.fault
    assert run.outcome == ""


def test_answer_to_what_is_not_drawn_is_refused() -> None:
    with pytest.raises(AnswersRefused, match="aks"):
        ran(ASK, {"aks": {"agree": True}})


def test_called_process_runs_with_inputs_and_gives_its_outcome(tmp_path: Path) -> None:
    called = ASK.replace("agree = true", "limit = 3")
    (tmp_path / "other.bpmn").write_bytes(
        bpmn_file(called).replace(b'<process id="p"', b'<process id="other"')
    )
    call = (
        '<callActivity id="ask" calledElement="other"><extensionElements>'
        '<camunda:in sourceExpression="=1 + 2" target="limit"/>'
        '<camunda:out source="outcome" target="result"/></extensionElements></callActivity>'
    )
    calling = ASK.replace('<userTask id="ask"/>', call).replace("agree = true", 'result = "done"')
    run = ran(calling, folders=[tmp_path])
    assert run.outcome == "done"
    assert [s.passed.process_id for s in run.steps].count("other") == 4


def test_table_that_is_nowhere_is_a_fault_that_says_what_to_do() -> None:
    rule = ASK.replace(
        '<userTask id="ask"/>', '<businessRuleTask id="ask" camunda:decisionRef="dmn_none"/>'
    )
    assert "dmn_none" in ran(rule).fault
    assert ran(rule, {"ask": {"agree": True}}).outcome == "done"

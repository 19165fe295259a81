"""What one verification computes: which processes, paths cut by diagram, papers folded, time."""

from __future__ import annotations

from functools import cache

from app.domain.verified import Shown
from app.publication.file_set import FileSet
from app.publication.verifying.work import Work
from tests.publication.verifying.file_sets import (
    CALLED,
    EMERGENCY,
    PROCESS,
    file_set,
    misled,
    rules,
    unnumbered,
    unreported,
)


def shown(files: FileSet, rule: str) -> Shown:
    """Return how the emergency breaks a rule with these files."""
    found = Work(files, rules(), 30).done("0", EMERGENCY)
    (one,) = [one for _process, one in found.shown if one.finding.rule == rule]
    return one


@cache
def broken() -> Shown:
    """Return how an emergency that was told not to act acts."""
    return shown(misled(), "clause-INV-05d")


def test_change_of_a_called_process_is_judged_in_its_callers_too() -> None:
    found = Work(unnumbered(), rules(), 30).done("0", CALLED)
    assert [one.process_id for one in found.processes] == [CALLED, PROCESS]
    assert "clause-SUP-03" in {finding.rule for finding in found.processes[1].findings}


def test_path_is_cut_where_it_goes_from_one_diagram_into_another() -> None:
    steps = broken().steps
    into = next(step for step in steps if len(step.stretches) > 1)
    assert [one.process_id for one in into.stretches] == [EMERGENCY, CALLED]
    outside, inside = into.stretches
    assert outside.flows[-1].endswith(into.tokens[0][1]) and inside.elements


def test_steps_that_issue_a_paper_are_known_by_their_call() -> None:
    files = file_set(EMERGENCY, CALLED, **{EMERGENCY: unreported()})
    papers = [step for step in shown(files, "clause-INV-05g").steps if step.document]
    assert {"Ban hành kết luận"} < {step.document for step in papers}
    assert {step.stretches[0].process_id for step in papers} == {CALLED}
    assert {step.call[0] for step in papers} == {EMERGENCY}
    assert {process for process, _element in papers[0].tokens} == {EMERGENCY, CALLED}


def test_place_where_the_rule_turned_bad_is_the_step_it_forbids() -> None:
    assert broken().turned == (EMERGENCY, "record_action_a")
    assert broken().steps[-1].stretches[0].elements == ("record_action_a",)


def test_all_processes_together_may_take_no_longer_than_they_are_given() -> None:
    told: list[tuple[str, int, int]] = []
    work = Work(
        file_set(),
        rules(),
        0.0,
        together=True,
        progress=lambda name, number, total, states: told.append((name, number, total)),
    )
    found = work.done("0", CALLED)
    assert [one.cut for one in found.processes] == ["time", "time"]
    assert {one.rule for one in found.findings} == {"verify-limit"}
    assert found.ran_out_of_time and found.standings["kept"] < found.standings.total()
    assert {(number, total) for _name, number, total in told} == {(1, 2), (2, 2)}

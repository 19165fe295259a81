"""The shipped processes against the shipped rules: sound, every clause kept, none vacuous."""

from __future__ import annotations

import pytest

from app.verification.clause_check import verify_by_rules, with_path
from app.verification.rules import Standing
from app.verification.states.explore import Limits
from app.verification.states.sources import Sources
from tests.verification.edits.making import Edit, drawn_as_shipped, forms, found_in, rule_files
from tests.verification.edits.making import tables as shipped_tables
from tests.verification.redrawing import without_rules

PROCESSES = sorted(drawn_as_shipped())
JUDGED = {process for file in rule_files() for rule in file.rules for process in rule.on}


@pytest.mark.slow
@pytest.mark.parametrize("process_id", PROCESSES)
def test_shipped_process_is_sound_and_keeps_every_rule(process_id: str) -> None:
    sources = Sources(process_id, drawn_as_shipped(), forms(), shipped_tables())
    checked = verify_by_rules(sources, rule_files(), Limits(seconds=120))
    assert [one.finding.message for one in checked.found] == []
    assert checked.verification.is_complete
    assert checked.verification.states < 100_000
    assert {one.standing for one in checked.verdicts} <= {Standing.KEPT}
    assert bool(checked.verdicts) == (process_id in JUDGED)


def test_violation_is_told_with_its_clause_and_its_path_in_words() -> None:
    words = ("lead", "gw_direction", "confirm_no_action", "record_action_a")
    told = [with_path(one) for one in found_in(Edit("p02_emergency_action", words))]
    (found,) = [one for one in told if one.rule == "clause-INV-05d"]
    assert found.message.startswith("Đã được chỉ đạo không thực hiện thì không ghi nhận")
    assert "(C-043)" in found.message
    assert found.element_name == "Ghi kết quả xử lý"
    assert any("Không thực hiện" in sentence for sentence in found.path)


def test_rule_of_a_form_about_time_is_missed_when_it_goes() -> None:
    form_id, kept = "p01e_extension.decide_extension", forms()
    without = {**kept, form_id: without_rules(kept[form_id], "extension_in_time")}
    sources = Sources("p01e_extension", drawn_as_shipped(), without, shipped_tables())
    broken = [
        one
        for one in verify_by_rules(sources, rule_files()).verdicts
        if one.standing is not Standing.KEPT
    ]
    # The timer on the task leaves the moment between its hour and the worker's.
    assert [(one.rule.id, one.standing) for one in broken] == [("INV-08g", Standing.UNDECIDED)]
    assert broken[0].assumed == ("hẹn giờ current_due_end đã đến mà chưa nổ",)


def test_duty_that_is_no_longer_drawn_is_named() -> None:
    told = found_in(Edit("p02_emergency_action", ("bypass", "call_issue_report")))
    (found,) = [one.finding for one in told if one.finding.rule == "clause-INV-05a"]
    assert found.message.endswith("trái quy tắc này: ban hành “Báo cáo xử lý cấp thiết”")

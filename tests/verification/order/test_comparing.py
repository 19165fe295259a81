"""Two versions compared: what an edit costs, mends or leaves alone, told with a path."""

from __future__ import annotations

from app.diagrams import read_diagram
from app.domain.behaviour import BehaviourChange, Turn
from app.verification.order import compare_behaviour
from app.verification.states.explore import Limits
from app.verification.states.sources import Sources
from tests.verification.edits.making import drawn_as_shipped, forms, rule_files, shipped, tables
from tests.verification.redrawing import Redrawing

SUPERIOR, EMERGENCY, PAPER = (
    "s02_superior_acknowledge",
    "p02_emergency_action",
    "s01_issue_document",
)


def drawn(process_id: str) -> Redrawing:
    return Redrawing(shipped()[process_id])


def compared(
    process_id: str, after: Redrawing, before: Redrawing | None = None, states: int = 10_000
) -> BehaviourChange:
    sides = (before.data if before else shipped()[process_id], after.data)
    old, new = (
        Sources(
            process_id, {**drawn_as_shipped(), **read_diagram(data).definitions}, forms(), tables()
        )
        for data in sides
    )
    return compare_behaviour(old, new, rule_files(), Limits(states=states))


def told(found: BehaviourChange, turn: Turn) -> list[str]:
    return [line.sentence for line in found.lines if line.turn is turn]


def test_swapped_steps_are_told_once_with_a_path_of_the_new_version() -> None:
    after = (
        drawn(SUPERIOR)
        .lead("start_superior_report", "acknowledge_report", "superior_review")
        .lead("superior_review", "gw_direction_needed", "acknowledge_report")
        .lead("acknowledge_report", "superior_review", "gw_direction_needed")
    )
    found = compared(SUPERIOR, after)
    assert told(found, Turn.LOST) == [
        "Trước đây “Tiếp nhận báo cáo” rồi mới tới “Xem xét báo cáo”; "
        "nay “Xem xét báo cáo” ở trước “Tiếp nhận báo cáo”"
    ]
    (swapped,) = [line for line in found.lines if line.turn is Turn.LOST]
    assert swapped.ids == ("acknowledge_report", "superior_review")
    assert "Tiếp nhận báo cáo" in swapped.path[-1]
    assert told(found, Turn.VERDICT) == [
        "Cấp trên xem xét sau khi đã tiếp nhận báo cáo (C-040): "
        "trước được giữ, nay có đường đi trái"
    ]


def test_report_that_is_dropped_costs_its_rules_and_is_named_as_a_paper() -> None:
    found = compared(EMERGENCY, drawn(EMERGENCY).bypass("call_issue_report"))
    assert told(found, Turn.GONE) == ["“ban hành Báo cáo xử lý cấp thiết” không còn xảy ra"]
    assert "C-045" in told(found, Turn.VERDICT)[0]
    (gone,) = [line for line in found.lines if line.turn is Turn.GONE]
    assert gone.path and not gone.is_after
    mended = compared(EMERGENCY, drawn(EMERGENCY), drawn(EMERGENCY).bypass("call_issue_report"))
    assert told(mended, Turn.NEW) == ["Nay có “ban hành Báo cáo xử lý cấp thiết”"]


def test_rework_that_is_taken_away_is_told_of_the_step_it_came_after() -> None:
    found = compared(PAPER, drawn(PAPER).lead("gw_check", "edit_draft", "sign_document"))
    assert told(found, Turn.NEXT) == [
        "Ngay sau “Kiểm tra thể thức” không còn có thể tới “Hoàn thiện dự thảo”"
    ]


def test_way_that_skips_the_collective_is_no_guarantee_any_more() -> None:
    shorter = drawn(EMERGENCY).lead("gw_followed", "head_table", "schedule_collective").tidy()
    before = "Nay sau “Ghi kết quả xử lý” luôn có “Xếp lịch tập thể lãnh đạo”; trước đây không chắc"
    assert told(compared(EMERGENCY, shorter), Turn.GAINED) == [before]
    again = compared(EMERGENCY, drawn(EMERGENCY), shorter)
    assert told(again, Turn.LOST) == [
        "Trước đây sau “Ghi kết quả xử lý” luôn có “Xếp lịch tập thể lãnh đạo”; nay không chắc còn"
    ]


def test_new_label_and_new_automatic_work_change_no_behaviour() -> None:
    renamed = drawn(SUPERIOR).set("acknowledge_report", "name", "Nhận báo cáo của cấp dưới")
    assert compared(SUPERIOR, renamed).lines == ()
    without = drawn(SUPERIOR).bypass("svc_remind_ack")
    found = compared(SUPERIOR, drawn(SUPERIOR), without)
    assert {line.turn for line in found.lines} <= {Turn.VERDICT}


def test_side_that_was_not_explored_to_its_end_leaves_everything_undecided() -> None:
    renamed = drawn(SUPERIOR).set("acknowledge_report", "name", "Nhận báo cáo của cấp dưới")
    found = compared(SUPERIOR, renamed, states=3)
    assert found.lines == ()
    assert found.undecided.startswith("bên trước chưa xét hết sau")

"""Figures are those of the cases: by body and period, times as the record has them."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from app.actions.audit.watch_figures import watch_figures
from app.domain.clock import local_day
from app.domain.views.monitor import MonitorPage
from app.errors import FormInvalid, PermissionDenied
from app.store import tasks
from tests.factories import AtWork

AUDITOR = "kiemsoat"


def figures(office: AtWork, **asked: str) -> MonitorPage:
    return watch_figures(office.services, office.actor(AUDITOR), asked)


def test_open_case_is_counted_at_its_body_and_by_how_its_term_stands(office: AtWork) -> None:
    assert figures(office).whole.open == 0
    office.go_to("write_appraisal")
    page = figures(office)
    assert [(one.body_id, one.open, one.near, one.late) for one in page.by_body] == [
        ("MG-HX", 1, 0, 0)
    ]
    assert [(load.who, load.open) for load in page.loads] == [
        ("Cơ quan thẩm định: Ban Tổ chức Thị ủy", 1)
    ]
    assert page.rounds == 1.0
    office.clock.move_to(office.clock.now() + timedelta(days=39))
    assert figures(office).whole.near == 1
    office.clock.move_to(office.clock.now() + timedelta(days=5))
    assert (figures(office).whole.near, figures(office).whole.late) == (0, 1)
    assert figures(office, co_quan="MG-BL").by_body == ()


def test_times_of_steps_agree_with_the_events(office: AtWork) -> None:
    office.go_to("write_appraisal")
    office.clock.move_to(office.clock.now() + timedelta(days=11))
    office.go_to("edit_draft")
    page = figures(office)
    assert _by_events(office) == {
        (one.process_id, one.element_id): (one.count, one.total) for one in page.steps
    }
    slow = page.steps[0]
    assert (slow.name, slow.median, slow.ninetieth) == ("Lập báo cáo thẩm định", 9, 9)
    assert page.process_id == "p01b_appraisal"
    assert "heat-4" in page.svg and "9 · 9 ngày" in page.svg
    before = figures(office, den_ngay="14/03/2024")
    assert slow.element_id not in {one.element_id for one in before.steps}


def _by_events(office: AtWork) -> dict[tuple[str, str], tuple[int, int]]:
    """Return count and working days of each step, from the lines of the record alone."""
    with office.services.database.reading() as tx:
        calendar = office.services.world(tx).calendar("MG")
        opened = {row.id: row.opened_at for row in tasks.of_case(tx, office.case_id)}
    moments = {event.at for event in office.events("step_taken")}
    counts: Counter[tuple[str, str]] = Counter()
    days: Counter[tuple[str, str]] = Counter()
    for event in office.events("task_completed"):
        begun = opened[event.payload["task"]]
        assert begun in moments
        place = (event.process_id, event.element_id)
        counts[place] += 1
        days[place] += calendar.count(local_day(begun), local_day(event.at))
    return {place: (counts[place], days[place]) for place in counts}


def test_answered_case_is_counted_in_the_period_of_its_answer(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to_end()
    whole = figures(office).whole
    assert (whole.open, whole.answered, whole.answered_late) == (0, 1, 0)
    assert figures(office, tu_ngay="06/03/2024", den_ngay="07/03/2024").whole.answered == 0


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"tu_ngay": "hôm qua"}, "tu_ngay"),
        ({"tu_ngay": "05/03/2024", "den_ngay": "04/03/2024"}, "den_ngay"),
        ({"tu_ngay": "01/01/1990"}, "den_ngay"),
    ],
)
def test_period_that_cannot_be_is_told_at_its_field(
    sqlite_office: AtWork, asked: dict[str, str], field: str
) -> None:
    with pytest.raises(FormInvalid) as refused:
        figures(sqlite_office, **asked)
    assert [error.path for error in refused.value.errors] == [field]


def test_staff_are_refused_and_the_attempt_is_recorded(sqlite_office: AtWork) -> None:
    with pytest.raises(PermissionDenied):
        watch_figures(sqlite_office.services, sqlite_office.actor("nga"), {})
    assert len(sqlite_office.refusals()) == 1

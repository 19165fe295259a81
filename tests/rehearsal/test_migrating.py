"""A request rehearsed: each case done over on a copy with what people sent, nothing moved."""

from __future__ import annotations

from app.domain.case_requests import Fit, RequestState
from app.rehearsal.migrating import rehearse_migration
from tests.actions.admin.moving import AN, items, newest, proposed, publish, running
from tests.factories import AtWork
from tests.steps.soundness import faults

P01, INTAKE = "p01_art4_case", "p01a_intake_authority"


def rehearsed(office: AtWork, before: str, after: str) -> set[tuple[Fit, tuple[str, ...]]]:
    """Rehearse moving the case at hand; return how its instances fit and what was seen."""
    move_id = proposed(office, before, after)
    states = {row.id: row.state for row in running(office)}
    move = rehearse_migration(office.services, AN, move_id)
    assert move.rehearsed_at is not None and move.state is RequestState.PROPOSED
    assert {row.id: row.state for row in running(office)} == states
    found = items(office, move_id)
    assert len(found) == len(states) > 1
    return {(one.fit, one.replayed) for one in found}


def test_case_done_over_arrives_where_it_stands(office: AtWork) -> None:
    office.go_to("assign_appraisal")
    before = newest(office)
    after = publish(office, P01, ("Chuẩn bị lại kế hoạch", "Chuẩn bị lại"))
    assert rehearsed(office, before, after) == {(Fit.FITS, ())}
    assert faults(office.services) == []


def test_form_that_asks_more_stops_the_rerun_at_its_field(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("advise_appraisal")
    before = newest(office)
    key = f"{INTAKE}.confirm_authority"
    field = (
        '"components": [{"type": "textfield", "key": "seen_by", "label": "Người đã xem", '
        '"validate": {"required": true}}, '
    )
    after = publish(office, key, ('"components": [', field), kind="form")
    ((fit, told),) = rehearsed(office, before, after)
    assert fit is Fit.DIFFERS
    assert len(told) == 1 and "Người đã xem" in told[0] and told[0].startswith("dừng ở “")


def test_other_way_is_told_from_the_step_at_which_it_begins(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("determine_authority")
    before = newest(office)
    after = publish(office, INTAKE, ('"register_incoming"', '"enter_incoming"'))
    ((fit, told),) = rehearsed(office, before, after)
    assert fit is Fit.DIFFERS
    assert told == ("đi khác từ bước “Tiếp nhận, vào sổ”: lúc đó đang chờ “Tiếp nhận, vào sổ”",)

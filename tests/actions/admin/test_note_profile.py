"""A changed profile file leaves a line with both values; an unchanged one leaves none (A-42)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.actions.admin.note_profile import note_profile
from app.feel import Environment, evaluate
from app.store import audit_log
from app.worker import Worker
from app.working_days import Calendar, working_days_feel
from tests.factories import AtWork


def _edit(office: AtWork, **decree: Any) -> None:
    """Go on as if the profile's file had been edited and the process started again."""
    profiles = office.services.cache.profiles
    tree = profiles["MG"].tree
    changed = replace(profiles["MG"], tree={**tree, "nd73": {**tree["nd73"], **decree}})
    office.services.cache.use_profiles({**profiles, "MG": changed})


def _lines(office: AtWork) -> list[str]:
    with office.services.database.reading() as tx:
        found = audit_log.of_chain(tx, audit_log.SYSTEM_CHAIN)
    return [one.event.summary for one in found if one.event.kind.value == "profile_changed"]


def test_an_edited_key_is_recorded_once_with_both_values(office: AtWork) -> None:
    assert note_profile(office.services) == ()
    _edit(office, answer_days=15)
    assert note_profile(office.services) == ("nd73.answer_days",)
    assert note_profile(office.services) == ()
    _edit(office, answer_days=None)
    assert note_profile(office.services) == ("nd73.answer_days",)
    noted, filled, emptied = _lines(office)
    assert noted.startswith("Ghi nhận hồ sơ địa phương MG")
    assert filled == "Hồ sơ địa phương MG thay đổi: nd73.answer_days: trống → 15"
    assert emptied == "Hồ sơ địa phương MG thay đổi: nd73.answer_days: 15 → trống"


def test_a_worker_that_begins_notes_what_was_edited_meanwhile(sqlite_office: AtWork) -> None:
    office = sqlite_office
    _edit(office, receive_days=10)
    worker = Worker(office.services, 1.0)
    worker.tick()
    worker.tick()
    assert len(_lines(office)) == 2


def test_a_term_that_the_decree_has_not_filled_is_not_counted(sqlite_office: AtWork) -> None:
    office = sqlite_office
    now = office.clock.now()

    def due() -> Any:
        profile = office.services.cache.profiles["MG"].facts()
        counted = Environment(now, lambda n, start: working_days_feel(Calendar(), now, n, start))
        facts = {"profile": profile}
        return evaluate("working days(profile.nd73.answer_days)", facts.get, counted)

    assert due() is None
    _edit(office, answer_days=15)
    assert due() == "2024-03-26T00:00:00+07:00"

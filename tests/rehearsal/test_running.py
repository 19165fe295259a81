"""Situations played against a draft by the worker: results kept, cancelled, never stale."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from app.actions import Services
from app.actions.owner.cancel_situations import cancel_situations
from app.actions.owner.read_situation_standing import read_situation_standing
from app.actions.owner.run_situations import run_situations
from app.actions.owner.save_situation import save_situation
from app.cli.scenarios import browsers
from app.domain.situations import RunState
from app.errors import Conflict
from app.rehearsal import run_next
from app.rehearsal.covering import read_situations
from app.scenarios.pages import Browser
from app.store import situations
from tests.actions.owner.factories import EXTENSION, HOA, diagram, recorded, renamed, saved, started
from tests.factories import AtWork

pytestmark = [pytest.mark.database, pytest.mark.slow]

BEGINS = """
scenario: X-begins
title: Bắt đầu một kế hoạch
steps:
  - start: {as: thu, at: 2024-03-04 09:00}
expect: [{tasks: [%s], state: draft}]
"""
SENDS = """
scenario: X-sends
title: Gửi một kế hoạch
steps:
  - SUBMIT: {who: Thu, body: HX, at: 2024-03-04}
expect: [{tasks: [register_incoming]}]
"""


def waiting(office: AtWork, *texts: str) -> tuple[Services, str]:
    """Return services that play only these situations, and a draft with a run asked for."""
    services = office.services
    services.settings = replace(services.settings, situations_run=len(texts))
    for number, text in enumerate(texts):
        save_situation(services, HOA, EXTENSION, f"X-{number}", "Thử chạy", text)
    draft_id = started(office)
    assert run_situations(services, HOA, draft_id)
    return services, draft_id


def test_run_says_of_each_situation_whether_it_went_as_written(sqlite_office: AtWork) -> None:
    services, draft_id = waiting(sqlite_office, BEGINS % "prepare_plan", BEGINS % "somewhere_else")
    assert not run_situations(services, HOA, draft_id)
    assert run_next(services, browsers)
    assert not run_next(services, browsers)
    standing = read_situation_standing(services, HOA, draft_id)
    assert standing.run and standing.run.state is RunState.DONE
    went = {one.name: one.difference for one in standing.run.played}
    assert went["X-0"] == ""
    assert "prepare_plan" in went["X-1"]
    assert "X-1" in standing.blocks
    assert "p01_art4_case" in standing.run.passed
    assert recorded(sqlite_office, "situations_asked") == [
        f"Chạy 2 tình huống với bản thảo {EXTENSION}"
    ]


def test_result_holds_for_these_files_alone(sqlite_office: AtWork) -> None:
    services, draft_id = waiting(sqlite_office, BEGINS % "prepare_plan")
    assert run_next(services, browsers)
    assert read_situation_standing(services, HOA, draft_id).blocks == ""
    before = diagram(sqlite_office, draft_id).content
    renamed(sqlite_office, draft_id, 'name="', 'name="Nay ')
    assert "Chưa chạy" in read_situation_standing(services, HOA, draft_id).blocks
    saved(sqlite_office, draft_id, before)
    assert read_situation_standing(services, HOA, draft_id).blocks == ""


def test_run_of_a_draft_that_changed_meanwhile_is_put_away(sqlite_office: AtWork) -> None:
    services, draft_id = waiting(sqlite_office, BEGINS % "prepare_plan")
    asked = read_situation_standing(services, HOA, draft_id)
    renamed(sqlite_office, draft_id, 'name="', 'name="Nay ')
    assert run_next(services, browsers)
    assert asked.run
    with services.database.reading() as tx:
        assert situations.load_run(tx, asked.run.id).state is RunState.CANCELLED


def test_cancelled_run_stops_after_the_situation_at_hand(sqlite_office: AtWork) -> None:
    services, draft_id = waiting(sqlite_office, BEGINS % "prepare_plan", BEGINS % "prepare_plan")
    run = read_situation_standing(services, HOA, draft_id).run
    assert run

    def stopping(inside: Services) -> Callable[[], Browser]:
        cancel_situations(services, HOA, draft_id, run.id)
        return browsers(inside)

    assert run_next(services, stopping)
    standing = read_situation_standing(services, HOA, draft_id)
    assert standing.run and standing.run.state is RunState.CANCELLED
    assert standing.run.played == ()
    with pytest.raises(Conflict, match="đã xong"):
        cancel_situations(services, HOA, draft_id, run.id)


def test_draft_that_the_engine_refuses_fails_its_run(sqlite_office: AtWork) -> None:
    services = sqlite_office.services
    services.settings = replace(services.settings, situations_run=1)
    draft_id = started(sqlite_office)
    saved(sqlite_office, draft_id, b"<broken")
    assert run_situations(services, HOA, draft_id)
    assert run_next(services, browsers)
    standing = read_situation_standing(services, HOA, draft_id)
    assert EXTENSION in standing.blocks


def test_what_was_taken_stands_on_the_diagram(sqlite_office: AtWork) -> None:
    services = sqlite_office.services
    services.settings = replace(services.settings, situations_run=1)
    draft_id = started(sqlite_office, process_id="p01_art4_case")
    save_situation(services, HOA, "p01_art4_case", "X-0", "Thử chạy", SENDS)
    assert run_situations(services, HOA, draft_id)
    assert run_next(services, browsers)
    covered = read_situations(services, HOA, draft_id).covered
    assert covered is not None
    assert 0 < covered.taken < covered.places
    assert re.search(r'class="[^"]*\bdone\b[^"]*" data-element-id="prepare_plan"', covered.picture)
    assert "việc “Xây dựng kế hoạch”" not in covered.steps
    assert "việc “Chuẩn bị lại kế hoạch”" in covered.steps
    assert covered.flows and all(" → " in way for way in covered.flows)
    assert covered.apart and all(why for _what, why in covered.apart)

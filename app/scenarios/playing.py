"""One scenario being played, step after step; several can be interleaved by the moments they ask.

A step that does not go as written raises ScenarioFailed with what was found instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from app.actions.audit.check_invariants import watch_invariants
from app.domain.clock import LOCAL
from app.errors import ChuTruongError, ScenarioFailed
from app.scenarios.acting import do, expect_refusal, go_to, hold, together
from app.scenarios.calendar_acting import enter_calendar, forget_calendar
from app.scenarios.case_acting import act_on_case, start_emergency
from app.scenarios.desk import Sent
from app.scenarios.expected import check
from app.scenarios.localising import localise, play_under, reorganise
from app.scenarios.moving_acting import move_cases
from app.scenarios.owner_acting import discard_draft, draw_draft, live_draft, publish_draft
from app.scenarios.script import (
    AnyStep,
    CaseAct,
    Check,
    DiscardDraft,
    Do,
    DrawDraft,
    EnterCalendar,
    ForgetCalendar,
    Hold,
    Localise,
    LosePaper,
    MoveCases,
    MoveClock,
    Night,
    PlayUnder,
    PublishDraft,
    Read,
    Reorganise,
    Scenario,
    Server,
    Start,
    StartEmergency,
    Tamper,
    Together,
)
from app.scenarios.stage import Stage
from app.scenarios.tampering import lose, tamper

# What plays each kind of step.
Acting = Mapping[type, Callable[[Stage, Any], None]]
# Moments are written by the minute: added to one, it is told as the next full minute.
ALMOST_A_MINUTE = timedelta(seconds=59, microseconds=999_999)


@dataclass
class Play:
    """A scenario with the place it has reached.

    A `patient` one shares its clock: when others took the minute it asked for, it comes after.
    """

    scenario: Scenario
    stage: Stage
    next_step: int = 0
    reached: datetime | None = None
    patient: bool = False
    acting: Acting = field(default_factory=lambda: ACTING)
    _asked: datetime | None = None

    @property
    def over(self) -> bool:
        """Tell whether every step was played."""
        return self.next_step >= len(self.scenario.steps)

    def next_moment(self) -> datetime:
        """Return when the next step wants to happen; reckoned once, from the step before."""
        if self._asked is None:
            step = self.scenario.steps[self.next_step]
            last = self.reached or self.stage.clock.now()
            with self._told(step):
                self._asked = self.stage.moment(step.case, step.at, last) if step.at else last
        return self._asked

    def play_next(self) -> None:
        """Play one step; raise ScenarioFailed naming its line."""
        step = self.scenario.steps[self.next_step]
        if step.at:
            at = self.next_moment()
            at = max(at, self.stage.clock.now() + ALMOST_A_MINUTE) if self.patient else at
            step = replace(step, at=f"{at.astimezone(LOCAL):%Y-%m-%d %H:%M}")
        self.next_step += 1
        with self._told(step):
            self.acting[type(step)](self.stage, step)
        self.reached, self._asked = self.stage.clock.now(), None

    @contextmanager
    def _told(self, step: AnyStep) -> Iterator[None]:
        try:
            yield
        except ChuTruongError as error:
            at = f"{self.stage.local_now():%H:%M %d/%m/%Y}"
            place = f"dòng {step.line}, {step.title} (lúc {at})"
            raise ScenarioFailed(f"{place}: {error.message}") from error


def play(scenario: Scenario, stage: Stage, acting: Acting | None = None) -> None:
    """Play a scenario from first step to last, at the pages unless told how; ScenarioFailed."""
    playing = Play(scenario, stage, acting=acting or ACTING)
    while not playing.over:
        playing.play_next()


def _start(stage: Stage, step: Start) -> None:
    go_to(stage, step)
    person = stage.fixture.person(step.who)
    page, task_id = stage.desk.start_plan(person, step.channel)
    if step.refused is not None:
        expect_refusal(step.refused, Sent(bool(task_id), page.status, page))
        return
    if not task_id:
        raise ScenarioFailed(f"{person} không bắt đầu được: {page.status} {page.message}")
    stage.adopt(step.case, task_id)


def _read(stage: Stage, step: Read) -> None:
    go_to(stage, step)
    page = stage.desk.get(stage.fixture.person(step.who), _address(stage, step))
    if page.status != step.status:
        raise ScenarioFailed(f"trang trả về {page.status}, cần {step.status}: {page.message}")
    for part in step.says:
        if part not in page.text:
            raise ScenarioFailed(f"trang không có “{part}”")
    for part in step.once:
        if page.text.count(part) != 1:
            raise ScenarioFailed(f"trang ghi “{part}” {page.text.count(part)} lần, cần một lần")
    for part in step.hides:
        if part in page.source:
            raise ScenarioFailed(f"trang để lộ “{part}”")


def _address(stage: Stage, step: Read) -> str:
    kind, _, name = step.path.partition(" ")
    if kind == "case":
        with stage.services.database.reading() as tx:
            return f"/ho-so/{stage.case_row(tx, step.case).code}"
    if kind == "task":
        element, _, section = name.partition(" section ")
        number = f"?section={section}" if section else ""
        return f"/viec/{stage.task(step.case, element, done=True).id}{number}"
    if kind == "inbox":
        return "/viec"
    if kind == "draft":
        process, _, page = name.partition(" ")
        return f"/ban-thao/{live_draft(stage, process).id}" + (f"/{page}" if page else "")
    return step.path


def _move_clock(stage: Stage, step: MoveClock) -> None:
    go_to(stage, step)
    stage.tick()


def _server(stage: Stage, step: Server) -> None:
    stage.worker_up = step.up
    stage.tick()


def _night(stage: Stage, step: Night) -> None:
    go_to(stage, step)
    watch_invariants(stage.services)


def _check(stage: Stage, step: Check) -> None:
    check(stage, step)


ACTING: Acting = {
    Start: _start,
    Hold: hold,
    Do: do,
    Together: together,
    Read: _read,
    MoveClock: _move_clock,
    Server: _server,
    Tamper: tamper,
    LosePaper: lose,
    EnterCalendar: enter_calendar,
    ForgetCalendar: forget_calendar,
    Night: _night,
    Localise: localise,
    PlayUnder: play_under,
    Reorganise: reorganise,
    DrawDraft: draw_draft,
    PublishDraft: publish_draft,
    DiscardDraft: discard_draft,
    MoveCases: move_cases,
    Check: _check,
    CaseAct: act_on_case,
    StartEmergency: start_emergency,
}

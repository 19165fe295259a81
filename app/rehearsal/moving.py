"""What moves a rehearsal: a task done inside it, the clock, a situation played, a step back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from app.actions import Services
from app.domain.audit import EventKind, RecordedEvent
from app.domain.clock import LOCAL
from app.domain.forms import FieldError
from app.domain.situations import Situation
from app.errors import FormInvalid, NotFound
from app.rehearsal.sandbox import Kept, Sandbox
from app.rehearsal.situations import load_text
from app.rehearsal.views import Move
from app.scenarios.desk import Desk
from app.scenarios.pages import Browser
from app.scenarios.playing import Play
from app.scenarios.setting import Application, fixture_of, real_day
from app.scenarios.stage import PAUSE, Stage
from app.store import audit_log
from app.store.copies import copy_database, watching

MOST_MOVES = 200
LATEST = 60
# Claims and drafts stand in no record.
UNTOLD = "Nhận việc, trả việc hoặc lưu nháp"
FURTHEST = timedelta(days=3 * 366)


def noted(sandbox: Sandbox, inside: Services, act: Callable[[], object]) -> None:
    """Do something inside; when it changed anything, remember it with the copy from before.

    A minute passes with each act, so that what follows is later.
    """
    kept = sandbox.kept()
    number = _next_number(kept)
    before = _last_event(inside)
    sandbox.put_aside(number)
    with watching(sandbox.database_file) as changed:
        act()
        if not changed():
            sandbox.copy(number).unlink(missing_ok=True)
            return
    after = _last_event(inside)
    sandbox.clock.move_to(inside.clock.now() + PAUSE)
    _remember(sandbox, number, UNTOLD if after[0] == before[0] else after[1])


def move_clock(sandbox: Sandbox, inside: Services, moment: datetime) -> None:
    """Let time pass until a moment; the worker does on the way what is due.

    Raises FormInvalid for a moment that is past, or years ahead.
    """
    now = sandbox.clock.now()
    if not now < moment <= now + FURTHEST:
        text = f"Chọn thời điểm sau {_said(now)}, trong vòng ba năm"
        raise FormInvalid([FieldError("moment", "Chuyển đồng hồ tới", text)])
    number = _next_number(sandbox.kept())
    sandbox.put_aside(number)
    _stage(sandbox, inside, _nobody).pass_time(moment)
    sandbox.clock.move_to(moment)
    _remember(sandbox, number, f"Đồng hồ chuyển tới {_said(moment)}")


def play_situation(
    sandbox: Sandbox,
    inside: Services,
    application: Application,
    situation: Situation,
    until: str = "",
) -> None:
    """Play a situation until a task of the element `until` is open, or to its end.

    Raises ScenarioFailed naming the step that does not go as written; what was played stays.
    """
    kept = sandbox.kept()
    loaded = load_text(inside.settings, sandbox.folder, situation.name, situation.yaml)
    number = _next_number(kept)
    sandbox.put_aside(number)
    if kept.moves:
        text = "Tình huống mang theo ngày của nó; mở buổi diễn tập mới rồi chọn"
        raise FormInvalid([FieldError("situation", "Tình huống", text)])
    sandbox.clock.move_to(loaded.starts)
    stage = _stage(sandbox, inside, application)
    playing = Play(loaded.scenario, stage)
    try:
        while not (playing.over or _is_open(stage, until)):
            playing.play_next()
    finally:
        # what a person does next is recorded as later than what was played
        sandbox.clock.move_to(sandbox.clock.now() + PAUSE)
        _remember(
            sandbox, number, f"Chơi tình huống {situation.name}, {playing.next_step} bước đầu"
        )


def _is_open(stage: Stage, element: str) -> bool:
    return any(element in stage.open_elements(label) for label in stage.cases)


def back_to(sandbox: Sandbox, number: int) -> None:
    """Go back to before a move; the moves from it on are forgotten.

    Raises NotFound when there is no such move.
    """
    kept = sandbox.kept()
    found = next((move for move in kept.moves if move.number == number), None)
    if found is None:
        raise NotFound("Không có bước này trong buổi diễn tập; tải lại trang")
    copy_database(sandbox.copy(number), sandbox.database_file)
    for move in kept.moves:
        if move.number >= number:
            sandbox.copy(move.number).unlink(missing_ok=True)
    before = tuple(move for move in kept.moves if move.number < number)
    sandbox.clock.move_to(found.at)
    generation = kept.generation + 1
    sandbox.keep(replace(kept, now=found.at, moves=before, generation=generation))


def _remember(sandbox: Sandbox, number: int, words: str) -> None:
    """Write the move down; its moment is the one before it, to which a step back returns."""
    kept = sandbox.kept()
    move = Move(number, kept.now, words)
    moves = (*kept.moves, move)[-MOST_MOVES:]
    for gone in kept.moves[: max(0, len(kept.moves) + 1 - MOST_MOVES)]:
        sandbox.copy(gone.number).unlink(missing_ok=True)
    sandbox.keep(replace(kept, now=sandbox.clock.now(), moves=moves))


def _next_number(kept: Kept) -> int:
    return kept.moves[-1].number + 1 if kept.moves else 0


def _last_event(inside: Services) -> tuple[str, str]:
    """Return the latest line of the rehearsal's record: which one, and what it says."""
    with inside.database.reading() as tx:
        found = audit_log.latest(tx, LATEST)
    if not found:
        return "", ""
    newest = found[0]
    told = next((one for one in found if _is_told(one, newest)), newest).event
    who = f"{told.actor_name}: " if told.actor_name else ""
    return f"{newest.chain_id} {newest.seq}", f"{who}{told.summary}"


def _is_told(one: RecordedEvent, newest: RecordedEvent) -> bool:
    """Of all that one act wrote, what the person did is told."""
    return one.entered_at == newest.entered_at and one.event.kind is EventKind.TASK_COMPLETED


def _stage(sandbox: Sandbox, inside: Services, application: Application) -> Stage:
    fixture = fixture_of(inside.settings)
    desk = Desk(fixture, application(inside))
    return Stage(inside, sandbox.clock, fixture, desk, real_day())


def _nobody(_services: Services) -> Callable[[], Browser]:
    def refuse() -> Browser:
        raise AssertionError("only time passes here, nobody opens a page")

    return refuse


def _said(moment: datetime) -> str:
    return f"{moment.astimezone(LOCAL):%H:%M %d/%m/%Y}"

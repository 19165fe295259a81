"""Administrators at their pages: cases moved to the newest release, by two of them."""

from __future__ import annotations

from app.actions.admin.carry_out_migrations import carry_out_migrations
from app.domain.case_requests import MoveItem, RequestResult, VersionMove
from app.errors import ScenarioFailed
from app.scenarios.acting import go_to, settle
from app.scenarios.desk import Sent
from app.scenarios.script import MoveCases
from app.scenarios.stage import PAUSE, Stage
from app.store import case_requests, instances, releases

PLACE = "/quan-tri/chuyen-phien-ban"


def move_cases(stage: Stage, step: MoveCases) -> None:
    """Choose the runs of the case, try them on a copy, ask, approve, let the worker move them."""
    go_to(stage, step)
    if not step.at:
        stage.move_to(stage.clock.now() + PAUSE)
    sent, move_path = _asked(stage, step)
    if not sent.done:
        settle(step.refused, sent)
        return
    first, second = stage.fixture.person(step.who), stage.fixture.person(step.by)
    stage.desk.press(first, move_path, f"{move_path}/chay-thu", {})
    move_id = move_path.rpartition("/")[2]
    decided = {"version": str(_version(stage, move_id)), "act": "approve"}
    agreed, _ = stage.desk.press(second, move_path, f"{move_path}/duyet", decided)
    settle(step.refused, agreed)
    if agreed.done:
        carry_out_migrations(stage.services)
        _check_moved(stage, move_id)


def _asked(stage: Stage, step: MoveCases) -> tuple[Sent, str]:
    """Send the request for every run of the case that is not on the newest release."""
    with stage.services.database.reading() as tx:
        newest = releases.latest_id(tx)
        rows = instances.of_case(tx, stage.staged(step.case).case_id)
    older = [row for row in rows if row.ended_at is None and row.release_id != newest]
    if not older:
        raise ScenarioFailed("mọi lượt chạy của hồ sơ đã ở bản công bố mới nhất")
    before = older[0].release_id
    fields: dict[str, str | list[str]] = {
        "tu": before,
        "den": newest,
        "instance": [row.id for row in older if row.release_id == before],
        "thay": list(step.instead),
        "reason": step.reason,
    }
    # Who may not choose a case sends it all the same, as a forger would.
    return stage.desk.press(stage.fixture.person(step.who), "/viec", PLACE, fields)


def _version(stage: Stage, move_id: str) -> int:
    with stage.services.database.reading() as tx:
        return case_requests.load(tx, VersionMove, move_id).version


def _check_moved(stage: Stage, move_id: str) -> None:
    with stage.services.database.reading() as tx:
        items = case_requests.items(tx, MoveItem, move_id)
    stayed = [one.told or one.result.value for one in items if one.result is not RequestResult.DONE]
    if stayed:
        raise ScenarioFailed(f"có lượt chạy không chuyển được: {'; '.join(stayed)}")

"""People doing a task: opening, filling, checking, confirming; alone, refused, or together."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from app.errors import ScenarioFailed
from app.scenarios.answering import Filling
from app.scenarios.desk import OpenForm, Sent
from app.scenarios.moments import is_moment
from app.scenarios.pages import Page, control_id
from app.scenarios.script import AnyStep, Do, Hold, Refused, Together
from app.scenarios.stage import PAUSE, Stage
from app.store import tasks


def go_to(stage: Stage, step: AnyStep) -> None:
    """Let time pass until the step's moment, if it has one; raise ScenarioFailed when past."""
    if not step.at:
        return
    asked = stage.moment(step.case, step.at)
    if asked < stage.clock.now():
        raise ScenarioFailed(f"thời điểm {asked:%H:%M %d/%m/%Y} đã qua; đồng hồ chỉ đi tới")
    stage.move_to(asked)


def hold(stage: Stage, step: Hold) -> None:
    """Open a task's page and keep it under a name."""
    go_to(stage, step)
    task = stage.task(step.case, step.task, step.paper, who=step.who)
    stage.held[step.name] = stage.desk.open(stage.actor_of(step.case, task, step.who), task.id)


def do(stage: Stage, step: Do) -> None:
    """Let a person answer a task; raise ScenarioFailed when it goes otherwise than written."""
    if step.if_open and not is_open(stage, step):
        return
    go_to(stage, step)
    if step.crafted:
        sent, answers = _crafted(stage, step)
    else:
        form = _form(stage, step)
        sent, answers = _checked(stage, step, form)
        if sent.done:
            stage.move_to(sending_time(stage, step))
            sent = stage.desk.confirm(form, sent.page)
    _finish(stage, step, sent, answers)


def is_open(stage: Stage, step: Do) -> bool:
    """Tell whether the step's task is open now."""
    found = stage.tasks(step.case, step.task, step.paper)
    return any(row.state == "open" for row in found)


def sending_time(stage: Stage, step: Do) -> datetime:
    """A dated act is sent at that very moment; any other takes its time."""
    return stage.clock.now() if step.at else stage.clock.now() + PAUSE


def _form(stage: Stage, step: Do) -> OpenForm:
    if step.held:
        if step.held not in stage.held:
            raise ScenarioFailed(f"chưa có trang “{step.held}”; mở bằng bước open")
        return stage.held[step.held]
    done = step.refused is not None
    task = stage.task(step.case, step.task, step.paper, who=step.who, done=done)
    return stage.desk.open(stage.actor_of(step.case, task, step.who), task.id)


def _checked(stage: Stage, step: Do, form: OpenForm) -> tuple[Sent, Mapping[str, Any]]:
    element = _element(stage, step, form)
    _compare_offers(step, form)
    if not form.controls and not form.steering:
        return Sent(False, form.page.status, form.page), {}
    answers = answers_of(stage, step, element)
    filling = Filling(form.controls, row_names(stage, step.case), typed)
    for key, value in answers.items():
        filling.put(key, value)
    return stage.desk.check(form, filling.posted(), filling.files), answers


def _element(stage: Stage, step: Do, form: OpenForm) -> str:
    if step.task:
        return step.task
    with stage.services.database.reading() as tx:
        return tasks.load(tx, form.task_id).element_id


def answers_of(stage: Stage, step: Do, element: str) -> Mapping[str, Any]:
    """Return what a step answers, over the fixture's answers of that task."""
    base = stage.fixture.answers.get(element, {}) if step.defaults else {}
    answers: dict[str, Any] = dict(base)
    for key, value in step.answers.items():
        both = isinstance(value, Mapping) and isinstance(base.get(key), Mapping)
        answers[key] = {**base[key], **value} if both else value
    resolved: Mapping[str, Any] = stage.resolved(step.case, answers)
    return resolved


def row_names(stage: Stage, label: str) -> Mapping[str, tuple[str, ...]]:
    """Return the names by which the rows of a list may be told apart."""
    with stage.services.database.reading() as tx:
        profile = stage.services.cache.profiles[stage.case_row(tx, label).profile]
    return {"legality": tuple(item.item for item in profile.legality_items)}


def typed(text: str) -> tuple[str, str] | None:
    """Return a moment as people type it: day, and time for a field that has one."""
    if not is_moment(text):
        return None
    day, _, time = text.partition(" ")
    year, month, number = day.split("-")
    return f"{number}/{month}/{year}", time


def _crafted(stage: Stage, step: Do) -> tuple[Sent, Mapping[str, Any]]:
    done = step.refused is not None
    task = stage.task(step.case, step.task, step.paper, who=step.who, done=done)
    person = stage.actor_of(step.case, task, step.who)
    form = stage.desk.open(person, task.id)
    answers = {key: _json(value) for key, value in answers_of(stage, step, step.task).items()}
    text = json.dumps(answers, ensure_ascii=False)
    stage.move_to(sending_time(stage, step))
    return stage.desk.craft(person, task.id, text, form), answers


def _json(value: Any) -> Any:
    if value in ("yes", "no"):
        return value == "yes"
    return int(value) if isinstance(value, str) and value.isdigit() else value


def _finish(stage: Stage, step: Do, sent: Sent, answers: Mapping[str, Any]) -> None:
    """Compare what came of an attempt with what the step says, and remember what was sent."""
    settle(step.refused, sent)
    if step.task and step.refused is None:
        known = stage.staged(step.case).sent
        known.update({(step.task, key): value for key, value in answers.items()})


def settle(refused: Refused | None, sent: Sent) -> None:
    """Raise ScenarioFailed unless an attempt went as written: done, or refused in that way."""
    if refused is not None:
        expect_refusal(refused, sent)
    elif not sent.done:
        said = " · ".join(sent.page.refusals) or sent.page.message or sent.page.text[:300]
        raise ScenarioFailed(f"bị từ chối ({sent.status}): {said}")


def expect_refusal(expected: Refused, sent: Sent) -> None:
    """Raise ScenarioFailed unless the attempt failed in the way that is written."""
    if sent.done:
        raise ScenarioFailed("được nhận, trong khi phải bị từ chối")
    said = f"{sent.page.message} {' '.join(sent.page.refusals)}"
    if expected.status is not None and sent.status != expected.status:
        raise ScenarioFailed(f"mã {sent.status}, cần {expected.status}: {said}")
    for part in expected.says:
        if part.lower() not in f"{said} {sent.page.text}".lower():
            raise ScenarioFailed(f"câu từ chối không có “{part}”: {said}")
    if expected.fields is not None:
        _compare_fields(expected.fields, sent.page, said)


def _compare_fields(expected: tuple[str, ...], page: Page, said: str) -> None:
    found, wanted = sorted(set(page.refused_fields)), sorted(control_id(name) for name in expected)
    if found != wanted:
        named = ", ".join(found) or "không mục nào"
        raise ScenarioFailed(f"mục bị từ chối: {named}; cần: {', '.join(wanted)}: {said}")


def _compare_offers(step: Do, form: OpenForm) -> None:
    for key, expected in step.offers.items():
        control = form.controls.get(key)
        found = sorted(option for option in (control.options if control else []) if option)
        if found != sorted(expected):
            raise ScenarioFailed(f"“{key}” cho chọn {found}, cần {sorted(expected)}")


def together(stage: Stage, step: Together) -> None:
    """Check one after the other, then confirm all at the same instant, each in a browser."""
    ready: list[tuple[Do, OpenForm, Sent]] = []
    for act in step.acts:
        task = stage.task(act.case, act.task, act.paper)
        person = stage.actor_of(act.case, task, act.who)
        form = stage.desk.open(person, task.id, stage.desk.another_browser(person))
        ready.append((act, form, _checked(stage, act, form)[0]))
    confirmed = _at_once([_confirming(stage, form, sent) for _, form, sent in ready])
    for (act, _, _), sent in zip(ready, confirmed, strict=True):
        _finish(stage, act, sent, {})


def _confirming(stage: Stage, form: OpenForm, sent: Sent) -> Callable[[], Sent]:
    return lambda: stage.desk.confirm(form, sent.page) if sent.done else sent


def _at_once(acts: list[Callable[[], Sent]]) -> list[Sent]:
    barrier = threading.Barrier(len(acts))
    results: dict[int, Sent] = {}

    def run(number: int, act: Callable[[], Sent]) -> None:
        barrier.wait()
        results[number] = act()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(results) != len(acts):
        raise ScenarioFailed("một trong các lượt gửi cùng lúc bị lỗi; xem nhật ký của ứng dụng")
    return [results[number] for number in range(len(acts))]

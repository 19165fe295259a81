"""People of the demo doing tasks through the actions, past the pages: the same checks, sooner.

What the page would have shown first is kept where a step answers nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any
from uuid import uuid4

from app.actions.staff.allow_conditions import allow_conditions
from app.actions.staff.request_extension import request_extension
from app.actions.staff.start_emergency import start_emergency
from app.actions.staff.start_plan import start_plan
from app.actions.staff.submit_task import submit_task
from app.actions.staff.upload_file import upload_file
from app.actions.staff.withdraw_plan import withdraw_plan
from app.domain.cases import TaskRow
from app.domain.clock import local_day
from app.domain.people import Actor
from app.errors import FormInvalid, ScenarioFailed
from app.scenarios.acting import answers_of, do, go_to, is_open, row_names, sending_time
from app.scenarios.answering import EACH, FILE, YES_NO, content_of
from app.scenarios.script import CaseAct, Do, Start, StartEmergency
from app.scenarios.stage import Stage
from app.steps.opened_task import OpenedTask, open_rows
from app.store import accounts, submissions
from app.task_forms.components import LIST, Component, components, fields

Values = dict[str, Any]


def do_directly(stage: Stage, step: Do) -> None:
    """Let a person answer a task; raise ScenarioFailed naming the fields that were refused."""
    if step.if_open and not is_open(stage, step):
        return
    go_to(stage, step)
    task = stage.task(step.case, step.task, step.paper, who=step.who)
    person = stage.actor_of(step.case, task, step.who)
    written = answers_of(stage, step, step.task)
    actor = _actor(stage, person)
    sheet, carried = _opened(stage, task, actor, written, row_names(stage, step.case))
    stage.move_to(sending_time(stage, step))
    try:
        submit_task(stage.services, actor, task.id, sheet, **carried)
    except FormInvalid as refused:
        said = "; ".join(f"{error.path}: {error.message}" for error in refused.errors)
        raise ScenarioFailed(f"bị từ chối: {said}") from refused
    known = stage.staged(step.case).sent
    known.update({(step.task, key): value for key, value in written.items()})


def do_plainly(stage: Stage, step: Do) -> None:
    """Let a person answer a task past its page, unless the step is about what the page shows."""
    if step.refused or step.held or step.crafted or step.offers:
        do(stage, step)
    else:
        do_directly(stage, step)


def start_directly(stage: Stage, step: Start) -> None:
    """Let a person start a plan."""
    go_to(stage, step)
    actor = _actor(stage, stage.fixture.person(step.who))
    stage.adopt(step.case, start_plan(stage.services, actor, step.channel))


def start_emergency_directly(stage: Stage, step: StartEmergency) -> None:
    """Let a cadre start the record of an emergency action."""
    go_to(stage, step)
    actor = _actor(stage, stage.fixture.person(step.who))
    stage.adopt(step.case, start_emergency(stage.services, actor))


def act_directly(stage: Stage, step: CaseAct) -> None:
    """Let a person do one of the demo's acts on a case besides its tasks."""
    go_to(stage, step)
    who = stage.resolved(step.case, step.who) if step.who.startswith("$") else step.who
    actor = _actor(stage, stage.fixture.person(who))
    with stage.services.database.reading() as tx:
        code = stage.case_row(tx, step.case).code
    if step.title not in ACTS:
        raise ScenarioFailed(f"dữ liệu mẫu không có bước “{step.title}”")
    ACTS[step.title](stage, actor, code, stage.resolved(step.case, dict(step.fields)))


def _withdraw(stage: Stage, actor: Actor, code: str, given: Values) -> None:
    withdraw_plan(stage.services, actor, code, given["reason"])


def _extend(stage: Stage, actor: Actor, code: str, given: Values) -> None:
    asked = {key: value == "yes" if value in YES_NO else value for key, value in given.items()}
    refusal = request_extension(stage.services, actor, code, asked)
    if refusal:
        raise ScenarioFailed(refusal)


def _conditions(stage: Stage, actor: Actor, code: str, given: Values) -> None:
    allow_conditions(stage.services, actor, code)


ACTS = {"withdraw": _withdraw, "extension": _extend, "conditions allow": _conditions}
DIRECTLY: Mapping[type, Callable[[Stage, Any], None]] = {
    Do: do_directly,
    Start: start_directly,
    StartEmergency: start_emergency_directly,
    CaseAct: act_directly,
}


def _actor(stage: Stage, person_id: str) -> Actor:
    with stage.services.database.reading() as tx:
        organisation = stage.services.world(tx).organisation
        account = accounts.load(tx, person_id)
    return Actor(
        person_id=person_id,
        name=account.name,
        login=account.login,
        capacities=organisation.capacities(person_id, local_day(stage.clock.now())),
        system_roles=frozenset(account.system_roles),
        title=organisation.person(person_id).title,
    )


def _opened(
    stage: Stage,
    task: TaskRow,
    actor: Actor,
    written: Mapping[str, Any],
    names: Mapping[str, Sequence[str]],
) -> tuple[Values, Values]:
    """Return the filled form, and what its page carries along."""
    with stage.services.database.reading() as tx:
        opened = open_rows(stage.services, tx, actor, task.id)
        draft = submissions.load_draft(tx, task.id, actor.person_id)
        shown = draft.answers if draft else opened.context.prefill
        known = opened.context.prefill
        carried = _carried(stage, opened, actor.person_id)
    level = {one.name: one for one in fields(components(opened.form))}
    sheet = _kept(tuple(level.values()), shown)
    for key, value in written.items():
        if key not in level:
            raise ScenarioFailed(f"biểu của {task.element_id} không có mục “{key}”")
        if EACH in _keys(value):
            rows = sheet.get(key) or [{} for _ in known.get(key) or ()]
            sheet[key] = _each(stage, actor, level[key], value, rows, names.get(key, ()))
        else:
            sheet[key] = _value(stage, actor, level[key], value)
    return sheet, carried


def _carried(stage: Stage, opened: OpenedTask, person_id: str) -> Values:
    password = stage.fixture.login(person_id)[1] if opened.asks_password else ""
    return {
        "idempotency_key": uuid4().hex,
        "form_version": opened.form_version,
        "plan_hash": opened.plan_hash,
        "password": password,
    }


def _kept(level: Sequence[Component], shown: Mapping[str, Any]) -> Values:
    """Return what stands in the fields before anybody writes."""
    values: Values = {}
    for one in level:
        value = shown.get(one.name, one.json.get("defaultValue"))
        if value is None or one.is_readonly:
            continue
        if one.kind == LIST:
            below = tuple(fields(one.children))
            value = [_kept(below, row) for row in value]
        values[one.name] = value
    return values


def _keys(value: Any) -> frozenset[str]:
    return frozenset(value) if isinstance(value, Mapping) else frozenset()


def _each(
    stage: Stage,
    actor: Actor,
    one: Component,
    value: Mapping[str, Any],
    rows: Sequence[Values],
    names: Sequence[str],
) -> list[Values]:
    """Return every row that is shown, filled alike; one with a name may differ."""
    differing = [value.get(name) or {} for name in names] + [{}] * len(rows)
    return [
        {**row, **_row(stage, actor, one, {**value[EACH], **other})}
        for row, other in zip(rows, differing, strict=False)
    ]


def _value(stage: Stage, actor: Actor, one: Component, value: Any) -> Any:
    """Return an answer as the form takes it: rows, files and choices from what is written."""
    if FILE in _keys(value):
        return [_uploaded(stage, actor, str(value[FILE]))]
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_row(stage, actor, one, v) if isinstance(v, Mapping) else v for v in value]
    if value in YES_NO and not any(value == option for option, _ in one.static_options or ()):
        return YES_NO[value]
    return value


def _row(stage: Stage, actor: Actor, one: Component, row: Mapping[str, Any]) -> Values:
    below = {child.name: child for child in fields(one.children)}
    return {key: _value(stage, actor, below[key], cell) for key, cell in row.items()}


def _uploaded(stage: Stage, actor: Actor, name: str) -> str:
    stream = BytesIO(content_of(name))
    return upload_file(stage.services, actor, name, "application/octet-stream", stream).id

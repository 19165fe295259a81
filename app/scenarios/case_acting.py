"""People doing something with a case besides its tasks, and starting an emergency action.

An attempt that must fail is sent even where no page offers it, as a forger would.
"""

from __future__ import annotations

from app.scenarios.acting import go_to, settle, typed
from app.scenarios.script import CaseAct, StartEmergency
from app.scenarios.stage import PAUSE, Stage


def act_on_case(stage: Stage, step: CaseAct) -> None:
    """Fill the small form of an act and send it; raise ScenarioFailed when it goes otherwise."""
    go_to(stage, step)
    who = stage.resolved(step.case, step.who) if step.who.startswith("$") else step.who
    fields = {name: _typed(stage, step, text) for name, text in step.fields.items()}
    with stage.services.database.reading() as tx:
        code = stage.case_row(tx, step.case).code
    if not step.at:
        stage.move_to(stage.clock.now() + PAUSE)
    path = f"/ho-so/{code}/{step.act}"
    sent = stage.desk.act(stage.fixture.person(who), path, fields, crafted=step.refused is not None)
    settle(step.refused, sent)


def _typed(stage: Stage, step: CaseAct, text: str) -> str:
    found = str(stage.resolved(step.case, text))
    day = typed(found)
    return day[0] if day else found


def start_emergency(stage: Stage, step: StartEmergency) -> None:
    """Press the button that starts the record of an emergency action."""
    go_to(stage, step)
    sent, location = stage.desk.press(
        stage.fixture.person(step.who), "/ke-hoach", "/ke-hoach/cap-thiet", {}
    )
    settle(step.refused, sent)
    if sent.done:
        stage.adopt(step.case, location.rsplit("/", 1)[-1])

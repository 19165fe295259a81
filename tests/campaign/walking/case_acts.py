"""What people do with a case besides its tasks, at random: offered or not, entitled or not."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from app.actions.staff.allow_conditions import allow_conditions
from app.actions.staff.declare_conflict import declare_conflict
from app.actions.staff.list_cases import list_cases
from app.actions.staff.list_inbox import list_inbox
from app.actions.staff.list_plans import list_plans
from app.actions.staff.open_case import open_case
from app.actions.staff.report_external_answer import report_external_answer
from app.actions.staff.report_leader_vacancy import report_leader_vacancy
from app.actions.staff.request_extension import request_extension
from app.actions.staff.withdraw_plan import withdraw_plan
from app.domain.clock import local_day
from app.domain.people import Actor
from tests.factories import AtWork

REASON = "Vấn đề khó, phức tạp, liên quan nhiều ngành; cần thêm thời gian để lấy ý kiến, thẩm định."


@dataclass
class OnCase:
    """Somebody before the page of a case."""

    office: AtWork
    chance: random.Random
    actor: Actor
    code: str
    people: list[str]


def _withdraw(at: OnCase) -> None:
    withdraw_plan(at.office.services, at.actor, at.code, at.chance.choice([REASON, " "]))


def _extend(at: OnCase) -> None:
    day = local_day(at.office.clock.now()) + timedelta(days=at.chance.randint(-5, 90))
    answers = {
        "requested_due": day.isoformat(),
        "is_complex": at.chance.random() < 0.9,
        "needs_appraisal_time": at.chance.random() < 0.9,
        "reasons": REASON,
    }
    request_extension(at.office.services, at.actor, at.code, answers)


def _declare(at: OnCase) -> None:
    whom = at.chance.choice(["", at.chance.choice(at.people)])
    declare_conflict(at.office.services, at.actor, at.code, REASON, whom)


def _answer(at: OnCase) -> None:
    report_external_answer(at.office.services, at.actor, at.code)


def _vacancy(at: OnCase) -> None:
    report_leader_vacancy(at.office.services, at.actor, at.code, REASON)


def _conditions(at: OnCase) -> None:
    reporter = at.chance.choice(["", "", at.chance.choice(at.people)])
    allow_conditions(at.office.services, at.actor, at.code, reporter)


def _read(at: OnCase) -> None:
    open_case(at.office.services, at.actor, at.code)


def _list(at: OnCase) -> None:
    services, actor = at.office.services, at.actor
    list_inbox(services, actor, at.chance.choice(["mine", "group", "done"]))
    list_cases(services, actor, at.chance.choice(["", "mot cua", "%", "'"]))
    list_plans(services, actor)


ACTS: dict[str, Callable[[OnCase], None]] = {
    "withdraw": _withdraw,
    "extension": _extend,
    "conflict": _declare,
    "external answer": _answer,
    "leader vacant": _vacancy,
    "conditions allow": _conditions,
    "read": _read,
    "list": _list,
}
WEIGHTS = (2, 6, 2, 4, 3, 4, 6, 4)


def choose_act(chance: random.Random) -> str:
    """Return the name of an act."""
    return chance.choices(list(ACTS), WEIGHTS)[0]

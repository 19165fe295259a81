"""Which cases have been kept long enough, by the periods of the profile; lines of the record.

No clause of the sources says how long a case is kept (decisions.md, Audit, only how it goes), so
each period names who set it, and without one nothing is ever due.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from app.domain.audit import EventKind
from app.domain.clock import LOCAL, local_day
from app.domain.people import Actor
from app.domain.retention import (
    ANY,
    CASE_KINDS,
    RESULTS,
    DestructionList,
    EndedCase,
    ListItem,
    Period,
)
from app.profiles import Profile
from app.register.register import Doer
from app.steps.reads import SYSTEM_ROLES
from app.steps.services import Services
from app.steps.work import Work
from app.store.retention import Cutoff

BY_UNIT = "do đơn vị quy định"


def periods_of(services: Services) -> tuple[Period, ...]:
    """Return the periods of this installation, the first that fits counts; the general one last."""
    profile = services.cache.profiles[services.settings.profile]
    return tuple(_periods(profile))


def _periods(profile: Profile) -> Iterator[Period]:
    kept = profile.facts()["retention"]
    for row in kept["periods"] or ():
        yield Period(**row)
    if kept["case_years"] is not None:
        yield Period(ANY, ANY, kept["case_years"], BY_UNIT)


def period_for(periods: Iterable[Period], kind: str, outcome: str) -> Period | None:
    """Return the period of such a case; None where nobody set one."""
    return next((one for one in periods if one.covers(kind, outcome)), None)


def cutoffs(periods: Iterable[Period], now: datetime) -> list[Cutoff]:
    """Return before which moment a case of each kind and result must have ended to be due."""
    known, found = list(periods), []
    for kind in CASE_KINDS:
        for state in RESULTS:
            period = period_for(known, kind, state.value)
            if period is not None:
                found.append(Cutoff(kind, state, _before(period, now)))
    return found


def _before(period: Period, now: datetime) -> datetime:
    """Return the end of the last day on which a case may have ended to be due today."""
    today = local_day(now)
    # 29 February counts as 28 February: a day more is waited for, never a day less.
    same_day = 28 if (today.month, today.day) == (2, 29) else today.day
    last = today.replace(year=today.year - period.years, day=same_day)
    return datetime.combine(last + timedelta(days=1), time(), LOCAL)


def item_of(list_id: str, case: EndedCase, periods: Iterable[Period]) -> ListItem:
    """Return a due case as an entry of a list, with the period that makes it due."""
    period = period_for(periods, case.kind, case.state.value)
    assert period is not None  # noqa: S101 what no period covers is never found due
    ended = local_day(case.ended_at)
    return ListItem(
        list_id=list_id,
        case_id=case.id,
        code=case.code,
        outcome=case.state.value,
        ended_on=ended,
        kept_until=period.over_on(ended),
        basis=f"lưu {period.years} năm từ ngày kết thúc ({period.source})",
    )


def record_list(
    work: Work, row: DestructionList, kind: EventKind, summary: str, payload: Mapping[str, Any]
) -> int:
    """Chain what somebody did with a list; return the number of the row."""
    said = {"list": row.id, "decision": row.decision, "reason": row.reason, **payload}
    return work.record(kind, summary, said)


def doer_of(actor: Actor) -> Doer:
    """Return the actor in the system role in which they have to do with destruction."""
    roles = (name for role, name in SYSTEM_ROLES.items() if role in actor.system_roles)
    return Doer(actor.person_id, actor.name, next(roles, ""))

"""Show how all cases stand: figures of bodies and of a period, slow steps, who has how much."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from app.diagrams.picture import draw
from app.domain.case_search import CaseQuery, CaseReach
from app.domain.clock import local_day
from app.domain.diagrams import DiagramMarks
from app.domain.forms import FieldError, Option
from app.domain.people import Actor, Candidates
from app.domain.views.monitor import BodyFigures, Load, MonitorPage, StepFigures
from app.errors import FormInvalid
from app.organisation import Organisation
from app.permissions import check_can_watch
from app.steps.case_questions import reach_of
from app.steps.catalogue import Catalogue
from app.steps.course import heat_of
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.step_figures import step_figures
from app.steps.summaries import who_in_words
from app.store import figures
from app.store.database import Transaction
from app.store.figures import Span
from app.task_forms.typed import read_day
from app.working_days.calendar import end_of_day, start_of_day

USUAL_DAYS = 90
LONGEST_DAYS = 366 * 3
MAIN = "p01_art4_case"


def watch_figures(services: Services, actor: Actor, asked: Mapping[str, str]) -> MonitorPage:
    """Return the dashboard of a period (`tu_ngay`, `den_ngay`), a body, a process.

    Raises PermissionDenied for those who do not watch, FormInvalid for days that cannot be read.
    """
    with refusals_recorded(services, actor, "Xem tình hình hồ sơ"):
        check_can_watch(actor)
    first, last = _period(asked, local_day(services.clock.now()))
    with services.database.reading() as tx:
        return _page(services, actor, tx, asked, first, last)


def _page(
    services: Services,
    actor: Actor,
    tx: Transaction,
    asked: Mapping[str, str],
    first: date,
    last: date,
) -> MonitorPage:
    world = services.world(tx)
    organisation, catalogue = world.organisation, services.catalogue(tx, world.latest_release)
    body_id = asked.get("co_quan", "")
    body_id = body_id if organisation.has_unit(body_id) else ""
    span = Span(start_of_day(first), end_of_day(last))
    calendar = world.calendar(services.settings.profile)
    reach = reach_of(services, world, actor, CaseQuery())
    steps = step_figures(figures.stays(tx, span, body_id), calendar)
    counted = _counted(tx, reach, span)
    by_body = _by_body(organisation, counted)
    shown = [one for one in by_body if body_id in ("", one.body_id)]
    process_id = _process(catalogue, asked.get("quy_trinh", ""), steps)
    sent, rounds = figures.rounds(tx, span, reach, body_id)
    return MonitorPage(
        first=first,
        last=last,
        body_id=body_id,
        process_id=process_id,
        bodies=tuple(Option(one.body_id, one.name) for one in by_body),
        processes=tuple(
            Option(name, one.name or name) for name, one in catalogue.definitions.items()
        ),
        whole=_whole(shown, counted, body_id),
        by_body=tuple(shown),
        steps=steps,
        loads=_loads(organisation, figures.open_tasks(tx, services.clock.now(), body_id)),
        svg=_picture(catalogue, process_id, steps),
        rounds=rounds / sent if sent else 0.0,
    )


def _period(asked: Mapping[str, str], today: date) -> tuple[date, date]:
    """Return the days asked for, or the last ninety."""
    errors, days = [], {}
    for name, label in (("tu_ngay", "Từ ngày"), ("den_ngay", "Đến ngày")):
        typed = asked.get(name, "").strip()
        iso = read_day(typed) if typed else None
        if typed and iso is None:
            message = "Ghi ngày dạng nn/tt/nnnn, ví dụ 24/04/2024"
            errors.append(FieldError(name, label, message))
        days[name] = date.fromisoformat(iso) if iso else None
    last = days["den_ngay"] or today
    first = days["tu_ngay"] or last - timedelta(days=USUAL_DAYS)
    if not errors and not 0 <= (last - first).days <= LONGEST_DAYS:
        message = f"Chọn từ {first:%d/%m/%Y} đến tối đa ba năm sau đó"
        errors.append(FieldError("den_ngay", "Đến ngày", message))
    if errors:
        raise FormInvalid(errors)
    return first, last


def _counted(tx: Transaction, reach: CaseReach, span: Span) -> Mapping[str, Mapping[str, int]]:
    """Return all numbers of each body, those over all bodies among them."""
    found: dict[str, dict[str, int]] = {}
    for counted in (
        figures.standing(tx, reach),
        figures.answered(tx, span, reach),
        figures.overridden(tx, span, reach),
        figures.passed_on(tx, span, reach),
    ):
        for body_id, numbers in counted.items():
            found.setdefault(body_id, {}).update(numbers)
    return found


def _by_body(
    organisation: Organisation, counted: Mapping[str, Mapping[str, int]]
) -> tuple[BodyFigures, ...]:
    lines = [
        BodyFigures(body_id, organisation.unit(body_id).name, **numbers)
        for body_id, numbers in counted.items()
        if body_id not in ("", figures.EVERYWHERE) and any(numbers.values())
    ]
    return tuple(sorted(lines, key=lambda one: (-one.late, -one.open, one.name)))


def _whole(
    lines: Sequence[BodyFigures], counted: Mapping[str, Mapping[str, int]], body_id: str
) -> BodyFigures:
    """Return the numbers of the body asked for, or of all: what was at two counts once."""
    if body_id:
        return replace(next(iter(lines), BodyFigures("", "")), body_id="", name="")
    # An open case is at one body.
    today = {
        name: sum(numbers.get(name, 0) for numbers in counted.values())
        for name in ("open", "near", "late")
    }
    return BodyFigures("", "", **{**counted[figures.EVERYWHERE], **today})


def _loads(organisation: Organisation, rows: Iterable[Mapping[str, Any]]) -> tuple[Load, ...]:
    """Count a task that somebody took at that person, others at all who may do them."""
    counted: dict[str, list[int]] = {}
    for row in rows:
        people = (row["claimed_by"],) if row["claimed_by"] else tuple(row["person_ids"])
        who = who_in_words(organisation, Candidates(row["role"], row["body_id"], people))
        entry = counted.setdefault(who, [0, 0])
        entry[0] += int(row["open"])
        entry[1] += int(row["late"])
    loads = (Load(who, *numbers) for who, numbers in counted.items())
    return tuple(sorted(loads, key=lambda one: (-one.late, -one.open, one.who)))


def _process(catalogue: Catalogue, asked: str, steps: Iterable[StepFigures]) -> str:
    """Return the process asked for, or the one in which most time went."""
    if asked in catalogue.definitions:
        return asked
    slow = next((one.process_id for one in steps if one.process_id in catalogue.definitions), "")
    return slow or MAIN


def _picture(catalogue: Catalogue, process_id: str, steps: Iterable[StepFigures]) -> str:
    definition = catalogue.definitions.get(process_id)
    if definition is None:
        return ""
    here = [one for one in steps if one.process_id == process_id]
    marks = DiagramMarks(
        title=f"{definition.name}: nơi chờ lâu nhất",
        heat=heat_of({one.element_id: one.ninetieth for one in here}),
        notes={one.element_id: f"{one.median} · {one.ninetieth} ngày" for one in here},
    )
    return draw(definition.tree, marks, process_id)

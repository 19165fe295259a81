"""One case on one page: term, path on the diagrams, documents, people, history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.diagrams.path import describe_path
from app.diagrams.picture import draw
from app.domain.audit import EventKind, RecordedEvent
from app.domain.cases import (
    CaseRow,
    DocumentRow,
    DocumentState,
    InstanceRow,
    TaskRow,
    TaskState,
)
from app.domain.clock import local_day
from app.domain.forms import FormContext, Option
from app.domain.people import Actor
from app.domain.views import (
    CaseDiagram,
    CasePage,
    CasePerson,
    CaseStep,
    CheckItem,
    HistoryRow,
    StepState,
    Upload,
)
from app.organisation import Organisation
from app.register.register import Doer
from app.steps.answer_texts import check_items
from app.steps.case_acts import case_acts, proposers_of, standing_of
from app.steps.catalogue import Catalogue
from app.steps.paths import Trail, marks_of, trails
from app.steps.reading import check_readable
from app.steps.reads import note_read
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.summaries import case_due, case_summary, people_of, task_due
from app.steps.task_pages import document_items
from app.steps.work import Work
from app.store import (
    audit_log,
    cases,
    clocks,
    documents,
    facts,
    instances,
    messages,
    tasks,
    uploads,
)
from app.store.database import Transaction
from app.task_forms import present

MAIN = "p01_art4_case"
GO_AHEAD = "VB_CHO_CHU_TRUONG"
PLAN_FORM = "p01_art4_case.prepare_plan"
REPORTS_UP = ("BC_XIN_CHU_TRUONG", "BC_DE_XUAT_GIAI_PHAP")
REPAIRED = "Khắc phục sự cố"
# The plumbing of the engine is no history that people read; of an incident they read its end.
QUIET = frozenset(
    {
        EventKind.STEP_TAKEN,
        EventKind.TIMER_FIRED,
        EventKind.MESSAGE_SENT,
        EventKind.MESSAGE_KEPT,
        EventKind.MESSAGE_DELIVERED,
        EventKind.INCIDENT_OPENED,
        EventKind.INCIDENT_RETRIED,
        EventKind.INCIDENT_ANNOTATED,
    }
)


def open_case(services: Services, actor: Actor, code: str) -> CasePage:
    """Return the page of a case; raises NotFound for those who may not see it, without a hint.

    Reading a restricted case is recorded.
    """
    with (
        refusals_recorded(services, actor, "Mở hồ sơ", about=code),
        services.database.reading() as tx,
    ):
        case = cases.by_code(tx, code)
        check_readable(services, tx, actor, case)
        page = _page(Work(services, tx, services.clock.now(), Doer(actor.person_id)), actor, case)
    note_read(services, actor, case, "Mở hồ sơ")
    return page


def _page(work: Work, actor: Actor, case: CaseRow) -> CasePage:
    tx, world = work.tx, work.world
    today = local_day(work.now)
    running = instances.of_case(tx, case.id)
    main = _main_of(running)
    all_tasks = tasks.of_case(tx, case.id)
    events = audit_log.of_case(tx, case.id)
    clock = next(iter(reversed(clocks.of_case(tx, case.id))), None)
    sheets = facts.load_sheets(tx, case.id, clock.pass_id if clock else "", [])
    waiting = [task for task in all_tasks if task.state is TaskState.OPEN]
    papers = documents.of_case(tx, case.id)
    proposers = proposers_of(case, sheets[case.id].facts)
    return CasePage(
        case=case_summary(world.organisation, case),
        due=case_due(world.calendar(case.profile), clock, today),
        where=_where(work, case, waiting, main),
        steps=tuple(_steps(work, actor, all_tasks)),
        diagrams=_diagrams(work, main, waiting),
        documents=document_items(papers),
        files=_files(tx, case.id),
        people=tuple(_people(work, all_tasks)),
        history=tuple(_history(events, running, proposes=actor.person_id in proposers)),
        next_steps=tuple(f"{task.name}: {_who(work, task)}" for task in waiting),
        plan=_plan(work, case, main, sheets[case.id].facts),
        acts=case_acts(standing_of(tx, case, clock, running, sheets), actor),
        deciding_body=_deciding_body(work, papers, sheets[case.id].facts),
    )


def _deciding_body(work: Work, papers: Iterable[DocumentRow], known: Mapping[str, Any]) -> str:
    """Name the one body that gave the go-ahead, once the letter is issued (C-011)."""
    issued = any(p.doc_type == GO_AHEAD and p.state is DocumentState.ISSUED for p in papers)
    body = known.get("deciding_body")
    return work.world.organisation.unit(str(body)).name if issued and body else ""


def _main_of(running: Sequence[InstanceRow]) -> InstanceRow:
    """Return the approval of the case, or what the case began with: an emergency action."""
    return next((row for row in running if row.process_id == MAIN), running[0])


def _who(work: Work, task: TaskRow) -> str:
    return people_of(work.world.organisation, task)


def _where(work: Work, case: CaseRow, waiting: list[TaskRow], main: InstanceRow) -> str:
    if main.ended_at is not None:
        return "Hồ sơ đã kết thúc; mọi văn bản đã phát hành"
    if main.status != "running":
        return "Hồ sơ tạm dừng để khắc phục sự cố; chưa ai làm được việc của hồ sơ"
    names = "; ".join(f"“{task.name}”, chờ {_who(work, task)}" for task in waiting)
    if names:
        return f"Hồ sơ đang ở bước {names}"
    return _outside(work, case) or "Hồ sơ đang chờ mốc thời gian"


def _outside(work: Work, case: CaseRow) -> str:
    """Tell how long a superior outside the system has had the case; no term runs there (A-10)."""
    if messages.find_wait(work.tx, "external_answer", case.id) is None:
        return ""
    known = facts.load_sheets(work.tx, case.id, "", [])[case.id].facts
    asked = documents.of_kind(work.tx, case.id, REPORTS_UP)[-1]
    days = (local_day(work.now) - local_day(asked.issued_at or work.now)).days
    name = work.world.organisation.unit(str(known["target_id"])).name
    return f"Hồ sơ đang chờ {name} trả lời. Đã chờ {days} ngày từ {asked.number}"


def _steps(work: Work, actor: Actor, rows: Iterable[TaskRow]) -> Iterable[CaseStep]:
    calendar = work.world.calendar(work.services.settings.profile)
    today, catalogue = local_day(work.now), work.catalogue(work.world.latest_release)
    for task in reversed(list(rows)):
        if task.state is TaskState.CANCELLED:
            continue
        done = task.state is TaskState.DONE
        due = task_due(calendar, catalogue, task, today)
        mine = task.completed_by == actor.person_id or not done
        yield CaseStep(
            name=task.name,
            state=StepState.DONE if done else StepState.NOW,
            people=_name(work, task.completed_by) if done else _who(work, task),
            at=task.completed_at if done else task.opened_at,
            due=due.due if due else None,
            due_clause=due.clause if due else "",
            note=task.completed_capacity,
            task_id=task.id if mine else "",
        )


def _name(work: Work, person_id: str) -> str:
    organisation = work.world.organisation
    return organisation.person(person_id).name if organisation.has_person(person_id) else ""


def _diagrams(work: Work, main: InstanceRow, waiting: list[TaskRow]) -> tuple[CaseDiagram, ...]:
    catalogue = work.catalogue(main.release_id)
    steps = audit_log.steps_of_instance(work.tx, main.id)
    activations = instances.activations(work.tx, main.id)
    here = [task for task in waiting if task.instance_id == main.id]
    found = trails(main.process_id, steps, activations, here)
    return tuple(_diagram(catalogue, trail) for trail in found.values())


def _diagram(catalogue: Catalogue, trail: Trail) -> CaseDiagram:
    definition = catalogue.definitions[trail.process_id]
    version = catalogue.versions[f"process:{trail.process_id}"]
    return CaseDiagram(
        process_id=trail.process_id,
        name=definition.name,
        version=version,
        svg=draw(definition.tree, marks_of(trail, definition.name), trail.process_id),
        done=tuple(dict.fromkeys(trail.elements)),
        now=tuple(trail.now),
        flows=tuple(dict.fromkeys(trail.flows)),
        sentences=tuple(describe_path(definition, trail.elements)),
    )


def _files(tx: Transaction, case_id: str) -> tuple[Upload, ...]:
    return tuple(
        Upload(row.id, row.file_name, row.size, row.sha256, row.media_type)
        for row in uploads.of_case(tx, case_id)
        if row.submission_id
    )


def _people(work: Work, rows: Iterable[TaskRow]) -> Iterable[CasePerson]:
    seen: dict[tuple[str, str], None] = {}
    for task in rows:
        if task.completed_by:
            seen.setdefault((task.completed_by, task.completed_capacity))
    for person_id, part in seen:
        title = work.world.organisation.person(person_id).title
        yield CasePerson(_name(work, person_id), part, title)


def _history(
    events: Iterable[RecordedEvent], running: Iterable[InstanceRow], *, proposes: bool
) -> Iterable[HistoryRow]:
    """Yield what people read; who proposes reads that something was put right, no more."""
    releases = {audit_log.chain_of(row.id): row.release_id for row in running}
    for recorded in events:
        event = recorded.event
        repaired = event.kind is EventKind.INSTANCE_REPAIRED
        if event.kind not in QUIET:
            yield HistoryRow(
                seq=recorded.seq,
                at=event.at,
                entered_at=recorded.entered_at,
                summary=REPAIRED if proposes and repaired else event.summary,
                actor=event.actor_name,
                capacity=event.capacity,
                clauses=event.clauses,
                version=releases.get(recorded.chain_id, ""),
            )


def _plan(
    work: Work, case: CaseRow, main: InstanceRow, plan: Mapping[str, Any]
) -> tuple[CheckItem, ...]:
    if main.process_id != MAIN:
        return ()
    form = work.catalogue(main.release_id).form(PLAN_FORM)
    organisation = work.world.organisation
    profile = work.world.profiles[case.profile]
    context = FormContext(now=work.now, profile=profile.facts(), options=_names_in(organisation))
    return tuple(check_items(present(form, plan, context), {}))


def _names_in(organisation: Organisation) -> Mapping[str, list[Option]]:
    people = [Option(person.id, person.name) for person in organisation.people()]
    units = [Option(unit.id, unit.name) for unit in organisation.units()]
    return {"people": people, "org_units": units}

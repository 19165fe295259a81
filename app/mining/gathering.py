"""Cases of the record put into event logs: names for ids, objects, how long a task took."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.domain.audit import EventKind
from app.domain.cases import PassRow
from app.domain.clock import local_day
from app.domain.diagrams import Element
from app.mining.activities import activity_of, transition_of
from app.mining.log import CaseLog, Link, LogEvent, LogObject, ObjectType, object_id
from app.steps.work import Work
from app.store.event_logs import CaseRows, LoggedRow, PaperRow, RunRow, WorkRow
from app.working_days import Calendar


def case_logs(work: Work, lot: Iterator[CaseRows] | list[CaseRows]) -> Iterator[CaseLog]:
    """Yield the log of each case of a lot."""
    for rows in lot:
        yield _CaseReader(work, rows).log()


@dataclass
class _CaseReader:
    work: Work
    rows: CaseRows
    runs: Mapping[str, RunRow] = field(init=False)
    papers: Mapping[str, PaperRow] = field(init=False)
    tasks: Mapping[str, WorkRow] = field(init=False)
    shared: dict[str, LogObject] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.runs = {row.id: row for row in self.rows.runs}
        self.papers = {row.id: row for row in self.rows.papers}
        self.tasks = {row.id: row for row in self.rows.tasks}

    @property
    def calendar(self) -> Calendar:
        return self.work.world.calendar(self.rows.case.profile)

    def log(self) -> CaseLog:
        case = self.rows.case
        events = [self._event(line) for line in self.rows.lines]
        return CaseLog(
            id=case.id,
            code=case.code or case.id,
            title=case.title,
            kind=case.kind,
            body=self._body_name(case.body_id),
            restricted=case.restricted,
            events=events,
            objects=tuple(self._objects()),
            shared=tuple(self.shared.values()),
        )

    def _event(self, line: LoggedRow) -> LogEvent:
        told = line.told()
        run, paper = self.runs[line.instance_id], self.papers.get(str(told.get("document", "")))
        task = self.tasks.get(str(told.get("task", "")))
        passing = self._pass_id(line, told, run, paper or task)
        body = self._body_id(told, paper or task, passing)
        element = self._element(run, line)
        cited = (*line.clauses, *(element.clauses if element else ()))
        done = line.kind is EventKind.TASK_COMPLETED and task is not None
        return LogEvent(
            id=f"{line.chain_id}:{line.seq}",
            activity=activity_of(line.kind, element, paper.doc_type if paper else "", told),
            transition=transition_of(line.kind),
            kind=line.kind.value,
            at=line.at,
            entered_at=line.entered_at,
            person=line.actor_name,
            capacity=line.capacity,
            body=self._body_name(body),
            process=line.process_id or run.process_id,
            element=line.element_id,
            clauses=tuple(dict.fromkeys(cited)),
            instance=run.id,
            links=tuple(self._links(line, run, paper, passing, body)),
            opened_at=task.opened_at if done and task else None,
            working_days=self._days(task, line) if done and task else None,
        )

    def _days(self, task: WorkRow, line: LoggedRow) -> int:
        return max(self.calendar.count(local_day(task.opened_at), local_day(line.at)), 0)

    def _pass_id(
        self,
        line: LoggedRow,
        told: Mapping[str, Any],
        run: RunRow,
        about: PaperRow | WorkRow | None,
    ) -> str:
        """Return the pass of a line: told, of its paper or task, of its run, or the one then."""
        named = str(told.get("pass_id") or "") or (about.pass_id if about else "") or run.pass_id
        known = {row.id for row in self.rows.passes}
        if named in known:
            return named
        open_then = [row.id for row in self.rows.passes if row.opened_at <= line.at]
        return open_then[-1] if open_then else ""

    def _body_id(
        self, told: Mapping[str, Any], about: PaperRow | WorkRow | None, pass_id: str
    ) -> str:
        named = told.get("body") or (about.body_id if about else "")
        if named:
            return str(named)
        found = next((row.body_id for row in self.rows.passes if row.id == pass_id), "")
        return found or self.rows.case.body_id

    def _element(self, run: RunRow, line: LoggedRow) -> Element | None:
        definitions = self.work.catalogue(run.release_id).definitions
        definition = definitions.get(line.process_id or run.process_id)
        return definition.elements.get(line.element_id) if definition else None

    def _body_name(self, body_id: str) -> str:
        organisation = self.work.world.organisation
        return organisation.unit(body_id).name if organisation.has_unit(body_id) else body_id

    def _links(
        self, line: LoggedRow, run: RunRow, paper: PaperRow | None, pass_id: str, body_id: str
    ) -> Iterator[Link]:
        case = self.rows.case
        yield Link(object_id(ObjectType.CASE, case.id), "case")
        yield Link(object_id(ObjectType.INSTANCE, run.id), "run")
        if pass_id:
            yield Link(object_id(ObjectType.PASS, pass_id), "pass")
        if paper:
            yield Link(object_id(ObjectType.DOCUMENT, paper.id), "about")
        if line.actor:
            name = {"name": line.actor_name}
            yield Link(self._share(ObjectType.PERSON, line.actor, name), "actor")
        if body_id:
            name = {"name": self._body_name(body_id)}
            yield Link(self._share(ObjectType.BODY, body_id, name), "body")

    def _share(self, type_: ObjectType, id_: str, attributes: Mapping[str, str]) -> str:
        name = object_id(type_, id_)
        if name not in self.shared:
            self.shared[name] = LogObject(name, type_, self.rows.case.created_at, attributes)
        return name

    def _objects(self) -> Iterator[LogObject]:
        case = self.rows.case
        home = (Link(object_id(ObjectType.CASE, case.id), "of case"),)
        about = {"code": case.code, "title": case.title, "kind": case.kind, "channel": case.channel}
        yield _made(ObjectType.CASE, case.id, case.created_at, about)
        for passing in self.rows.passes:
            yield _made(ObjectType.PASS, passing.id, passing.opened_at, _of_pass(passing), home)
        for run in self.rows.runs:
            said = {"process": run.process_id, "release": run.release_id}
            yield _made(ObjectType.INSTANCE, run.id, run.started_at, said, home)
        for paper in self.rows.papers:
            within = (*home, *self._within(paper))
            yield _made(ObjectType.DOCUMENT, paper.id, paper.created_at, _of_paper(paper), within)

    def _within(self, paper: PaperRow) -> Iterator[Link]:
        if any(row.id == paper.pass_id for row in self.rows.passes):
            yield Link(object_id(ObjectType.PASS, paper.pass_id), "of pass")


def _made(
    type_: ObjectType,
    id_: str,
    since: datetime,
    attributes: Mapping[str, str],
    links: tuple[Link, ...] = (),
) -> LogObject:
    return LogObject(object_id(type_, id_), type_, since, attributes, links)


def _of_pass(row: PassRow) -> Mapping[str, str]:
    number, round_no = str(row.number), str(row.round_no)
    return {"number": number, "round": round_no, "entry_reason": row.entry_reason}


def _of_paper(row: PaperRow) -> Mapping[str, str]:
    return {
        "doc_type": row.doc_type,
        "title": row.title,
        "number": row.number,
        "sha256": row.sha256,
    }

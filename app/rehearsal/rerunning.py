"""A past case done over: the same people do the same at the same moments, on another version.

Time passes as it did, with the worker awake at each timer. What goes otherwise is told in words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from app.actions import Services
from app.actions.admin.fire_due_timers import fire_due_timers
from app.actions.admin.sweep_clocks import sweep_clocks
from app.actions.staff.declare_conflict import declare_conflict
from app.actions.staff.report_external_answer import report_external_answer
from app.actions.staff.report_leader_vacancy import report_leader_vacancy
from app.actions.staff.start_emergency import start_emergency
from app.actions.staff.start_plan import start_plan
from app.actions.staff.submit_task import submit_task
from app.actions.staff.withdraw_plan import withdraw_plan
from app.domain.cases import TaskRow
from app.domain.clock import MovableClock, local_day
from app.domain.people import Actor
from app.domain.reseating import Counterparts
from app.errors import ChuTruongError, FormInvalid
from app.rehearsal.past_case import Course, Input, PastCase, Places, courses_of, labels_of
from app.scenarios.setting import fixture_of
from app.steps.opened_task import open_rows
from app.store import accounts, cases, documents, tasks, timers, uploads

MOST_TICKS = 2_000
MOST_NAMED = 5


def rerun(
    inside: Services,
    clock: MovableClock,
    case: PastCase,
    counterparts: Counterparts,
    until: datetime,
) -> dict[str, tuple[str, ...]]:
    """Return in words what goes otherwise, by instance; empty where it arrives as it stands.

    `clock` is that of `inside`, and stands where the case began.
    """
    again = _Rerun(inside, clock, case, counterparts)
    stopped = again.stopped(until)
    if stopped:
        return {course.instance_id: (stopped,) for course in case.courses}
    return again.compared()


class _Rerun:
    def __init__(
        self, inside: Services, clock: MovableClock, case: PastCase, counterparts: Counterparts
    ) -> None:
        self._inside = inside
        self._clock = clock
        self._case = case
        self._counterparts = counterparts
        self._case_id = ""
        self._password = fixture_of(inside.settings).organisation.accounts[0].password

    def stopped(self, until: datetime) -> str:
        """Do the case over until a moment; return where it left its way, if it did."""
        with self._inside.database.transaction() as tx:
            for file in self._case.files:
                uploads.insert(tx, _unsent(file))
        last = "bắt đầu hồ sơ"
        try:
            self._start()
            for one in self._case.inputs:
                last = one.name
                self._pass_time(one.at)
                self._act(one)
            last = "chờ tới nay"
            self._pass_time(until)
        except _Elsewhere as elsewhere:
            return str(elsewhere)
        except ChuTruongError as refused:
            return f"dừng ở “{last}”: {_reason(refused)}"
        return ""

    # What people did -------------------------------------------------------------------

    def _start(self) -> None:
        row, actor = self._case.row, self._actor(self._case.row.started_by)
        if row.kind == "emergency":
            first = start_emergency(self._inside, actor)
        else:
            first = start_plan(self._inside, actor, row.channel)
        with self._inside.database.reading() as tx:
            self._case_id = tasks.load(tx, first).case_id

    def _act(self, one: Input) -> None:
        if one.act is None:
            self._submit(one)
            return
        act = ACTS.get(str(one.act.get("message") or one.act["kind"]))
        if act is None:
            raise _Elsewhere(f"“{one.name}” không chạy lại được; so sánh tới đó")
        with self._inside.database.reading() as tx:
            code = cases.load(tx, self._case_id).code
        act(self._inside, self._actor(one.person_id), code, one.act)

    def _submit(self, one: Input) -> None:
        task, actor = self._open_task(one), self._actor(one.person_id)
        with self._inside.database.reading() as tx:
            opened = open_rows(self._inside, tx, actor, task.id)
            form_version, plan_hash = opened.form_version, opened.plan_hash
        answers: Mapping[str, Any] = one.answers or {}
        submit_task(
            self._inside,
            actor,
            task.id,
            answers,
            idempotency_key=uuid4().hex,
            form_version=form_version,
            plan_hash=plan_hash,
            password=self._password,
        )

    def _open_task(self, one: Input) -> TaskRow:
        """Return the task that stands for the one that was answered."""
        wanted = self._counterparts.get((one.process_id, one.element_id), one.element_id)
        with self._inside.database.reading() as tx:
            waiting = tasks.open_of_cases(tx, [self._case_id]).get(self._case_id, [])
            papers = {
                task.id: documents.of_activation(tx, task.instance_id, task.activation_id)
                for task in waiting
            }
        same = [task for task in waiting if task.element_id == wanted]
        if not same:
            names = ", ".join(f"“{task.name}”" for task in waiting) or "không việc nào"
            raise _Elsewhere(f"đi khác từ bước “{one.name}”: lúc đó đang chờ {names}")

        def unlike(task: TaskRow) -> tuple[bool, bool]:
            paper = papers[task.id]
            return (paper.doc_type if paper else "") != one.paper, task.person_ids != one.person_ids

        return min(same, key=unlike)

    def _actor(self, person_id: str) -> Actor:
        with self._inside.database.reading() as tx:
            organisation = self._inside.world(tx).organisation
            account = accounts.load(tx, person_id)
        return Actor(
            person_id=person_id,
            name=organisation.person(person_id).name,
            login=account.login,
            capacities=organisation.capacities(person_id, local_day(self._clock.now())),
            system_roles=frozenset(account.system_roles),
        )

    # Time ------------------------------------------------------------------------------

    def _pass_time(self, moment: datetime) -> None:
        for _ in range(MOST_TICKS):
            with self._inside.database.reading() as tx:
                due = timers.next_due(tx)
            if due is None or due > moment:
                break
            before = due
            self._clock.move_to(max(due, self._clock.now()))
            fire_due_timers(self._inside)
            sweep_clocks(self._inside)
            with self._inside.database.reading() as tx:
                if timers.next_due(tx) == before:
                    raise _Elsewhere("một hẹn giờ không chạy được trên phiên bản mới")
        self._clock.move_to(max(moment, self._clock.now()))

    # Where it arrives --------------------------------------------------------------------

    def compared(self) -> dict[str, tuple[str, ...]]:
        """Return in what each instance arrived otherwise than it stands."""
        with self._inside.database.reading() as tx:
            left = list(courses_of(tx, self._case_id))
            labels = labels_of(self._inside, tx, self._case_id)
        found: dict[str, tuple[str, ...]] = {}
        for course in self._case.courses:
            again = next((one for one in left if one.process_id == course.process_id), None)
            if again is None:
                found[course.instance_id] = ("không bắt đầu lượt chạy này",)
                continue
            left.remove(again)
            found[course.instance_id] = tuple(self._otherwise(course, again, labels))
        return found

    def _otherwise(self, was: Course, now: Course, labels: Mapping[str, str]) -> Iterator[str]:
        waited, passed = self._named(was.waiting), self._named(was.passed)
        if now.waiting != waited:
            there, here = _listed(now.waiting, labels), _listed(waited, labels)
            yield f"tới {there}; hồ sơ đang ở {here}"
        if now.passed - passed:
            yield f"đi thêm qua {_names(now.passed - passed, labels)}"
        if passed - now.passed:
            yield f"không đi qua {_names(passed - now.passed, self._case.labels)}"

    def _named(self, places: Places) -> Places:
        """Return elements as the other version calls them."""
        return frozenset(
            (process, self._counterparts.get((process, one), one)) for process, one in places
        )


class _Elsewhere(Exception):
    """The rerun has left the way of the case; the message says where."""


CaseAct = Callable[[Services, Actor, str, Mapping[str, Any]], None]
ACTS: Mapping[str, CaseAct] = {
    "withdraw_plan": lambda at, who, code, told: withdraw_plan(at, who, code, told["reason"]),
    "external_answer": lambda at, who, code, told: report_external_answer(at, who, code),
    "leader_vacant": lambda at, who, code, told: report_leader_vacancy(
        at, who, code, told["ground"]
    ),
    "conflict_declared": lambda at, who, code, told: declare_conflict(
        at, who, code, told["ground"], told["person"]
    ),
}


def _unsent(file: uploads.UploadRow) -> uploads.UploadRow:
    values = {**vars(file), "task_id": "", "case_id": "", "submission_id": ""}
    return uploads.UploadRow(**values)


def _reason(refused: ChuTruongError) -> str:
    if isinstance(refused, FormInvalid):
        return "; ".join(f"{one.label}: {one.message}" for one in refused.errors)
    return refused.message


def _listed(places: Places, labels: Mapping[str, str]) -> str:
    return _names(places, labels) if places else "chỗ không còn việc nào"


def _names(found: Places, labels: Mapping[str, str]) -> str:
    names = sorted({labels.get(one, one) for _process, one in found})
    more = f" và {len(names) - MOST_NAMED} phần tử nữa" if len(names) > MOST_NAMED else ""
    return ", ".join(f"“{name}”" for name in names[:MOST_NAMED]) + more

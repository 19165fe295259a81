"""Somebody entitled answers an open task: the form filled by chance until it is accepted."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from app.domain.cases import TaskRow
from app.domain.forms import Form, FormContext
from app.errors import ChuTruongError, FormInvalid, StepRefused
from app.steps.opened_task import open_rows
from app.steps.rights import capacity_or_hidden
from app.store import conflicts, documents, tasks
from tests.campaign.walking.attempting import REFUSALS, attempt
from tests.campaign.walking.filling import fill
from tests.campaign.walking.looking import Fault, all_cases, candidates
from tests.campaign.walking.scene import Scene
from tests.campaign.walking.spoiling import spoil
from tests.campaign.walking.time_passing import move_to
from tests.factories import AtWork

MOST_TRIES = 12
MEETINGS = ("record_meeting", "collective_conclusion")


# An opinion that nobody gives is silence after its term (C-033).
LAPSING = ("give_opinion", "member_assess", "legal_opinion")


# What was never sent in may stay a draft: some plans belong to a body outside the system.
DRAFTS = ("prepare_plan",)
MOST_DRAFTS = 3


class Blocked(Exception):
    """Nobody may do the task: declared conflicts bar everybody, or nobody was there to be asked."""


@dataclass(frozen=True)
class Sheet:
    """A form in somebody's hands."""

    who: str
    form: Form
    context: FormContext


@dataclass
class Answering:
    """People answering tasks in one walk."""

    office: AtWork
    chance: random.Random
    counts: Counter[str]
    story: list[str]
    drafted: Counter[str] = field(default_factory=Counter)

    def open_tasks(self) -> list[TaskRow]:
        """Return all open tasks in an order that the seed alone decides."""
        with self.office.services.database.reading() as tx:
            case_ids = all_cases(self.office)
            rows = [row for found in tasks.open_of_cases(tx, case_ids).values() for row in found]
            items = {row.id: _item(tx, row) for row in rows}
        return sorted(
            rows,
            key=lambda row: (
                case_ids.index(row.case_id),
                row.opened_at,
                row.element_id,
                row.body_id,
                row.person_ids,
                items[row.id],
            ),
        )

    def answer(self, task: TaskRow, boldness: float) -> tuple[str, str] | None:
        """Answer a task; return who did and the key it was sent with, None if it has gone.

        Raises Blocked when nobody may, Fault when no answer is accepted.
        """
        if task.element_id in DRAFTS and self.drafted[task.case_id] >= MOST_DRAFTS:
            raise Blocked(f"{task.element_id}: left as a draft, its proposer is not eligible")
        self._be_there(task, boldness)
        refusal: ChuTruongError | None = None
        for tried in range(MOST_TRIES):
            if not self._is_open(task):
                return None
            sheet = self._sheet_of_somebody(task)
            answers = self._filled(task, sheet, boldness if tried < MOST_TRIES // 2 else 0.0)
            key = uuid4().hex
            refusal = self._send(task, sheet.who, answers, key)
            if refusal is None:
                self.drafted[task.case_id] += task.element_id in DRAFTS
                self._note(f"{sheet.who} does {task.element_id} {_short(answers)}")
                return sheet.who, key
            self._note(f"{sheet.who} is refused {task.element_id}: {_said(refusal)}")
            if task.element_id in DRAFTS and isinstance(refusal, StepRefused):
                raise Blocked(f"{task.element_id}: left as a draft: {_said(refusal)}")
        raise Fault(f"{task.element_id}: no answer is accepted: {_said(refusal)}")

    def answer_wrongly(self, task: TaskRow, boldness: float) -> None:
        """Send answers with one thing wrong; they are refused without a trace, or were fine."""
        try:
            sheet = self._sheet_of_somebody(task)
        except Blocked:
            return
        answers = spoil(self._filled(task, sheet, boldness), self.chance)
        self.office.clock.tick(60)
        refusal = self._send(task, sheet.who, answers, uuid4().hex, doubtful=True)
        came = f"refused: {_said(refusal)}" if refusal else "accepted"
        self._note(f"{sheet.who} spoils {task.element_id}: {came}")

    def _send(
        self, task: TaskRow, who: str, answers: dict[str, Any], key: str, doubtful: bool = False
    ) -> ChuTruongError | None:
        what = f"{'spoiled ' if doubtful else ''}{task.element_id}"
        return attempt(
            self.office,
            lambda: self.office.submit(who, task.id, answers, idempotency_key=key),
            self.counts,
            what,
            doubtful=doubtful,
        )

    def _filled(self, task: TaskRow, sheet: Sheet, boldness: float) -> dict[str, Any]:
        self.office.case_id = task.case_id
        scene = Scene(self.chance, self.office, task.element_id, sheet.who, sheet.context, boldness)
        try:
            answers = fill(sheet.form, scene)
        except REFUSALS as refusal:
            raise Fault(f"{task.element_id}: cannot be shown: {_said(refusal)}") from refusal
        return answers

    def _be_there(self, task: TaskRow, boldness: float) -> None:
        """Let the hour of a meeting come before somebody writes its record, mostly."""
        if task.element_id not in MEETINGS or self.chance.random() < boldness / 4:
            return
        self.office.case_id = task.case_id
        planned = self.office.facts().get("meeting_at")
        if planned:
            ends = datetime.fromisoformat(planned) + timedelta(hours=2)
            if ends > self.office.clock.now():
                move_to(self.office, ends)

    def _is_open(self, task: TaskRow) -> bool:
        with self.office.services.database.reading() as tx:
            return tasks.load(tx, task.id).state == "open"

    def _sheet_of_somebody(self, task: TaskRow) -> Sheet:
        """Return the form in the hands of one who may do the task; raises Blocked."""
        people = candidates(self.office, task)
        self.chance.shuffle(people)
        for who in people:
            sheet = self._sheet(task, who)
            if sheet is not None:
                return sheet
        with self.office.services.database.reading() as tx:
            declared = conflicts.of_case(tx, task.case_id)
        if not declared and task.element_id not in LAPSING:
            raise Fault(f"{task.element_id} ({task.role}, {task.body_id}): nobody may do it")
        raise Blocked(f"{task.element_id}: nobody may do it, {len(declared)} declared a conflict")

    def _sheet(self, task: TaskRow, who: str) -> Sheet | None:
        services, actor = self.office.services, self.office.actor(who)
        with services.database.reading() as tx:
            opened = open_rows(services, tx, actor, task.id)
            if opened.rows.task.claimed_by not in ("", None, who):
                return None
            try:
                capacity_or_hidden(opened.work, actor, opened.rows, opened.register)
            except REFUSALS:
                return None
            return Sheet(who, opened.form, opened.context)

    def _note(self, line: str) -> None:
        self.story.append(f"{self.office.clock.now():%Y-%m-%d %H:%M} {line}")


def _item(tx: Any, task: TaskRow) -> str:
    row = documents.of_activation(tx, task.instance_id, task.activation_id)
    return f"{row.doc_type}/{row.item}" if row else ""


def _said(refusal: ChuTruongError | None) -> str:
    if isinstance(refusal, FormInvalid):
        return "; ".join(f"{error.path}: {error.message}" for error in refusal.errors)
    return refusal.message if refusal else ""


def _short(answers: dict[str, Any]) -> str:
    small = {k: v for k, v in answers.items() if isinstance(v, bool | int) or len(str(v)) < 20}
    return str(small)[:400]

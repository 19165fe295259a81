"""What a person had written when something else was sent instead, kept for when the task returns.

An appraiser who asks the proposer a question has half a report on the page. The form takes only
the question; the rest waits as a personal draft, and goes to the task that opens after the answer.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.domain.cases import TaskRow
from app.domain.forms import FieldError
from app.errors import FormInvalid
from app.register.register import CaseRegister
from app.store import submissions
from app.store.database import Transaction

LIMIT = 1_000_000  # characters of JSON, as for a form that is sent


@dataclass(frozen=True)
class Pause:
    """The answer that puts a form off, what it belongs to, and what stands there on return."""

    key: str
    value: str
    asked: tuple[str, ...]
    on_return: str


PAUSES: Mapping[str, Pause] = {
    "write_appraisal": Pause("report_next", "yeu_cau_giai_trinh", ("question",), "nop")
}


def keep_unfinished(register: CaseRegister, task: TaskRow, sent: Mapping[str, Any]) -> None:
    """Turn what was typed into the sender's draft, or forget the draft when all of it was sent."""
    person_id = register.doer.person_id
    pause = PAUSES.get(task.element_id)
    if pause is None or sent.get(pause.key) != pause.value:
        submissions.delete_draft(register.tx, task.id, person_id)
        return
    earlier = submissions.load_draft(register.tx, task.id, person_id)
    typed = {key: value for key, value in sent.items() if value not in (None, "", [])}
    answers = {**(earlier.answers if earlier else {}), **typed, pause.key: pause.on_return}
    for key in pause.asked:
        answers.pop(key, None)
    keep_draft(register.tx, task.id, person_id, answers, register.now)


def keep_draft(
    tx: Transaction, task_id: str, person_id: str, answers: Mapping[str, Any], at: datetime
) -> None:
    """Save what the person typed so far; raises FormInvalid beyond the size that a form takes."""
    typed = _storable(answers)
    if typed is None:
        message = "Rút gọn nội dung: cả biểu dài quá 1.000.000 ký tự; chuyển phần dài vào tệp"
        raise FormInvalid([FieldError("", "", message)])
    submissions.save_draft(tx, task_id, person_id, typed, at)


def _storable(answers: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the answers as any database takes them: no halves of characters; None if too large."""
    text = json.dumps(answers, ensure_ascii=False)
    if len(text) > LIMIT:
        return None
    kept: dict[str, Any] = json.loads(text.encode("utf-8", "replace"))
    return kept


def hand_on_drafts(tx: Transaction, opened: Sequence[TaskRow]) -> None:
    """Give the drafts kept at a task to the one that opens in its place, in the same activation."""
    for task in opened:
        if task.element_id in PAUSES:
            submissions.hand_on_drafts(tx, task)

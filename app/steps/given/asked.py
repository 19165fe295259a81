"""Who was asked for an opinion in this pass and what they answered; silence is said (C-033)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from app.domain.cases import TaskRow
from app.register.paper_variables import name_of
from app.steps.opened_form import Opened
from app.store import submissions, tasks

SILENT = "Không có ý kiến trong thời hạn"
Answers = Mapping[str, Any]


def answers_of(opened: Opened, element_id: str, asked: Iterable[object]) -> dict[str, Answers]:
    """Return the last answer of each person or body asked; empty for one who stayed silent.

    A second appraisal asks again, so only the task opened last for somebody counts.
    """
    register, wanted = opened.register, [str(one) for one in asked]
    if not wanted:
        return {}
    last: dict[str, TaskRow] = {}
    for row in tasks.of_case(register.tx, register.case.id):
        if row.element_id == element_id and row.pass_id == register.pass_id:
            last[row.person_ids[0] if row.person_ids else row.body_id] = row
    sent = {row.task_id: row for row in submissions.of_case(register.tx, register.case.id)}
    found: dict[str, Answers] = {}
    for one in wanted:
        task = last.get(one)
        found[one] = sent[task.id].answers if task and task.id in sent else {}
    return found


def opinion_row(opened: Opened, who: str, view: str, content: str) -> dict[str, Any]:
    """Return one read-only row: who was asked, what they think, in their words."""
    return {"who": name_of(opened.register, who), "view": view or SILENT, "content": content}


def in_words(labels: Mapping[str, str], value: object) -> str:
    """Return the words of a choice, the value itself where there are none."""
    return labels.get(str(value), str(value or ""))


def paragraphs(*parts: tuple[str, object]) -> str:
    """Join what was written, each part with its heading, one a line; empty parts are left out."""
    return "\n".join(f"{heading}: {text}" for heading, text in parts if text)

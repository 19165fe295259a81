"""What the register gives the forms of the whole of Article 4, by the task that shows them.

Facts for rules and conditions, values shown first, sources of choices: one module a subject,
the table stands in docs/form-facts.md. `form_context` adds them to those of the straight path.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.steps.given import appraisal, authority, choices, emergency, legal, meeting, upward
from app.steps.given.kinds import Given
from app.steps.opened_form import Opened

ROOMS = (authority, appraisal, meeting, upward, emergency, legal)
FACTS: Mapping[str, Given] = {task: given for room in ROOMS for task, given in room.FACTS.items()}
VALUES: Mapping[str, Given] = {task: given for room in ROOMS for task, given in room.VALUES.items()}
SOURCES = choices.SOURCES


def further_facts(opened: Opened) -> Mapping[str, Any]:
    """Return the facts that the task's form is given beyond those of the straight path."""
    return _of(FACTS, opened)


def further_values(opened: Opened) -> Mapping[str, Any]:
    """Return the values that the task's form shows first, beyond those of the straight path."""
    return _of(VALUES, opened)


def _of(table: Mapping[str, Given], opened: Opened) -> Mapping[str, Any]:
    given = table.get(opened.task.element_id)
    return given(opened) if given else {}

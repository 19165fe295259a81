"""Who has to do with a case: the data that decides about reading it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CaseReaders:
    """The persons who take part in a case and the bodies that hold or held it.

    `person_ids`: starter, proposers, whoever a task named or who completed one. `body_ids`: bodies
    of its passes and bodies a task was opened for (agencies that appraise included).
    """

    person_ids: frozenset[str] = frozenset()
    body_ids: frozenset[str] = frozenset()

"""Four eyes when a task opens: whom it may not go to, and to whom it goes when nobody is left.

A paper that nobody may check or sign any more would stop its case for ever. So the only person
who could still do a later step does not draft, and when all who could have drafted a part, it is
the last author who stays away. An office whose every member is kept away is as one that is not
there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from app.domain.cases import InstanceRow
from app.domain.execution import OpenTask
from app.domain.people import Candidates
from app.register.conflicts import conflicted, conflicted_by_rule
from app.register.register import CaseRegister
from app.steps.candidates import barred_from, candidates_of, signs_own_draft
from app.steps.host import StepHost
from app.store import tasks

# To whom a role falls, in this order, when everybody who holds it is kept away.
STAND_INS: Mapping[str, tuple[str, ...]] = {
    "office_lead": ("leader", "standing_committee"),
    "office": ("leader", "standing_committee"),
}
# In a larger office declared conflicts leave somebody; they are not asked for at every step.
FEW = 2


def who_may(
    register: CaseRegister, host: StepHost, instance: InstanceRow, task: OpenTask
) -> tuple[Candidates, tuple[str, ...]]:
    """Return who may do a task that opens, and who of them may not (INV-13)."""
    who, barred = candidates_of(register, task), barred_from(register, task)
    if not _concerns_drafts(host, task) or signs_own_draft(register, task):
        return stood_in(register, who, frozenset(barred)), barred
    away = frozenset(barred) | conflicted(register)
    authors = _authors(register, instance, task)
    if not _holders(register, who) - away - set(authors):
        authors = authors[-1:]
    excluded = (*barred, *authors, *_reserved(register, host, task, who))
    return stood_in(register, who, away | set(authors)), tuple(dict.fromkeys(excluded))


def stood_in(register: CaseRegister, who: Candidates, away: frozenset[str]) -> Candidates:
    """Return the candidates, or the first stand-in's role in which somebody is left (A-35)."""
    if who.role not in STAND_INS or who.person_ids:
        return who
    roles = (who.role, *STAND_INS[who.role])
    in_turn = [replace(who, role=role) for role in roles]
    free = (one for one in in_turn if _is_anybody_left(register, one, away))
    return next(free, in_turn[1])


def _is_anybody_left(register: CaseRegister, who: Candidates, away: frozenset[str]) -> bool:
    left = _holders(register, who) - away - conflicted_by_rule(register)
    return bool(left - register.declared_conflicts if len(left) <= FEW else left)


def _separate_from(task: OpenTask) -> list[str]:
    names = task.element.extensions.properties.get("separateFrom", "")
    return [name.strip() for name in names.split(",") if name.strip()]


def _concerns_drafts(host: StepHost, task: OpenTask) -> bool:
    return bool(_separate_from(task)) or any(_later_steps(host, task))


def _later_steps(host: StepHost, task: OpenTask) -> Iterator[OpenTask]:
    """Yield the steps of the same process that must be done by somebody else than this one."""
    definition = host.catalogue.definitions[task.activation.process_id]
    for element in definition.elements.values():
        later = replace(task, element=element)
        unneeded = host.fact(task.activation, "check_required") is False
        if task.element.id in _separate_from(later) and not (
            unneeded and element.id == "check_draft"
        ):
            yield later


def _authors(register: CaseRegister, instance: InstanceRow, task: OpenTask) -> tuple[str, ...]:
    """Return who did what this task must be separate from, the last one last."""
    names = _separate_from(task)
    if not names:
        return ()
    done = tasks.completers(register.tx, instance.id, task.activation.id, names)
    people = [person for found in done.values() for person in found]
    return tuple(reversed(dict.fromkeys(reversed(people))))


def _reserved(
    register: CaseRegister, host: StepHost, task: OpenTask, who: Candidates
) -> tuple[str, ...]:
    """Return who is the only one left for a later step, while others can do this one."""
    barred = conflicted(register)
    needed = set()
    for later in _later_steps(host, task):
        free = _holders(register, candidates_of(register, later)) - barred
        free -= set(barred_from(register, later))
        needed |= free if len(free) == 1 else set()
    return tuple(sorted(needed)) if _holders(register, who) - barred - needed else ()


def _holders(register: CaseRegister, who: Candidates) -> set[str]:
    if who.person_ids:
        return set(who.person_ids)
    return set(register.organisation.holders(who.role, who.body_id, register.today))

"""Tell of every invariant what keeps it: the proof over the diagrams, the guards, the query."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.permissions import check_can_submit, check_is_staff
from app.register import before_ending, before_issuing
from app.repairs import facts, people, running
from app.steps.patience import check_nothing_taken
from app.steps.reseating import check_nothing_lost
from app.store.invariants import QUERIES
from app.topics import escalation, extension, meetings, papers, passes
from app.verification import INVARIANTS
from app.working_days import recomputed

TERMS_FIXED = "app/store/migrations/versions/0008_clocks_and_instances.py"
PAPERS_FINAL = "app/store/migrations/versions/0005_documents.py"
MOVED_BY_TWO = "app/store/migrations/versions/0037_case_requests.py"
RECORD_GROWS = "app/store/migrations/versions/0006_audit.py"
# What the code itself must do: proved over its source, not over a diagram.
OF_THE_CODE = {
    "INV-18": ("Mọi việc đều vào nhật ký", "tests/codebase/test_recorded.py"),
    "INV-19": ("Chuyển phiên bản không mất gì", "tests/codebase/test_versions_kept.py"),
}
# A guard is a function that refuses, or a revision whose triggers let the database refuse.
GUARDS: Mapping[str, tuple[Callable[..., Any] | str, ...]] = {
    "INV-01": (
        before_issuing.proposer_answered,
        before_ending.plan_answered,
        running.check_owes_nothing,
    ),
    "INV-02": (before_issuing.superior_first,),
    "INV-03": (before_issuing.head_may_decide,),
    "INV-04": (before_issuing.not_negative,),
    "INV-05": (before_ending.act_reported,),
    "INV-06": (before_ending.issuers_told,),
    "INV-07": (extension.apply, recomputed, TERMS_FIXED),
    "INV-08": (extension.apply,),
    "INV-09": (before_issuing.superior_informed, papers.release_held),
    "INV-10": (escalation.record, before_issuing.solution_proposed),
    "INV-11": (before_issuing.points_named, running.check_may_restart, PAPERS_FINAL),
    "INV-12": (passes.open_pass, escalation.push_body, escalation.pop_body),
    "INV-13": (check_can_submit,),
    "INV-14": (meetings.count,),
    "INV-15": (before_issuing.lawful,),
    "INV-18": (RECORD_GROWS,),
    "INV-19": (check_nothing_lost, TERMS_FIXED, MOVED_BY_TWO),
    "INV-20": (check_is_staff, people.reassign, facts.set_fact),
    "INV-21": (check_nothing_taken, before_issuing.somebody_signed),
    "INV-22": (before_issuing.cites_its_plan,),
}


@dataclass(frozen=True)
class Keeping:
    """One invariant and what keeps it; `waits_for` names the processes that it waits for."""

    id: str
    title: str
    proof: str
    guards: tuple[str, ...]
    query: str
    waits_for: tuple[str, ...] = ()


def list_invariants() -> tuple[Keeping, ...]:
    """Return what keeps each invariant, in the order of the ids."""
    found = [
        Keeping(
            id=one.id,
            title=one.title,
            proof=_place(one.check) if one.id in QUERIES else "",
            guards=tuple(map(_place, GUARDS.get(one.id, ()))),
            query=_place(QUERIES[one.id]) if one.id in QUERIES else "",
            waits_for=() if one.id in QUERIES else one.needs,
        )
        for one in INVARIANTS
    ]
    for name, (title, proof) in OF_THE_CODE.items():
        guards = tuple(map(_place, GUARDS[name]))
        found.append(Keeping(name, title, proof, guards, _place(QUERIES[name])))
    return tuple(sorted(found, key=lambda one: one.id))


def _place(where: Callable[..., Any] | str) -> str:
    """Return a function as `app/room/file.py: name`; a path stays as it is."""
    if isinstance(where, str):
        return where
    return f"{where.__module__.replace('.', '/')}.py: {where.__name__}"

"""What a repair would newly break: invariants, by their nightly queries, and rules of clauses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.domain.audit import EventKind, NewEvent, RecordedEvent
from app.domain.cases import InstanceRow
from app.domain.execution import StepKind
from app.domain.repairs import RepairWarning, StandingToken
from app.domain.views.conformance import Kept, RuleHistory
from app.mining.conformance import worst
from app.mining.law import histories_of_run, law_in_force, rule_files
from app.steps.work import Work
from app.store import audit_log, cases, instances
from app.store.invariants import violations_of_case

# What is broken, as a query tells it: invariant, sentence, instance.
Broken = frozenset[tuple[str, str, str]]


@dataclass(frozen=True)
class Measured:
    """What is broken of a case, and how each rule stands for one instance."""

    invariants: Broken
    rules: dict[str, RuleHistory]


def broken_invariants(work: Work, case_id: str) -> Broken:
    """Return every invariant that a case breaks as the transaction sees it now."""
    found = violations_of_case(work.tx, law_in_force(work.services, work.tx), case_id)
    return frozenset((one.invariant, one.what, one.instance_id) for one in found)


def measured(work: Work, instance_id: str, foreseen: Sequence[RecordedEvent] = ()) -> Measured:
    """Return how an instance and its case stand as the transaction sees them now."""
    run = instances.load(work.tx, instance_id)
    case = cases.load(work.tx, run.case_id)
    found = worst(histories_of_run(work, case, run, rule_files(work.services), foreseen))
    broken = {one.rule_id: one for one in found if one.standing is Kept.VIOLATED}
    return Measured(broken_invariants(work, case.id), broken)


def newly_broken(before: Measured, after: Measured) -> Iterator[RepairWarning]:
    """Yield what is broken after and was not before; invariants first."""
    for invariant, what, _instance in sorted(after.invariants - before.invariants):
        yield RepairWarning(f"{invariant} không còn được giữ: {what}", invariant, (invariant,))
    for rule_id, one in after.rules.items():
        if rule_id not in before.rules:
            yield RepairWarning(f"Trái quy tắc: {one.sentence}", clauses=tuple(one.clauses))


def foreseen_steps(instance: InstanceRow, steps: Iterable[StandingToken]) -> list[RecordedEvent]:
    """Return the line that the record will have once these steps are done.

    A rule about their order is broken by their being done, not yet by their being open.
    """
    done = StepKind.COMPLETED.value
    passed = [[one.element_id, one.process_id, one.activation_id, done, ""] for one in steps]
    if not passed:
        return []
    at = instance.started_at
    event = NewEvent(EventKind.STEP_TAKEN, at, "", payload={"passed": passed})
    chain = audit_log.chain_of(instance.id)
    return [RecordedEvent(chain, instance.audit_seq + 1, event, at, "", "", "")]

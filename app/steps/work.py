"""One transaction's surroundings: database, moment, doer, world; opens case registers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from app.domain.audit import EventKind, NewEvent
from app.domain.cases import CaseRow, ClockRow, InstanceRow, PassRow
from app.register.facts import FactBook
from app.register.register import CaseRegister, Doer
from app.steps.catalogue import Catalogue
from app.steps.services import Services
from app.steps.whereabouts import Whereabouts
from app.steps.world import World
from app.store import audit_log, cases, facts, passes
from app.store.database import Transaction


@dataclass
class Work:
    """What every step of one transaction shares."""

    services: Services
    tx: Transaction
    now: datetime
    doer: Doer
    at: Whereabouts = field(default_factory=Whereabouts)

    @cached_property
    def world(self) -> World:
        """Organisation and calendars as of this transaction."""
        return self.services.world(self.tx)

    def catalogue(self, release_id: str) -> Catalogue:
        """Return a compiled release."""
        return self.services.catalogue(self.tx, release_id)

    def as_system(self) -> Work:
        """Return the same work done by the system itself: timers, deliveries."""
        return replace(self, doer=Doer())

    def record(self, kind: EventKind, summary: str, payload: Mapping[str, Any]) -> int:
        """Chain what the doer did, in the record of the system; return the number of the row."""
        event = NewEvent(
            kind=kind,
            at=self.now,
            summary=summary,
            actor_id=self.doer.person_id,
            actor_name=self.doer.name,
            capacity=self.doer.capacity,
            payload=payload,
        )
        seq, _head = audit_log.append_system(self.tx, [event], self.now)
        return seq

    def register_for(self, instance: InstanceRow) -> CaseRegister:
        """Open the register of an instance's case, at the pass the instance belongs to."""
        case = cases.load(self.tx, instance.case_id)
        passing = self._passing(instance, case)
        return self.register_of(case, passing, instance.id)

    def _passing(self, instance: InstanceRow, case: CaseRow) -> PassRow | None:
        if instance.pass_id:
            return passes.load(self.tx, instance.pass_id)
        return passes.latest_of_case(self.tx, case.id)

    def register_of(
        self,
        case: CaseRow,
        passing: PassRow | None,
        instance_id: str,
        clock: ClockRow | None = None,
    ) -> CaseRegister:
        """Open a register over rows that are at hand."""
        pass_id = passing.id if passing else ""
        sheets = facts.load_of_instance(self.tx, case.id, pass_id, instance_id)
        return CaseRegister(
            tx=self.tx,
            now=self.now,
            doer=self.doer,
            organisation=self.world.organisation,
            profile=self.world.profiles[case.profile],
            calendar=self.world.calendar(case.profile),
            case=case,
            passing=passing,
            facts=FactBook(case.id, pass_id, instance_id, dict(sheets)),
            clock=clock,
            clock_known=clock is not None,
            templates=self.world.templates,
        )

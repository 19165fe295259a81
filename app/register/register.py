"""What one transaction knows and writes about one case; every write carries its audit event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from app.domain.audit import EventKind, NewEvent
from app.domain.cases import CaseRow, ClockRow, DocumentRow, PassRow
from app.domain.clock import local_day, local_iso
from app.domain.messages import Outgoing
from app.domain.notices import Notice, NoticeKind
from app.organisation import Organisation
from app.profiles.profile import Profile
from app.register.facts import FactBook
from app.store import cases, clocks, conflicts, passes
from app.store import facts as fact_store
from app.store.database import Transaction
from app.working_days.calendar import Calendar


@dataclass(frozen=True)
class Doer:
    """Who acts in this transaction and in what capacity; the system acts with an empty id."""

    person_id: str = ""
    name: str = "Hệ thống"
    capacity: str = ""


@dataclass
class CaseRegister:
    """The working copy of one case during one step of one instance."""

    tx: Transaction
    now: datetime
    doer: Doer
    organisation: Organisation
    profile: Profile
    calendar: Calendar
    case: CaseRow
    passing: PassRow | None
    facts: FactBook
    clock: ClockRow | None = None
    clock_known: bool = False
    templates: Mapping[str, str] = field(default_factory=dict)
    events: list[NewEvent] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    outgoing: list[Outgoing] = field(default_factory=list)
    papers: list[DocumentRow] = field(default_factory=list)

    @property
    def today(self) -> date:
        """The law's day of the present moment."""
        return local_day(self.now)

    @cached_property
    def declared_conflicts(self) -> frozenset[str]:
        """Who was declared to be in conflict of interest when first asked in this step."""
        return conflicts.of_case(self.tx, self.case.id)

    @property
    def pass_id(self) -> str:
        """The present pass, or an empty text before the first."""
        return self.passing.id if self.passing else ""

    def record(
        self, kind: EventKind, summary: str, *, at: datetime | None = None, **fields: Any
    ) -> None:
        """Note an audit event of this step; it is chained when the step is saved."""
        event = NewEvent(
            kind=kind,
            at=at or self.now,
            summary=summary,
            actor_id=self.doer.person_id,
            actor_name=self.doer.name,
            capacity=self.doer.capacity,
            case_id=self.case.id,
            **fields,
        )
        self.events.append(event)

    def notify(self, notice: Notice) -> None:
        """Put a notice into the inbox of its addressee when the step is saved."""
        self.notices.append(replace(notice, case_id=self.case.id, at=self.now))

    def tell(
        self,
        kind: NoticeKind,
        text: str,
        addressees: Iterable[tuple[str, str]],
        *,
        key: str = "",
    ) -> frozenset[str]:
        """Put one notice into the inbox of each holder of these roles; return who was told.

        A role whose holders were told in another capacity gets no second notice: those of its
        holders who were not are told by name.
        """
        told: set[str] = set()
        for role, body_id in addressees:
            once = f"{key}:{role}:{body_id}" if key else ""
            holders = self.organisation.holders(role, body_id, self.today)
            if told.isdisjoint(holders):
                self.notify(Notice(kind, text, role, body_id, key=once))
            else:
                for one in (person for person in holders if person not in told):
                    named = f"{once}:{one}" if once else ""
                    self.notify(Notice(kind, text, person_id=one, key=named))
            told |= set(holders)
        return frozenset(told)

    def alert(
        self,
        text: str,
        addressees: Iterable[tuple[str, str]],
        *,
        key: str = "",
        payload: Mapping[str, Any] | None = None,
    ) -> None:
        """Alert the holders of roles in bodies; a key that was used gives nothing again."""
        self.tell(NoticeKind.ALERT, text, addressees, key=key)
        self.record(EventKind.ALERT_SENT, text, payload=dict(payload or {}))

    def remind(self, text: str, addressees: Iterable[tuple[str, str]]) -> None:
        """Remind the holders of roles in bodies."""
        self.tell(NoticeKind.REMINDER, text, addressees)
        self.record(EventKind.REMINDER_SENT, text)

    def send(self, name: str, *, pass_id: str = "", sent_by: str = "") -> None:
        """Send a message to other instances when this one is quiet."""
        self.outgoing.append(Outgoing(name, self.case.id, pass_id or self.pass_id, sent_by))

    def update_case(self, **changes: Any) -> None:
        """Change columns of the case row."""
        self.case = replace(self.case, **changes)
        cases.update(self.tx, self.case)

    def open_pass(self, row: PassRow) -> None:
        """Begin a pass at a body: fresh pass facts, no clock yet."""
        passes.insert(self.tx, row)
        self.passing = row
        self.clock, self.clock_known = None, True
        self.facts.open_pass(row.id)

    def current_clock(self) -> ClockRow | None:
        """Return the clock of the present pass, reading it once."""
        if not self.clock_known:
            self.clock = clocks.load(self.tx, self.pass_id) if self.pass_id else None
            self.clock_known = True
        return self.clock

    def set_clock(self, clock: ClockRow) -> None:
        """Note the clock as it now stands in the database."""
        self.clock, self.clock_known = clock, True

    def clock_context(self) -> Mapping[str, Any]:
        """Return the FEEL context `clock`: marks and dates as ISO texts."""
        clock = self.current_clock()
        if clock is None:
            return {}
        marks = {name: local_iso(moment) for name, moment in clock.marks.items()}
        days = {"day0": clock.day0, "due": clock.due, "cap": clock.cap}
        return {**marks, **{name: day.isoformat() for name, day in days.items()}}

    def case_context(self) -> Mapping[str, Any]:
        """Return the FEEL context `case`."""
        return {
            "id": self.case.id,
            "code": self.case.code,
            "title": self.case.title,
            "kind": self.case.kind,
            "channel": self.case.channel,
            "round_no": self.case.round_no,
        }

    def save_facts(self) -> None:
        """Write the changed fact sheets in one statement, forget the ended ones in another."""
        changed: Sequence[fact_store.FactSheet] = list(self.facts.changed.values())
        if changed:
            fact_store.save_sheets(self.tx, changed)
        if self.facts.ended:
            fact_store.delete_sheets(self.tx, self.facts.ended)
        self.facts.saved()

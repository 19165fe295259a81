"""Who holds each role in a body on a day, with the fallbacks of small bodies (A-35)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from app.domain.people import OrganKind, OrganRole, UnitKind
from app.organisation import roles
from app.organisation.index import Index

_LEADING = (OrganRole.CHAIR, OrganRole.DEPUTY)
_SECRETARY = (OrganRole.SECRETARY,)
_COMMITTEES = frozenset({UnitKind.PARTY_COMMITTEE, UnitKind.PARTY_ORG})
_WORKING = (OrganKind.BOARD, OrganKind.COMMITTEE, OrganKind.CELL_MEETING)

Resolver = Callable[[str, date], tuple[str, ...]]


class RoleHolders:
    """Answers who holds a role; one method a role of processes.md 3.1."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._resolvers: Mapping[str, Resolver] = {
            roles.OFFICE: self._office,
            roles.OFFICE_LEAD: self._office_lead,
            roles.STANDING_COMMITTEE: self._standing_committee,
            roles.LEADER: self._leader,
            roles.OWN_HEAD: index.heads,
            roles.APPRAISAL_BODY: self._agency,
            roles.BOARD_SECRETARY: self._board_secretary,
            roles.MEETING_CHAIR: self._meeting_chair,
            roles.PROPOSER: self._proposer,
        }

    def of(self, role: str, body_id: str, on: date) -> tuple[str, ...]:
        """Return the holders of a role; nobody for an unknown role or body."""
        resolver = self._resolvers.get(role)
        if resolver is None or body_id not in self._index.units:
            return ()
        return resolver(body_id, on)

    def _is_committee(self, body_id: str) -> bool:
        return self._index.units[body_id].kind in _COMMITTEES

    def _office(self, body_id: str, on: date) -> tuple[str, ...]:
        """Members of the office; else whom the secretary assigned, else the secretary (A-35)."""
        members = self._index.in_seats(body_id, OrganKind.OFFICE, on)
        if members or not self._is_committee(body_id):
            return members
        return self._assigned(body_id, on) or self._leader(body_id, on)

    def _assigned(self, body_id: str, on: date) -> tuple[str, ...]:
        """Whom a head without office made its office, by delegation or as the organ's secretary."""
        leader = self._leader(body_id, on)
        assigned = [
            person_id
            for person_id in self._index.persons
            for delegation in self._index.delegations_to(person_id, on)
            if delegation.from_person_id in leader and delegation.scope == roles.OFFICE
        ]
        return tuple(assigned) or self._board_secretary(body_id, on)

    def _office_lead(self, body_id: str, on: date) -> tuple[str, ...]:
        """Chief and deputies of the office; else the secretary of the committee (A-35)."""
        chiefs = self._index.in_seats(body_id, OrganKind.OFFICE, on, _LEADING)
        if chiefs or not self._is_committee(body_id):
            return chiefs
        return self._leader(body_id, on)

    def _standing_committee(self, body_id: str, on: date) -> tuple[str, ...]:
        """Members of the standing committee; else the secretary and the deputies (A-35)."""
        members = self._index.in_seats(body_id, OrganKind.STANDING_COMMITTEE, on)
        if members or not self._is_committee(body_id):
            return members
        return self._leading(body_id, on) or self._leader(body_id, on)

    def _leading(self, body_id: str, on: date) -> tuple[str, ...]:
        for kind in _WORKING:
            if found := self._index.in_seats(body_id, kind, on, _LEADING):
                return found
        return ()

    def _leader(self, body_id: str, on: date) -> tuple[str, ...]:
        """The head in office that day; nobody when the position is vacant (A-39)."""
        return self._index.heads(body_id, on) if self._is_committee(body_id) else ()

    def _board_secretary(self, body_id: str, on: date) -> tuple[str, ...]:
        """The standing secretary of the board, else of the committee or cell."""
        for kind in _WORKING:
            if found := self._index.in_seats(body_id, kind, on, _SECRETARY):
                return found
        return ()

    def _meeting_chair(self, body_id: str, on: date) -> tuple[str, ...]:
        """The leader, else the deputies, where the meeting itself names nobody."""
        return self._leader(body_id, on) or self._leading(body_id, on)

    def _proposer(self, body_id: str, on: date) -> tuple[str, ...]:
        """Everybody who works in a unit of the political system; nobody outside of it (C-005)."""
        inside = self._index.units[body_id].onboarded
        return self._index.working_in(body_id, on) if inside else ()

    def _agency(self, body_id: str, on: date) -> tuple[str, ...]:
        """Everybody who works in an agency; a committee itself appraises nothing."""
        return () if self._is_committee(body_id) else self._index.working_in(body_id, on)

"""What the pages of incidents may ask of the floors below, beside `Acts`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, cast

from flask import current_app

from app.domain.people import Actor
from app.domain.views.incidents import IncidentPage, IncidentsPage, RetryChoice, RetryPage


class IncidentActs(Protocol):
    """What administrators do about work that failed; auditors may read all of it."""

    def list_incidents(self, actor: Actor, fields: Mapping[str, str], page: int) -> IncidentsPage:
        """Return one page of the incidents that match."""

    def read_incident(self, actor: Actor, code: str) -> IncidentPage:
        """Return one incident whole; raise NotFound."""

    def count_open_incidents(self, actor: Actor) -> int:
        """Return how many incidents wait for this person."""

    def choose_incidents(self, actor: Actor, codes: Sequence[str]) -> RetryChoice:
        """Return what a retry of these would try."""

    def retry_incidents(self, actor: Actor, codes: Sequence[str]) -> str:
        """Try these again and return under which id the results are read; raise FormInvalid."""

    def read_retry(self, actor: Actor, batch_id: str) -> RetryPage:
        """Return what came of a retry; raise NotFound."""

    def annotate_incident(self, actor: Actor, code: str, text: str) -> None:
        """Note something about an incident; raise FormInvalid."""

    def close_incident(self, actor: Actor, code: str, reason: str) -> None:
        """End an incident that the machine cannot try again; raise FormInvalid, Conflict."""

    def revive_job(self, actor: Actor, job_id: str) -> None:
        """Let a letter that was given up be sent again; raise Conflict."""


def incident_acts() -> IncidentActs:
    """Return the actions of the running application."""
    return cast(IncidentActs, current_app.extensions["acts"])

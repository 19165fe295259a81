"""The real actions behind the pages of incidents; `ShippedActs` takes them in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.actions import Services
from app.actions.admin.annotate_incident import annotate_incident
from app.actions.admin.choose_incidents import choose_incidents
from app.actions.admin.close_incident import close_incident
from app.actions.admin.count_open_incidents import count_open_incidents
from app.actions.admin.list_incidents import list_incidents
from app.actions.admin.read_incident import read_incident
from app.actions.admin.read_retry import read_retry
from app.actions.admin.retry_incidents import retry_incidents
from app.actions.admin.revive_job import revive_job
from app.domain.people import Actor
from app.domain.views.incidents import IncidentPage, IncidentsPage, RetryChoice, RetryPage


class ShippedIncidents:
    """`IncidentActs` over the services of one running application."""

    _services: Services

    def list_incidents(self, actor: Actor, fields: Mapping[str, str], page: int) -> IncidentsPage:
        return list_incidents(self._services, actor, fields, page)

    def read_incident(self, actor: Actor, code: str) -> IncidentPage:
        return read_incident(self._services, actor, code)

    def count_open_incidents(self, actor: Actor) -> int:
        return count_open_incidents(self._services, actor)

    def choose_incidents(self, actor: Actor, codes: Sequence[str]) -> RetryChoice:
        return choose_incidents(self._services, actor, codes)

    def retry_incidents(self, actor: Actor, codes: Sequence[str]) -> str:
        return retry_incidents(self._services, actor, codes)

    def read_retry(self, actor: Actor, batch_id: str) -> RetryPage:
        return read_retry(self._services, actor, batch_id)

    def annotate_incident(self, actor: Actor, code: str, text: str) -> None:
        annotate_incident(self._services, actor, code, text)

    def close_incident(self, actor: Actor, code: str, reason: str) -> None:
        close_incident(self._services, actor, code, reason)

    def revive_job(self, actor: Actor, job_id: str) -> None:
        revive_job(self._services, actor, job_id)

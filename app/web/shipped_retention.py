"""The real actions behind Lưu trữ, Xin xem and Nhật ký; `ShippedActs` takes them in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.actions import Services
from app.actions.admin.approve_destruction import approve_destruction
from app.actions.admin.hold_case import hold_case
from app.actions.admin.lift_hold import lift_hold
from app.actions.admin.list_retention import list_retention
from app.actions.admin.propose_destruction import propose_destruction
from app.actions.admin.read_destruction import read_destruction
from app.actions.admin.return_destruction import return_destruction
from app.actions.audit.ask_reading import ask_reading
from app.actions.audit.export_log import export_log
from app.actions.audit.grant_reading import grant_reading
from app.actions.audit.list_readings import list_readings
from app.actions.audit.refuse_reading import refuse_reading
from app.actions.audit.search_log import search_log
from app.domain.people import Actor
from app.domain.views.log_search import LogPage
from app.domain.views.readings import ReadingsPage
from app.domain.views.retention import ListPage, RetentionPage
from app.web.retention_acts import Asked, LogWriter, Mark


class ShippedRetention:
    """`RetentionActs` over the services of one running application."""

    _services: Services

    def list_retention(self, actor: Actor) -> RetentionPage:
        return list_retention(self._services, actor)

    def propose_destruction(
        self,
        actor: Actor,
        case_ids: Sequence[str],
        decision: str,
        decision_date: str,
        reason: str,
    ) -> str:
        return propose_destruction(self._services, actor, case_ids, decision, decision_date, reason)

    def read_destruction(self, actor: Actor, list_id: str) -> ListPage:
        return read_destruction(self._services, actor, list_id)

    def approve_destruction(self, actor: Actor, list_id: str, version: int) -> None:
        approve_destruction(self._services, actor, list_id, version)

    def return_destruction(self, actor: Actor, list_id: str, version: int, reason: str) -> None:
        return_destruction(self._services, actor, list_id, version, reason)

    def hold_case(self, actor: Actor, code: str, reason: str) -> None:
        hold_case(self._services, actor, code, reason)

    def lift_hold(self, actor: Actor, code: str, reason: str) -> None:
        lift_hold(self._services, actor, code, reason)

    def list_readings(self, actor: Actor) -> ReadingsPage:
        return list_readings(self._services, actor)

    def ask_reading(self, actor: Actor, code: str, reason: str) -> str:
        return ask_reading(self._services, actor, code, reason)

    def grant_reading(self, actor: Actor, grant_id: str, version: int) -> None:
        grant_reading(self._services, actor, grant_id, version)

    def refuse_reading(self, actor: Actor, grant_id: str, version: int, answer: str) -> None:
        refuse_reading(self._services, actor, grant_id, version, answer)

    def search_log(self, actor: Actor, fields: Asked, after: Mark) -> LogPage:
        return search_log(self._services, actor, fields, after)

    def export_log(
        self, actor: Actor, fields: Asked, kind: str, write: LogWriter, run_id: str
    ) -> Iterator[bytes]:
        return export_log(self._services, actor, fields, kind, write, run_id)

"""The real actions behind the pages of those who watch; `ShippedActs` takes them in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.actions import Services
from app.actions.audit.check_invariants import check_invariants_now
from app.actions.audit.export_cases import export_cases
from app.actions.audit.export_event_log import LogFormat, export_event_log
from app.actions.audit.inspect_case import inspect_case
from app.actions.audit.list_invariants import Keeping, list_invariants
from app.actions.audit.read_conformance import read_conformance
from app.actions.audit.read_exports import read_export, read_exports
from app.actions.audit.read_invariant_checks import read_invariant_checks
from app.actions.audit.read_sent_form import read_sent_form
from app.actions.audit.remove_view import remove_view
from app.actions.audit.save_view import save_view
from app.actions.audit.search_cases import search_cases
from app.actions.audit.stop_export import stop_export
from app.actions.audit.watch_figures import watch_figures
from app.domain.case_search import CaseMark, SavedView
from app.domain.exports import ExportRun
from app.domain.people import Actor
from app.domain.views.case_search import SearchPage
from app.domain.views.conformance import CaseConformance
from app.domain.views.inspection import Inspection, SentForm
from app.domain.views.monitor import CheckedPage, InvariantCheck, MonitorPage
from app.web.oversight_acts import Asked, CaseWriter


class ShippedOversight:
    """`OversightActs` over the services of one running application."""

    _services: Services

    def search_cases(self, actor: Actor, fields: Asked, after: CaseMark | None) -> SearchPage:
        return search_cases(self._services, actor, fields, after)

    def export_cases(
        self, actor: Actor, fields: Asked, kind: str, write: CaseWriter, run_id: str
    ) -> Iterator[bytes]:
        return export_cases(self._services, actor, fields, kind, write, run_id)

    def read_exports(self, actor: Actor) -> tuple[ExportRun, ...]:
        return read_exports(self._services, actor)

    def read_export(self, actor: Actor, run_id: str) -> ExportRun:
        return read_export(self._services, actor, run_id)

    def stop_export(self, actor: Actor, run_id: str) -> None:
        stop_export(self._services, actor, run_id)

    def save_view(self, actor: Actor, name: str, fields: Asked, shared: bool) -> SavedView:
        return save_view(self._services, actor, name, fields, shared=shared)

    def remove_view(self, actor: Actor, view_id: str) -> None:
        remove_view(self._services, actor, view_id)

    def inspect_case(self, actor: Actor, code: str) -> Inspection:
        return inspect_case(self._services, actor, code)

    def read_sent_form(self, actor: Actor, code: str, task_id: str) -> SentForm:
        return read_sent_form(self._services, actor, code, task_id)

    def read_conformance(self, actor: Actor, code: str) -> CaseConformance:
        return read_conformance(self._services, actor, code)

    def export_event_log(self, actor: Actor, kind: str, run_id: str) -> Iterator[bytes]:
        return export_event_log(self._services, actor, LogFormat(kind), run_id=run_id)

    def watch_figures(self, actor: Actor, asked: Mapping[str, str]) -> MonitorPage:
        return watch_figures(self._services, actor, asked)

    def invariants(self) -> tuple[Keeping, ...]:
        return list_invariants()

    def read_invariant_checks(self, actor: Actor) -> CheckedPage:
        return read_invariant_checks(self._services, actor)

    def check_invariants_now(self, actor: Actor) -> InvariantCheck:
        return check_invariants_now(self._services, actor)

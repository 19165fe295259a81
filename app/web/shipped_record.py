"""The real actions behind the pages about the proof; `ShippedActs` takes them in."""

from __future__ import annotations

from app.actions import Services
from app.actions.audit.ask_record_check import ask_record_check
from app.actions.audit.check_case_record import check_case_record
from app.actions.audit.export_dossier import export_dossier
from app.actions.audit.read_asked_check import read_asked_check
from app.actions.audit.read_record import read_record
from app.actions.audit.stop_record_check import stop_record_check
from app.domain.people import Actor
from app.domain.views.proof_pages import AskedCheck, CaseRecord, RecordPage


class ShippedRecord:
    """`RecordActs` over the services of one running application."""

    _services: Services

    def read_record(self, actor: Actor, page: int) -> RecordPage:
        return read_record(self._services, actor, page)

    def ask_record_check(self, actor: Actor) -> None:
        ask_record_check(self._services, actor)

    def read_asked_check(self, actor: Actor) -> AskedCheck | None:
        return read_asked_check(self._services, actor)

    def stop_record_check(self, actor: Actor) -> None:
        stop_record_check(self._services, actor)

    def check_case_record(self, actor: Actor, code: str) -> CaseRecord:
        return check_case_record(self._services, actor, code)

    def export_dossier(self, actor: Actor, code: str, run_id: str) -> tuple[str, bytes]:
        made = export_dossier(self._services, actor, code, run_id)
        return made.file_name, made.content

"""What the pages about the proof of the record may ask of the floors below, beside `Acts`."""

from __future__ import annotations

from typing import Protocol, cast

from flask import current_app

from app.domain.people import Actor
from app.domain.views import AuditPage
from app.domain.views.proof_pages import CaseRecord, RecordPage


class RecordActs(Protocol):
    """What auditors do to prove the record; each raises PermissionDenied for others."""

    def read_record(self, actor: Actor, page: int) -> RecordPage:
        """Return the state of the proof and a page of cases."""

    def check_record(self, actor: Actor) -> AuditPage:
        """Verify everything and put the result on record."""

    def check_case_record(self, actor: Actor, code: str) -> CaseRecord:
        """Verify the chains of one case; raise NotFound."""

    def export_dossier(self, actor: Actor, code: str) -> tuple[str, bytes]:
        """Return name and bytes of the self-proving dossier; raise NotFound, SettingsError."""


def record_acts() -> RecordActs:
    """Return the actions of the running application."""
    return cast(RecordActs, current_app.extensions["acts"])

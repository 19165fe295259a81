"""What the pages about the proof of the record may ask of the floors below, beside `Acts`."""

from __future__ import annotations

from typing import Protocol, cast

from flask import current_app

from app.domain.people import Actor
from app.domain.views.proof_pages import AskedCheck, CaseRecord, RecordPage


class RecordActs(Protocol):
    """What auditors do to prove the record; each raises PermissionDenied for others."""

    def read_record(self, actor: Actor, page: int) -> RecordPage:
        """Return the state of the proof and a page of cases."""

    def ask_record_check(self, actor: Actor) -> None:
        """Verify everything and put the result on record: at once, or as kept work."""

    def read_asked_check(self, actor: Actor) -> AskedCheck | None:
        """Return how far the check is that somebody asked for."""

    def stop_record_check(self, actor: Actor) -> None:
        """End that check."""

    def check_case_record(self, actor: Actor, code: str) -> CaseRecord:
        """Verify the chains of one case; raise NotFound."""

    def export_dossier(self, actor: Actor, code: str, run_id: str) -> tuple[str, bytes]:
        """Return name and bytes of the self-proving dossier.

        Raises NotFound, SettingsError, ExportStopped.
        """


def record_acts() -> RecordActs:
    """Return the actions of the running application."""
    return cast(RecordActs, current_app.extensions["acts"])

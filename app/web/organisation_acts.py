"""What the pages of persons and organisation may ask of the floors below, beside `Acts`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, cast

from flask import current_app

from app.domain.people import Actor
from app.domain.views.organisation import (
    BatchPage,
    ChangePreview,
    ImportPage,
    OrganisationPage,
    PersonPage,
    RoleLine,
    RowPage,
    SheetPage,
)

Texts = Mapping[str, str]


class OrganisationActs(Protocol):
    """What administrators do about persons, units, offices and accounts."""

    def read_organisation(self, actor: Actor) -> OrganisationPage:
        """Return the lists, what nobody holds, the latest changes."""

    def list_organisation_rows(self, actor: Actor, path: str, query: str, page: int) -> SheetPage:
        """Return one page of a list; raise NotFound."""

    def open_organisation_row(self, actor: Actor, path: str, key: str, given: Texts) -> RowPage:
        """Return a row's form; raise NotFound."""

    def preview_organisation_row(
        self, actor: Actor, path: str, key: str, seen: str, texts: Texts
    ) -> ChangePreview:
        """Return what saving would do; raise FormInvalid, Conflict."""

    def save_organisation_row(
        self, actor: Actor, path: str, key: str, seen: str, texts: Texts, reason: str
    ) -> str:
        """Save and return the row's key; raise FormInvalid, Conflict."""

    def remove_organisation_row(
        self, actor: Actor, path: str, key: str, seen: str, reason: str
    ) -> None:
        """Take out what has not begun; raise FormInvalid, Conflict."""

    def read_organisation_batch(self, actor: Actor, batch_id: str) -> BatchPage:
        """Return one batch; raise NotFound."""

    def undo_organisation_batch(self, actor: Actor, batch_id: str, reason: str) -> str:
        """Take a batch back and return the undoing one; raise Conflict, FormInvalid."""

    def upload_organisation_file(self, actor: Actor, path: str, name: str, content: bytes) -> str:
        """Keep a file's rows and return their id; raise FormInvalid, NotFound."""

    def read_organisation_import(self, actor: Actor, import_id: str) -> ImportPage:
        """Return row by row what a kept file would do; raise NotFound."""

    def take_organisation_import(self, actor: Actor, import_id: str, seen: str, reason: str) -> str:
        """Take the rows over and return the batch; raise FormInvalid, Conflict."""

    def export_organisation_sheet(
        self, actor: Actor, path: str, *, empty: bool
    ) -> tuple[tuple[str, ...], ...]:
        """Return headings and rows, or headings alone; raise NotFound."""

    def read_role_mapping(self, actor: Actor) -> tuple[RoleLine, ...]:
        """Return the roles of the diagrams and who holds them."""

    def read_person(self, actor: Actor, person_id: str) -> PersonPage:
        """Return one person; raise NotFound."""

    def open_account(self, actor: Actor, person_id: str, login: str, reason: str) -> str:
        """Return the one-time password; raise FormInvalid, Conflict."""

    def reset_password(self, actor: Actor, person_id: str, seen: str, reason: str) -> str:
        """Return the one-time password; raise FormInvalid, Conflict, StepRefused."""

    def set_account_active(
        self, actor: Actor, person_id: str, active: bool, seen: str, reason: str
    ) -> None:
        """Shut or open an account; raise FormInvalid, Conflict, StepRefused."""

    def end_sessions(self, actor: Actor, person_id: str, reason: str) -> None:
        """End a person's sessions; raise FormInvalid."""

    def ask_account_change(self, actor: Actor, person_id: str, wanted: str, reason: str) -> str:
        """Ask a second administrator; raise FormInvalid, Conflict, PermissionDenied."""

    def decide_account_change(self, actor: Actor, request_id: str, agree: bool) -> str:
        """Agree or not; return a one-time password where one was asked for."""

    def drop_system_role(
        self, actor: Actor, person_id: str, role: str, seen: str, reason: str
    ) -> None:
        """Take a system role; raise FormInvalid, Conflict, StepRefused."""

    def change_password(
        self, actor: Actor, session_id: str, old: str, new: str, again: str
    ) -> None:
        """Choose one's own password; raise FormInvalid."""


def organisation_acts() -> OrganisationActs:
    """Return the actions of the running application."""
    return cast(OrganisationActs, current_app.extensions["acts"])

"""The real actions behind the pages of persons and organisation; `ShippedActs` takes them in."""

from __future__ import annotations

from app.actions import Services
from app.actions.admin.ask_account_change import ask_account_change
from app.actions.admin.decide_account_change import decide_account_change
from app.actions.admin.drop_system_role import drop_system_role
from app.actions.admin.end_sessions import end_sessions
from app.actions.admin.export_organisation_sheet import export_organisation_sheet
from app.actions.admin.list_organisation_rows import list_organisation_rows
from app.actions.admin.open_account import open_account
from app.actions.admin.open_organisation_row import open_organisation_row
from app.actions.admin.preview_organisation_row import preview_organisation_row
from app.actions.admin.read_organisation import read_organisation
from app.actions.admin.read_organisation_batch import read_organisation_batch
from app.actions.admin.read_organisation_import import read_organisation_import
from app.actions.admin.read_person import read_person
from app.actions.admin.read_role_mapping import read_role_mapping
from app.actions.admin.remove_organisation_row import remove_organisation_row
from app.actions.admin.reset_password import reset_password
from app.actions.admin.save_organisation_row import save_organisation_row
from app.actions.admin.set_account_active import set_account_active
from app.actions.admin.take_organisation_import import take_organisation_import
from app.actions.admin.undo_organisation_batch import undo_organisation_batch
from app.actions.admin.upload_organisation_file import upload_organisation_file
from app.actions.staff.change_password import change_password
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
from app.web.organisation_acts import Texts


class ShippedOrganisation:
    """`OrganisationActs` over the services of one running application."""

    _services: Services

    def read_organisation(self, actor: Actor) -> OrganisationPage:
        return read_organisation(self._services, actor)

    def list_organisation_rows(self, actor: Actor, path: str, query: str, page: int) -> SheetPage:
        return list_organisation_rows(self._services, actor, path, query, page)

    def open_organisation_row(self, actor: Actor, path: str, key: str, given: Texts) -> RowPage:
        return open_organisation_row(self._services, actor, path, key, given)

    def preview_organisation_row(
        self, actor: Actor, path: str, key: str, seen: str, texts: Texts
    ) -> ChangePreview:
        return preview_organisation_row(self._services, actor, path, key, seen, texts)

    def save_organisation_row(
        self, actor: Actor, path: str, key: str, seen: str, texts: Texts, reason: str
    ) -> str:
        return save_organisation_row(self._services, actor, path, key, seen, texts, reason)

    def remove_organisation_row(
        self, actor: Actor, path: str, key: str, seen: str, reason: str
    ) -> None:
        remove_organisation_row(self._services, actor, path, key, seen, reason)

    def read_organisation_batch(self, actor: Actor, batch_id: str) -> BatchPage:
        return read_organisation_batch(self._services, actor, batch_id)

    def undo_organisation_batch(self, actor: Actor, batch_id: str, reason: str) -> str:
        return undo_organisation_batch(self._services, actor, batch_id, reason)

    def upload_organisation_file(self, actor: Actor, path: str, name: str, content: bytes) -> str:
        return upload_organisation_file(self._services, actor, path, name, content)

    def read_organisation_import(self, actor: Actor, import_id: str) -> ImportPage:
        return read_organisation_import(self._services, actor, import_id)

    def take_organisation_import(self, actor: Actor, import_id: str, seen: str, reason: str) -> str:
        return take_organisation_import(self._services, actor, import_id, seen, reason)

    def export_organisation_sheet(
        self, actor: Actor, path: str, *, empty: bool
    ) -> tuple[tuple[str, ...], ...]:
        return export_organisation_sheet(self._services, actor, path, empty=empty)

    def read_role_mapping(self, actor: Actor) -> tuple[RoleLine, ...]:
        return read_role_mapping(self._services, actor)

    def read_person(self, actor: Actor, person_id: str) -> PersonPage:
        return read_person(self._services, actor, person_id)

    def open_account(self, actor: Actor, person_id: str, login: str, reason: str) -> str:
        return open_account(self._services, actor, person_id, login, reason)

    def reset_password(self, actor: Actor, person_id: str, seen: str, reason: str) -> str:
        return reset_password(self._services, actor, person_id, seen, reason)

    def set_account_active(
        self, actor: Actor, person_id: str, active: bool, seen: str, reason: str
    ) -> None:
        set_account_active(self._services, actor, person_id, active, seen, reason)

    def end_sessions(self, actor: Actor, person_id: str, reason: str) -> None:
        end_sessions(self._services, actor, person_id, reason)

    def ask_account_change(self, actor: Actor, person_id: str, wanted: str, reason: str) -> str:
        return ask_account_change(self._services, actor, person_id, wanted, reason)

    def decide_account_change(self, actor: Actor, request_id: str, agree: bool) -> str:
        return decide_account_change(self._services, actor, request_id, agree)

    def drop_system_role(
        self, actor: Actor, person_id: str, role: str, seen: str, reason: str
    ) -> None:
        drop_system_role(self._services, actor, person_id, role, seen, reason)

    def change_password(
        self, actor: Actor, session_id: str, old: str, new: str, again: str
    ) -> None:
        change_password(self._services, actor, session_id, old, new, again)

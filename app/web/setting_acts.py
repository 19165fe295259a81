"""What the pages of settings may ask of the floors below, beside `Acts`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, cast

from flask import current_app

from app.actions.admin.start_series import AskedStart
from app.domain.people import Actor
from app.domain.setting_changes import Grounds, SettingChange
from app.domain.views.document_templates import TemplateLine, TemplatePage
from app.domain.views.series import SeriesDetail, SeriesPage
from app.domain.views.settings import ProfilePage, SettingChangePage, SettingEffect
from app.domain.views.system_state import SystemPage

Typed = Mapping[str, Sequence[str]]


class SettingActs(Protocol):
    """What administrators do about the settings of the installation."""

    def read_profile(self, actor: Actor) -> ProfilePage:
        """Return the profile in force; raise PermissionDenied."""

    def preview_profile(self, actor: Actor, slug: str, typed: Typed) -> SettingEffect:
        """Return what the typed values would do; raise FormInvalid, NotFound."""

    def propose_profile(self, actor: Actor, slug: str, typed: Typed, grounds: Grounds) -> str:
        """Return the id of the change; raise FormInvalid."""

    def restore_profile(self, actor: Actor, change_id: str, grounds: Grounds) -> str:
        """Return the id of the change that would restore; raise FormInvalid, Conflict."""

    def read_setting_change(self, actor: Actor, change_id: str) -> SettingChangePage:
        """Return one change; raise NotFound."""

    def approve_setting(self, actor: Actor, change_id: str, version: int) -> SettingChange:
        """Agree as the second person; raise PermissionDenied, Conflict."""

    def return_setting(
        self, actor: Actor, change_id: str, version: int, reason: str
    ) -> SettingChange:
        """Turn a change down; raise FormInvalid, Conflict."""

    def list_series(self, actor: Actor) -> SeriesPage:
        """Return all series of numbers."""

    def read_series(self, actor: Actor, unit_id: str, symbol: str, period: str) -> SeriesDetail:
        """Return one series with its numbers; raise NotFound."""

    def start_series(self, actor: Actor, asked: AskedStart) -> None:
        """Write the first number of a series; raise FormInvalid, Conflict."""

    def read_system(self, actor: Actor) -> SystemPage:
        """Return how each part of the installation does."""

    def list_templates(self, actor: Actor) -> tuple[TemplateLine, ...]:
        """Return every type of document."""

    def read_template(self, actor: Actor, key: str) -> TemplatePage:
        """Return the text of one type; raise NotFound."""

    def preview_template(self, actor: Actor, key: str, text: str) -> str:
        """Return what a typed text gives; raise FormInvalid."""

    def preview_page(self, actor: Actor, key: str) -> str:
        """Return the printed page with invented values."""

    def propose_template(self, actor: Actor, key: str, text: str, grounds: Grounds) -> str:
        """Return the id of the change; raise FormInvalid."""


def setting_acts() -> SettingActs:
    """Return the actions of the running application."""
    return cast(SettingActs, current_app.extensions["acts"])

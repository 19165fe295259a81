"""The real actions behind the pages of settings; `ShippedActs` takes them in."""

from __future__ import annotations

from app.actions import Services
from app.actions.admin.approve_setting import approve_setting
from app.actions.admin.list_series import list_series
from app.actions.admin.list_templates import list_templates
from app.actions.admin.preview_profile import preview_profile
from app.actions.admin.preview_template import preview_page, preview_template
from app.actions.admin.propose_profile import propose_profile
from app.actions.admin.propose_template import propose_template
from app.actions.admin.read_profile import read_profile
from app.actions.admin.read_series import read_series
from app.actions.admin.read_setting_change import read_setting_change
from app.actions.admin.read_system import read_system
from app.actions.admin.read_template import read_template
from app.actions.admin.restore_profile import restore_profile
from app.actions.admin.return_setting import return_setting
from app.actions.admin.start_series import AskedStart, start_series
from app.domain.people import Actor
from app.domain.setting_changes import Grounds, SettingChange
from app.domain.views.document_templates import TemplateLine, TemplatePage
from app.domain.views.series import SeriesDetail, SeriesPage
from app.domain.views.settings import ProfilePage, SettingChangePage, SettingEffect
from app.domain.views.system_state import SystemPage
from app.web.setting_acts import Typed


class ShippedSettings:
    """`SettingActs` over the services of one running application."""

    _services: Services

    def read_profile(self, actor: Actor) -> ProfilePage:
        return read_profile(self._services, actor)

    def preview_profile(self, actor: Actor, slug: str, typed: Typed) -> SettingEffect:
        return preview_profile(self._services, actor, slug, typed)

    def propose_profile(self, actor: Actor, slug: str, typed: Typed, grounds: Grounds) -> str:
        return propose_profile(self._services, actor, slug, typed, grounds)

    def restore_profile(self, actor: Actor, change_id: str, grounds: Grounds) -> str:
        return restore_profile(self._services, actor, change_id, grounds)

    def read_setting_change(self, actor: Actor, change_id: str) -> SettingChangePage:
        return read_setting_change(self._services, actor, change_id)

    def approve_setting(self, actor: Actor, change_id: str, version: int) -> SettingChange:
        return approve_setting(self._services, actor, change_id, version)

    def return_setting(
        self, actor: Actor, change_id: str, version: int, reason: str
    ) -> SettingChange:
        return return_setting(self._services, actor, change_id, version, reason)

    def list_series(self, actor: Actor) -> SeriesPage:
        return list_series(self._services, actor)

    def read_series(self, actor: Actor, unit_id: str, symbol: str, period: str) -> SeriesDetail:
        return read_series(self._services, actor, unit_id, symbol, period)

    def start_series(self, actor: Actor, asked: AskedStart) -> None:
        start_series(self._services, actor, asked)

    def read_system(self, actor: Actor) -> SystemPage:
        return read_system(self._services, actor)

    def list_templates(self, actor: Actor) -> tuple[TemplateLine, ...]:
        return list_templates(self._services, actor)

    def read_template(self, actor: Actor, key: str) -> TemplatePage:
        return read_template(self._services, actor, key)

    def preview_template(self, actor: Actor, key: str, text: str) -> str:
        return preview_template(self._services, actor, key, text)

    def preview_page(self, actor: Actor, key: str) -> str:
        return preview_page(self._services, actor, key)

    def propose_template(self, actor: Actor, key: str, text: str, grounds: Grounds) -> str:
        return propose_template(self._services, actor, key, text, grounds)

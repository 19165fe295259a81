"""The real actions behind the editors' pages; `ShippedActs` takes them in."""

from __future__ import annotations

from app.actions import Services
from app.actions.owner.check_draft import check_draft
from app.actions.owner.check_draft_file import check_draft_file
from app.actions.owner.list_choices import list_choices
from app.actions.owner.open_draft import open_draft
from app.actions.owner.preview_form import preview_form
from app.actions.owner.save_draft_file import save_draft_file
from app.actions.owner.take_over_draft import take_over_draft
from app.domain.choices import Choices
from app.domain.drafts import Draft, FileKind, OpenDraft, SaveKind
from app.domain.people import Actor
from app.domain.views.previews import FormPreview
from app.domain.views.processes import CheckedDraft


class ShippedEditor:
    """`EditorActs` over the services of one running application."""

    _services: Services

    def open_draft(self, actor: Actor, draft_id: str) -> OpenDraft:
        return open_draft(self._services, actor, draft_id)

    def save_draft_file(
        self,
        actor: Actor,
        draft_id: str,
        version: int,
        kind: FileKind,
        key: str,
        content: bytes,
        how: SaveKind,
    ) -> Draft:
        return save_draft_file(
            self._services, actor, draft_id, version, kind, key, content, how=how
        )

    def take_over_draft(self, actor: Actor, draft_id: str, version: int) -> Draft:
        return take_over_draft(self._services, actor, draft_id, version)

    def check_draft(self, actor: Actor, draft_id: str) -> CheckedDraft:
        return check_draft(self._services, actor, draft_id)

    def check_draft_file(
        self, actor: Actor, draft_id: str, kind: FileKind, key: str, content: bytes
    ) -> CheckedDraft:
        return check_draft_file(self._services, actor, draft_id, kind, key, content)

    def preview_form(self, actor: Actor, draft_id: str, key: str) -> FormPreview:
        return preview_form(self._services, actor, draft_id, key)

    def list_choices(self, actor: Actor, draft_id: str) -> Choices:
        return list_choices(self._services, actor, draft_id)

"""What the editors' pages may ask of the floors below, beside `Acts`."""

from __future__ import annotations

from typing import Protocol, cast

from flask import current_app

from app.domain.choices import Choices
from app.domain.drafts import Draft, FileKind, OpenDraft, SaveKind
from app.domain.people import Actor
from app.domain.views.previews import FormPreview
from app.domain.views.processes import CheckedDraft


class EditorActs(Protocol):
    """What a process owner does with one file of a draft."""

    def open_draft(self, actor: Actor, draft_id: str) -> OpenDraft:
        """Return the draft with its files; raise NotFound."""

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
        """Save one file as it is; raise Conflict when another holds the draft or saved first."""

    def take_over_draft(self, actor: Actor, draft_id: str, version: int) -> Draft:
        """Take the lock; raise Conflict when the draft was saved meanwhile."""

    def check_draft(self, actor: Actor, draft_id: str) -> CheckedDraft:
        """Return the draft as it is saved with all that is found, proofs included."""

    def check_draft_file(
        self, actor: Actor, draft_id: str, kind: FileKind, key: str, content: bytes
    ) -> CheckedDraft:
        """Return what is wrong with this content of a file, beside the draft's other files."""

    def preview_form(self, actor: Actor, draft_id: str, key: str) -> FormPreview:
        """Return a form as staff would see it; raise NotFound."""

    def start_verification(self, actor: Actor, draft_id: str, *, whole: bool) -> None:
        """Verify the draft in the background, unless it is known or under way."""

    def list_choices(self, actor: Actor, draft_id: str) -> Choices:
        """Return what the draft may name."""


def editor_acts() -> EditorActs:
    """Return the editors' actions of the running application."""
    return cast(EditorActs, current_app.extensions["acts"])

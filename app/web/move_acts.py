"""What the pages of moving cases may ask of the floors below, beside `Acts`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, cast

from flask import current_app

from app.domain.case_requests import VersionMove
from app.domain.people import Actor
from app.domain.reseating import Counterparts
from app.domain.views.version_moves import ChoosePage, MovePage, MovesPage


class MoveActs(Protocol):
    """What administrators do to move running cases to another version."""

    def list_migrations(self, actor: Actor) -> MovesPage:
        """Return the requests and the releases."""

    def choose_migration(
        self, actor: Actor, before: str, after: str, counterparts: Counterparts
    ) -> ChoosePage:
        """Return how each running instance would stand; raise NotFound, Conflict."""

    def propose_migration(
        self,
        actor: Actor,
        before: str,
        after: str,
        counterparts: Counterparts,
        instance_ids: Sequence[str],
        reason: str,
    ) -> str:
        """Return the id of the request; raise FormInvalid, StepRefused, Conflict."""

    def read_migration(self, actor: Actor, move_id: str) -> MovePage:
        """Return the request; raise NotFound."""

    def rehearse_migration(self, actor: Actor, move_id: str) -> VersionMove:
        """Do its cases over on a copy; raise Conflict."""

    def approve_migration(self, actor: Actor, move_id: str, version: int) -> VersionMove:
        """Agree as the second person; raise PermissionDenied, Conflict."""

    def return_migration(
        self, actor: Actor, move_id: str, version: int, reason: str
    ) -> VersionMove:
        """Turn the request down; raise FormInvalid, Conflict."""


def move_acts() -> MoveActs:
    """Return the actions of the running application."""
    return cast(MoveActs, current_app.extensions["acts"])

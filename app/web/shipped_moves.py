"""The real actions behind the pages of moving cases; `ShippedActs` takes them in."""

from __future__ import annotations

from collections.abc import Sequence

from app.actions import Services
from app.actions.admin.approve_migration import approve_migration
from app.actions.admin.choose_migration import choose_migration
from app.actions.admin.list_migrations import list_migrations
from app.actions.admin.propose_migration import propose_migration
from app.actions.admin.read_migration import read_migration
from app.actions.admin.return_migration import return_migration
from app.domain.case_requests import VersionMove
from app.domain.people import Actor
from app.domain.reseating import Counterparts
from app.domain.views.version_moves import ChoosePage, MovePage, MovesPage
from app.rehearsal.migrating import rehearse_migration


class ShippedMoves:
    """`MoveActs` over the services of one running application."""

    _services: Services

    def list_migrations(self, actor: Actor) -> MovesPage:
        return list_migrations(self._services, actor)

    def choose_migration(
        self, actor: Actor, before: str, after: str, counterparts: Counterparts
    ) -> ChoosePage:
        return choose_migration(self._services, actor, before, after, counterparts)

    def propose_migration(
        self,
        actor: Actor,
        before: str,
        after: str,
        counterparts: Counterparts,
        instance_ids: Sequence[str],
        reason: str,
    ) -> str:
        return propose_migration(
            self._services, actor, before, after, counterparts, instance_ids, reason
        )

    def read_migration(self, actor: Actor, move_id: str) -> MovePage:
        return read_migration(self._services, actor, move_id)

    def rehearse_migration(self, actor: Actor, move_id: str) -> VersionMove:
        return rehearse_migration(self._services, actor, move_id)

    def approve_migration(self, actor: Actor, move_id: str, version: int) -> VersionMove:
        return approve_migration(self._services, actor, move_id, version)

    def return_migration(
        self, actor: Actor, move_id: str, version: int, reason: str
    ) -> VersionMove:
        return return_migration(self._services, actor, move_id, version, reason)

"""The real actions behind the pages of repair; `ShippedActs` takes them in."""

from __future__ import annotations

from collections.abc import Sequence

from app.actions import Services
from app.actions.admin.approve_repair import approve_repair
from app.actions.admin.carry_out_repairs import carry_out_repairs
from app.actions.admin.choose_runs import choose_runs
from app.actions.admin.list_repairs import list_repairs
from app.actions.admin.offer_repair import offer_repair
from app.actions.admin.offer_repairs import offer_repairs
from app.actions.admin.propose_repair import propose_repair
from app.actions.admin.read_repair import read_repair
from app.actions.admin.rehearse_repair import rehearse_repair
from app.actions.admin.return_repair import return_repair
from app.domain.case_requests import Repair
from app.domain.people import Actor
from app.domain.repairs import Instruction
from app.domain.views.chosen_runs import ChosenRuns
from app.domain.views.repairs import OfferPage, RepairPage, RepairsPage
from app.web.oversight_acts import Asked

# So many are repaired while the person waits; the worker does the rest.
AT_ONCE = 10


class ShippedRepairs:
    """`RepairActs` over the services of one running application."""

    _services: Services

    def choose_runs(self, actor: Actor, fields: Asked) -> ChosenRuns:
        return choose_runs(self._services, actor, fields)

    def list_repairs(self, actor: Actor) -> RepairsPage:
        return list_repairs(self._services, actor)

    def offer_repair(self, actor: Actor, instance_id: str) -> OfferPage:
        return offer_repair(self._services, actor, instance_id)

    def offer_repairs(self, actor: Actor, instance_ids: Sequence[str]) -> tuple[OfferPage, ...]:
        return offer_repairs(self._services, actor, instance_ids)

    def propose_repair(
        self,
        actor: Actor,
        instance_ids: Sequence[str],
        instructions: Sequence[Instruction],
        reason: str,
    ) -> str:
        return propose_repair(self._services, actor, instance_ids, instructions, reason)

    def rehearse_repair(self, actor: Actor, repair_id: str) -> Repair:
        return rehearse_repair(self._services, actor, repair_id)

    def read_repair(self, actor: Actor, repair_id: str) -> RepairPage:
        return read_repair(self._services, actor, repair_id)

    def approve_repair(self, actor: Actor, repair_id: str, version: int, opinion: str) -> Repair:
        approved = approve_repair(self._services, actor, repair_id, version, opinion)
        carry_out_repairs(self._services, limit=AT_ONCE)
        return approved

    def return_repair(self, actor: Actor, repair_id: str, version: int, reason: str) -> Repair:
        return return_repair(self._services, actor, repair_id, version, reason)

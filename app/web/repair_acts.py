"""What the pages of repair may ask of the floors below, beside `Acts`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, cast

from flask import current_app

from app.domain.case_requests import Repair
from app.domain.people import Actor
from app.domain.repairs import Instruction
from app.domain.views.chosen_runs import ChosenRuns
from app.domain.views.repairs import OfferPage, RepairPage, RepairsPage
from app.web.oversight_acts import Asked


class RepairActs(Protocol):
    """What administrators do to put running cases right."""

    def choose_runs(self, actor: Actor, fields: Asked) -> ChosenRuns:
        """Return the open runs of the cases that match; raise FormInvalid."""

    def list_repairs(self, actor: Actor) -> RepairsPage:
        """Return the newest requests."""

    def offer_repair(self, actor: Actor, instance_id: str) -> OfferPage:
        """Return what may be done to a run; raise NotFound."""

    def offer_repairs(self, actor: Actor, instance_ids: Sequence[str]) -> tuple[OfferPage, ...]:
        """Return what may be done to each of several runs; raise NotFound."""

    def propose_repair(
        self,
        actor: Actor,
        instance_ids: Sequence[str],
        instructions: Sequence[Instruction],
        reason: str,
    ) -> str:
        """Return the id of the request; raise FormInvalid, StepRefused, Conflict."""

    def rehearse_repair(self, actor: Actor, repair_id: str) -> Repair:
        """Do the repair on a copy; raise Conflict."""

    def read_repair(self, actor: Actor, repair_id: str) -> RepairPage:
        """Return the request; raise NotFound."""

    def approve_repair(self, actor: Actor, repair_id: str, version: int, opinion: str) -> Repair:
        """Agree as the second person; raise PermissionDenied, Conflict, FormInvalid."""

    def return_repair(self, actor: Actor, repair_id: str, version: int, reason: str) -> Repair:
        """Turn the request down; raise FormInvalid, Conflict."""


def repair_acts() -> RepairActs:
    """Return the actions of the running application."""
    return cast(RepairActs, current_app.extensions["acts"])

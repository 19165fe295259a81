"""The real actions behind the process owners' pages; `ShippedActs` takes them in."""

from __future__ import annotations

from collections.abc import Mapping

from app.actions import Services
from app.actions.owner.approve_publication import approve_publication
from app.actions.owner.cancel_situations import cancel_situations
from app.actions.owner.cancel_verification import cancel_verification
from app.actions.owner.check_draft import check_draft
from app.actions.owner.compare_versions import compare_versions
from app.actions.owner.delete_situation import delete_situation
from app.actions.owner.discard_draft import discard_draft
from app.actions.owner.list_objections import list_objections
from app.actions.owner.list_processes import list_processes
from app.actions.owner.list_rules import list_rules
from app.actions.owner.object_to_rule import object_to_rule
from app.actions.owner.read_history import read_history
from app.actions.owner.read_process_file import read_process_file
from app.actions.owner.read_saved_copy import read_saved_copy
from app.actions.owner.read_situation_standing import read_situation_standing
from app.actions.owner.read_verification import read_verification
from app.actions.owner.read_verified_diagram import read_verified_diagram
from app.actions.owner.read_violation import read_violation
from app.actions.owner.read_written_rule import read_written_rule
from app.actions.owner.remove_draft_file import remove_draft_file
from app.actions.owner.repair_draft import repair_draft
from app.actions.owner.request_publication import request_publication
from app.actions.owner.restore_version import restore_version
from app.actions.owner.return_publication import return_publication
from app.actions.owner.review_publication import review_publication
from app.actions.owner.run_situations import run_situations
from app.actions.owner.start_comparison import start_comparison
from app.actions.owner.start_draft import start_draft
from app.actions.owner.start_verification import start_verification
from app.domain.drafts import Draft, FileKind
from app.domain.people import Actor
from app.domain.rule_help import RuleHelp
from app.domain.situations import Situation, SituationStanding
from app.domain.verified import Objection, RulePage, VerifiedDraft, ViolationPage
from app.domain.views.processes import (
    CheckedDraft,
    ComparePage,
    HandedFile,
    HistoryPage,
    ProcessesPage,
    ReviewPage,
)


class ShippedProcesses:
    """`ProcessActs` over the services of one running application."""

    _services: Services

    def list_processes(self, actor: Actor) -> ProcessesPage:
        return list_processes(self._services, actor)

    def read_history(self, actor: Actor, process_id: str) -> HistoryPage:
        return read_history(self._services, actor, process_id)

    def compare_versions(
        self, actor: Actor, process_id: str, before: str, after: str
    ) -> ComparePage:
        return compare_versions(self._services, actor, process_id, before, after)

    def start_comparison(self, actor: Actor, process_id: str, before: str, after: str) -> None:
        start_comparison(self._services, actor, process_id, before, after)

    def restore_version(self, actor: Actor, process_id: str, release_id: str) -> str:
        return restore_version(self._services, actor, process_id, release_id)

    def read_process_file(self, actor: Actor, release_id: str, kind: str, key: str) -> HandedFile:
        return read_process_file(self._services, actor, release_id, kind, key)

    def read_saved_copy(self, actor: Actor, draft_id: str, save_id: str) -> HandedFile:
        return read_saved_copy(self._services, actor, draft_id, save_id)

    def list_rules(self) -> tuple[RuleHelp, ...]:
        return list_rules()

    def start_draft(self, actor: Actor, process_id: str, title: str, uploaded: bytes | None) -> str:
        return start_draft(self._services, actor, process_id, title=title, uploaded=uploaded)

    def remove_draft_file(
        self, actor: Actor, draft_id: str, version: int, kind: FileKind, key: str, removed: bool
    ) -> Draft:
        return remove_draft_file(
            self._services, actor, draft_id, version, kind, key, removed=removed
        )

    def discard_draft(self, actor: Actor, draft_id: str, version: int) -> Draft:
        return discard_draft(self._services, actor, draft_id, version)

    def check_draft(self, actor: Actor, draft_id: str) -> CheckedDraft:
        return check_draft(self._services, actor, draft_id)

    def repair_draft(
        self,
        actor: Actor,
        draft_id: str,
        version: int,
        repair: str,
        element_id: str,
        values: Mapping[str, str],
    ) -> Draft:
        return repair_draft(self._services, actor, draft_id, version, repair, element_id, values)

    def read_verification(self, actor: Actor, draft_id: str) -> VerifiedDraft:
        return read_verification(self._services, actor, draft_id)

    def start_verification(self, actor: Actor, draft_id: str, *, whole: bool) -> None:
        start_verification(self._services, actor, draft_id, whole=whole)

    def read_violation(self, actor: Actor, draft_id: str, number: int) -> ViolationPage:
        return read_violation(self._services, actor, draft_id, number)

    def read_verified_diagram(self, actor: Actor, draft_id: str, process_id: str) -> HandedFile:
        return read_verified_diagram(self._services, actor, draft_id, process_id)

    def read_written_rule(self, actor: Actor, draft_id: str, rule_id: str) -> RulePage:
        return read_written_rule(self._services, actor, draft_id, rule_id)

    def object_to_rule(self, actor: Actor, draft_id: str, rule_id: str, reason: str) -> None:
        object_to_rule(self._services, actor, draft_id, rule_id, reason)

    def list_objections(self, actor: Actor, draft_id: str) -> tuple[Objection, ...]:
        return list_objections(self._services, actor, draft_id)

    def cancel_verification(self, actor: Actor, draft_id: str) -> None:
        cancel_verification(self._services, actor, draft_id)

    def request_publication(
        self, actor: Actor, draft_id: str, version: int, name: str, note: str
    ) -> Draft:
        return request_publication(self._services, actor, draft_id, version, name, note)

    def review_publication(self, actor: Actor, draft_id: str) -> ReviewPage:
        return review_publication(self._services, actor, draft_id)

    def approve_publication(
        self, actor: Actor, draft_id: str, version: int, override: str = ""
    ) -> int:
        return approve_publication(self._services, actor, draft_id, version, override).number

    def read_situation_standing(self, actor: Actor, draft_id: str) -> SituationStanding:
        return read_situation_standing(self._services, actor, draft_id)

    def run_situations(self, actor: Actor, draft_id: str) -> bool:
        return run_situations(self._services, actor, draft_id)

    def cancel_situations(self, actor: Actor, draft_id: str, run_id: str) -> None:
        cancel_situations(self._services, actor, draft_id, run_id)

    def delete_situation(self, actor: Actor, situation_id: str) -> Situation:
        return delete_situation(self._services, actor, situation_id)

    def return_publication(self, actor: Actor, draft_id: str, version: int, reason: str) -> Draft:
        return return_publication(self._services, actor, draft_id, version, reason)

"""What the process owners' pages may ask of the floors below, beside `Acts` and the editors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, cast

from flask import current_app

from app.domain.drafts import Draft, FileKind, OpenDraft, SaveKind
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


class ProcessActs(Protocol):
    """What a process owner does with processes, drafts and versions."""

    def list_processes(self, actor: Actor) -> ProcessesPage:
        """Return all processes with version in use, draft and open cases."""

    def read_history(self, actor: Actor, process_id: str) -> HistoryPage:
        """Return the versions of a process; raise NotFound."""

    def compare_versions(
        self, actor: Actor, process_id: str, before: str, after: str
    ) -> ComparePage:
        """Return two states of a process beside each other; raise NotFound."""

    def start_comparison(self, actor: Actor, process_id: str, before: str, after: str) -> None:
        """Have their behaviour compared in the background; raise NotFound."""

    def restore_version(self, actor: Actor, process_id: str, release_id: str) -> str:
        """Return the id of a draft with the files of that release; raise Conflict."""

    def read_process_file(self, actor: Actor, release_id: str, kind: str, key: str) -> HandedFile:
        """Return one published file; raise NotFound."""

    def read_saved_copy(self, actor: Actor, draft_id: str, save_id: str) -> HandedFile:
        """Return one copy of a draft's history; raise NotFound."""

    def list_rules(self) -> tuple[RuleHelp, ...]:
        """Return the shelf of rules in words, in the order of repair."""

    def start_draft(self, actor: Actor, process_id: str, title: str, uploaded: bytes | None) -> str:
        """Return the id of a new draft; raise Conflict, FormInvalid."""

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

    def remove_draft_file(
        self, actor: Actor, draft_id: str, version: int, kind: FileKind, key: str, removed: bool
    ) -> Draft:
        """Take a file out of a draft or put it back; raise Conflict."""

    def take_over_draft(self, actor: Actor, draft_id: str, version: int) -> Draft:
        """Take the lock; raise Conflict when the draft was saved meanwhile."""

    def discard_draft(self, actor: Actor, draft_id: str, version: int) -> Draft:
        """Put the draft away; raise Conflict."""

    def check_draft(self, actor: Actor, draft_id: str) -> CheckedDraft:
        """Return everything found about a draft, grouped."""

    def repair_draft(
        self,
        actor: Actor,
        draft_id: str,
        version: int,
        repair: str,
        element_id: str,
        values: Mapping[str, str],
    ) -> Draft:
        """Mend the diagram by one repair; raise FormInvalid, Conflict."""

    def read_verification(self, actor: Actor, draft_id: str) -> VerifiedDraft:
        """Return what verification knows of a draft and how far it is."""

    def start_verification(self, actor: Actor, draft_id: str, *, whole: bool) -> None:
        """Start it in the background, unless it is known or under way."""

    def read_violation(self, actor: Actor, draft_id: str, number: int) -> ViolationPage:
        """Return one finding with its path; raise NotFound when the draft was saved since."""

    def read_verified_diagram(self, actor: Actor, draft_id: str, process_id: str) -> HandedFile:
        """Return a diagram that a path goes through; raise NotFound."""

    def read_written_rule(self, actor: Actor, draft_id: str, rule_id: str) -> RulePage:
        """Return a rule as it is written; raise NotFound."""

    def object_to_rule(self, actor: Actor, draft_id: str, rule_id: str, reason: str) -> None:
        """Record that a rule is thought wrong; raise FormInvalid, NotFound."""

    def list_objections(self, actor: Actor, draft_id: str) -> tuple[Objection, ...]:
        """Return what was said against rules on a draft."""

    def cancel_verification(self, actor: Actor, draft_id: str) -> None:
        """Stop it; raise Conflict when it had ended."""

    def request_publication(
        self, actor: Actor, draft_id: str, version: int, name: str, note: str
    ) -> Draft:
        """Send the draft to a second person; raise DiagramRefused, FormInvalid, Conflict."""

    def review_publication(self, actor: Actor, draft_id: str) -> ReviewPage:
        """Return what the second person sees."""

    def approve_publication(
        self, actor: Actor, draft_id: str, version: int, override: str = ""
    ) -> int:
        """Publish and return the number of the release; raise PermissionDenied, Conflict."""

    def read_situation_standing(self, actor: Actor, draft_id: str) -> SituationStanding:
        """Return what came of the situations that go before publication."""

    def run_situations(self, actor: Actor, draft_id: str) -> bool:
        """Ask for a run of them; tell whether there is one to wait for."""

    def cancel_situations(self, actor: Actor, draft_id: str, run_id: str) -> None:
        """Stop a run; raise Conflict when it had ended."""

    def delete_situation(self, actor: Actor, situation_id: str) -> Situation:
        """Take a kept situation out; raise NotFound."""

    def return_publication(self, actor: Actor, draft_id: str, version: int, reason: str) -> Draft:
        """Return the draft for more work; raise FormInvalid, Conflict."""


def process_acts() -> ProcessActs:
    """Return the process owners' actions of the running application."""
    return cast(ProcessActs, current_app.extensions["acts"])

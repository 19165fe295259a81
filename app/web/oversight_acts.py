"""What the pages of those who watch may ask of the floors below, beside `Acts`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol, cast

from flask import current_app

from app.actions.audit.list_invariants import Keeping
from app.domain.case_search import CaseMark, SavedView
from app.domain.exports import ExportRun
from app.domain.people import Actor
from app.domain.views.case_search import CaseLine, SearchPage
from app.domain.views.conformance import CaseConformance
from app.domain.views.inspection import Inspection, SentForm
from app.domain.views.monitor import CheckedPage, InvariantCheck, MonitorPage

Asked = Mapping[str, Sequence[str]]
CaseWriter = Callable[[Iterator[tuple[CaseLine, ...]]], Iterator[bytes]]


class OversightActs(Protocol):
    """What administrators and auditors do to see how all cases stand."""

    def search_cases(self, actor: Actor, fields: Asked, after: CaseMark | None) -> SearchPage:
        """Return the cases that match, from a mark on; raise FormInvalid, NotFound."""

    def export_cases(
        self, actor: Actor, fields: Asked, kind: str, write: CaseWriter, run_id: str
    ) -> Iterator[bytes]:
        """Return the file written of all cases that match; raise FormInvalid, ExportStopped."""

    def read_exports(self, actor: Actor) -> tuple[ExportRun, ...]:
        """Return the files the person took out last."""

    def read_export(self, actor: Actor, run_id: str) -> ExportRun:
        """Return one of them; raise NotFound."""

    def stop_export(self, actor: Actor, run_id: str) -> None:
        """Stop one of them; raise NotFound."""

    def save_view(self, actor: Actor, name: str, fields: Asked, shared: bool) -> SavedView:
        """Keep a question under a name; raise FormInvalid."""

    def remove_view(self, actor: Actor, view_id: str) -> None:
        """Forget a kept question; raise NotFound, PermissionDenied."""

    def inspect_case(self, actor: Actor, code: str) -> Inspection:
        """Return one case whole; raise PermissionDenied, NotFound."""

    def read_sent_form(self, actor: Actor, code: str, task_id: str) -> SentForm:
        """Return a form as it was sent; raise PermissionDenied, NotFound."""

    def read_conformance(self, actor: Actor, code: str) -> CaseConformance:
        """Return how the rules stand in a case's history; raise PermissionDenied, NotFound."""

    def export_event_log(self, actor: Actor, kind: str, run_id: str) -> Iterator[bytes]:
        """Return the record as a file for mining tools, `xes` or `ocel`; raise ExportStopped."""

    def watch_figures(self, actor: Actor, asked: Mapping[str, str]) -> MonitorPage:
        """Return how all cases stand; raise FormInvalid."""

    def invariants(self) -> tuple[Keeping, ...]:
        """Return the invariants and what keeps each."""

    def read_invariant_checks(self, actor: Actor) -> CheckedPage:
        """Return what the latest checks found."""

    def check_invariants_now(self, actor: Actor) -> InvariantCheck:
        """Check every invariant."""


def oversight_acts() -> OversightActs:
    """Return the actions of the running application."""
    return cast(OversightActs, current_app.extensions["acts"])

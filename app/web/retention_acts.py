"""What the pages Lưu trữ, Xin xem and Nhật ký may ask of the floors below, beside `Acts`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol, cast

from flask import current_app

from app.domain.log_search import LogLine
from app.domain.people import Actor
from app.domain.views.log_search import LogPage
from app.domain.views.readings import ReadingsPage
from app.domain.views.retention import ListPage, RetentionPage

Asked = Mapping[str, Sequence[str]]
# Time of entry, chain and number of the line after which a page begins.
Mark = tuple[str, str, str]
LogWriter = Callable[[Iterator[tuple[LogLine, ...]]], Iterator[bytes]]


class RetentionActs(Protocol):
    """What administrators and auditors do about keeping, restricted cases, and the log."""

    def list_retention(self, actor: Actor) -> RetentionPage:
        """Return what is due, the lists and the holds."""

    def propose_destruction(
        self,
        actor: Actor,
        case_ids: Sequence[str],
        decision: str,
        decision_date: str,
        reason: str,
    ) -> str:
        """Return the id of the list; raise FormInvalid, StepRefused, Conflict."""

    def read_destruction(self, actor: Actor, list_id: str) -> ListPage:
        """Return a list; raise NotFound."""

    def approve_destruction(self, actor: Actor, list_id: str, version: int) -> None:
        """Agree as the second person; raise PermissionDenied, Conflict."""

    def return_destruction(self, actor: Actor, list_id: str, version: int, reason: str) -> None:
        """Turn a list down; raise FormInvalid, Conflict."""

    def hold_case(self, actor: Actor, code: str, reason: str) -> None:
        """Hold a case back; raise FormInvalid, NotFound, Conflict."""

    def lift_hold(self, actor: Actor, code: str, reason: str) -> None:
        """End a hold; raise FormInvalid, NotFound."""

    def list_readings(self, actor: Actor) -> ReadingsPage:
        """Return who asked to read restricted cases."""

    def ask_reading(self, actor: Actor, code: str, reason: str) -> str:
        """Ask for leave; raise FormInvalid, NotFound, Conflict."""

    def grant_reading(self, actor: Actor, grant_id: str, version: int) -> None:
        """Give leave as the second person; raise PermissionDenied, Conflict."""

    def refuse_reading(self, actor: Actor, grant_id: str, version: int, answer: str) -> None:
        """Refuse leave; raise FormInvalid, Conflict."""

    def search_log(self, actor: Actor, fields: Asked, after: Mark) -> LogPage:
        """Return the lines that match, from a mark on; raise FormInvalid, NotFound."""

    def export_log(
        self, actor: Actor, fields: Asked, kind: str, write: LogWriter, run_id: str
    ) -> Iterator[bytes]:
        """Return the file written of all lines that match; raise FormInvalid, ExportStopped."""


def retention_acts() -> RetentionActs:
    """Return the actions of the running application."""
    return cast(RetentionActs, current_app.extensions["acts"])

"""Everything the pages may ask of the floors below: one method for each action, nothing else.

Pages take the `Acts` that `register` was given, so tests walk them with sample data. The real ones
are in `shipped.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import IO, Any, NoReturn, Protocol, cast

from flask import current_app

from app.domain.calendar_views import CalendarEffect, CalendarPage, DayLine
from app.domain.people import Actor
from app.domain.views import (
    CaseActPage,
    CasePage,
    CasesPage,
    CheckPage,
    DocumentPage,
    InboxPage,
    LostRace,
    PlansPage,
    Preferences,
    Receipt,
    TaskPage,
    TermsPage,
    Upload,
)
from app.errors import ChuTruongError

Fields = Mapping[str, list[str]]
Answers = Mapping[str, Any]
Lines = Sequence[DayLine]


class Acts(Protocol):
    """What a person can do through a page; each raises the errors of `app.errors`."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""

    def clauses(self) -> Mapping[str, str]:
        """Return where each clause stands, in the words people cite it by, by its id."""

    def ready(self) -> bool:
        """Tell whether the database answers."""

    def sign_in(self, login: str, password: str, address: str) -> str:
        """Open a session and return its id; raise PermissionDenied."""

    def sign_out(self, session_id: str) -> None:
        """Revoke the session."""

    def load_actor(self, session_id: str) -> Actor | None:
        """Return who the session belongs to, or None when it ended."""

    def read_settings(self, actor: Actor) -> Preferences:
        """Return how the person wants pages shown."""

    def change_settings(self, actor: Actor, preferences: Preferences) -> None:
        """Keep how the person wants pages shown."""

    def record_refusal(
        self, actor: Actor | None, what: str, error: ChuTruongError, about: str = ""
    ) -> None:
        """Write a refused attempt into the audit; `about` is the number or id it was at."""

    def list_inbox(self, actor: Actor, tab: str, page: int) -> InboxPage:
        """Return one tab of tasks."""

    def open_task(self, actor: Actor, task_id: str, answers: Answers | None) -> TaskPage:
        """Return the task with its form, showing these answers instead of the draft if given."""

    def read_answers(self, actor: Actor, task_id: str, fields: Fields) -> Answers:
        """Return posted fields as answers, unreadable text kept as typed."""

    def check_answers(self, actor: Actor, task_id: str, fields: Fields) -> CheckPage:
        """Return the answers to be read again; raise FormInvalid."""

    def submit_task(self, actor: Actor, task_id: str, sending: Sending) -> Receipt:
        """Complete the task with these answers."""

    def read_receipt(self, actor: Actor, task_id: str) -> Receipt:
        """Return what the person's own submission of this task recorded."""

    def lost_race(self, actor: Actor, task_id: str, answers: Answers) -> LostRace:
        """Keep the answers as a personal draft and return who was first."""

    def save_draft(self, actor: Actor, task_id: str, answers: Answers) -> datetime:
        """Keep the answers as a personal draft and return when."""

    def claim_task(self, actor: Actor, task_id: str) -> None:
        """Take a group's task."""

    def release_task(self, actor: Actor, task_id: str) -> None:
        """Give a taken task back to the group."""

    def start_plan(self, actor: Actor, channel: str) -> str:
        """Start a plan and return the id of its first task."""

    def list_plans(self, actor: Actor) -> PlansPage:
        """Return the person's own drafts and sent plans."""

    def list_cases(self, actor: Actor, query: str, page: int) -> CasesPage:
        """Return the cases the person may see that match."""

    def open_case(self, actor: Actor, code: str) -> CasePage:
        """Return one case; raise NotFound for those the person may not see."""

    def open_case_act(self, actor: Actor, code: str, key: str) -> CaseActPage:
        """Return one act on a case besides its tasks, and why it is refused now if it is."""

    def withdraw_plan(self, actor: Actor, code: str, reason: str) -> None:
        """Take the plan back; raise StepRefused when it is decided, NobodyWaits."""

    def request_extension(self, actor: Actor, code: str, answers: Answers) -> str:
        """Ask for more time; return why it is inadmissible, or nothing when it is looked at."""

    def declare_conflict(self, actor: Actor, code: str, ground: str, person_id: str) -> None:
        """Note a conflict of interest, one's own unless a person is named."""

    def report_external_answer(self, actor: Actor, code: str) -> None:
        """Tell that a superior outside the system has answered."""

    def report_leader_vacancy(self, actor: Actor, code: str, ground: str) -> None:
        """Tell that the leader cannot decide."""

    def allow_conditions(self, actor: Actor, code: str, reporter: str) -> None:
        """Tell that the report of an emergency action can be written now, and by whom."""

    def start_emergency(self, actor: Actor) -> str:
        """Start the record of an emergency action and return the id of its first task."""

    def start_process(
        self, actor: Actor, code: str, process_id: str, inputs: Mapping[str, str]
    ) -> NoReturn:
        """Refuse to start a process of a case by hand; raise StepRefused, PermissionDenied."""

    def read_diagram(self, actor: Actor, code: str, process_id: str) -> bytes:
        """Return the BPMN source that the case runs on."""

    def read_document(self, actor: Actor, document_id: str) -> DocumentPage:
        """Return one document."""

    def export_document(self, actor: Actor, document_id: str, kind: str) -> tuple[str, bytes]:
        """Return a file name and a copy of the document, `kind` being `pdf` or `docx`."""

    def list_terms(self) -> TermsPage:
        """Return every term of the installation and who set it."""

    def read_calendar(self, actor: Actor, year: int) -> CalendarPage:
        """Return a year of the working-day calendar; raise PermissionDenied."""

    def preview_calendar(self, actor: Actor, year: int, lines: Lines) -> CalendarEffect:
        """Return what saving these days would do to running clocks; raise FormInvalid."""

    def save_calendar(self, actor: Actor, year: int, lines: Lines) -> CalendarEffect:
        """Save these days as the year's and return what changed; raise FormInvalid."""

    def upload_file(self, actor: Actor, name: str, kind: str, stream: IO[bytes]) -> Upload:
        """Store a file; raise FormInvalid when its type or size is not allowed."""

    def download_file(self, actor: Actor, upload_id: str) -> tuple[Upload, IO[bytes]]:
        """Return a stored file the person may read."""


class Sending:
    """One confirmed submission as it came from the check page."""

    def __init__(
        self, answers: Answers, *, key: str, form_version: str, plan_hash: str, password: str
    ) -> None:
        self.answers = answers
        self.key = key
        self.form_version = form_version
        self.plan_hash = plan_hash
        self.password = password


def acts() -> Acts:
    """Return the actions of the running application."""
    return cast(Acts, current_app.extensions["acts"])

"""The real actions behind the pages: each method hands on to the action of its name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import IO, BinaryIO, NoReturn, cast

from app.actions import Services
from app.actions.admin.check_ready import check_ready
from app.actions.admin.preview_calendar_year import preview_calendar_year
from app.actions.admin.read_calendar import read_calendar
from app.actions.admin.save_calendar_year import save_calendar_year
from app.actions.audit.record_refusal import record_refusal
from app.actions.staff.allow_conditions import allow_conditions
from app.actions.staff.change_settings import change_settings
from app.actions.staff.check_answers import check_answers
from app.actions.staff.claim_task import claim_task
from app.actions.staff.declare_conflict import declare_conflict
from app.actions.staff.download_file import download_file
from app.actions.staff.export_document import export_document
from app.actions.staff.list_cases import list_cases
from app.actions.staff.list_clauses import list_clauses
from app.actions.staff.list_inbox import list_inbox
from app.actions.staff.list_plans import list_plans
from app.actions.staff.list_terms import list_terms
from app.actions.staff.load_actor import load_actor
from app.actions.staff.lost_race import lost_race
from app.actions.staff.open_case import open_case
from app.actions.staff.open_case_act import open_case_act
from app.actions.staff.open_task import open_task
from app.actions.staff.read_answers import read_answers
from app.actions.staff.read_diagram import read_diagram
from app.actions.staff.read_document import read_document
from app.actions.staff.read_receipt import read_receipt
from app.actions.staff.read_settings import read_settings
from app.actions.staff.release_task import release_task
from app.actions.staff.report_external_answer import report_external_answer
from app.actions.staff.report_leader_vacancy import report_leader_vacancy
from app.actions.staff.request_extension import request_extension
from app.actions.staff.save_draft import save_draft
from app.actions.staff.sign_in import sign_in
from app.actions.staff.sign_out import sign_out
from app.actions.staff.start_emergency import start_emergency
from app.actions.staff.start_plan import start_plan
from app.actions.staff.start_process import start_process
from app.actions.staff.submit_task import submit_task
from app.actions.staff.upload_file import upload_file
from app.actions.staff.withdraw_plan import withdraw_plan
from app.domain.calendar_views import CalendarEffect, CalendarPage
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
from app.web.acts import Answers, Fields, Lines, Sending
from app.web.shipped_editor import ShippedEditor
from app.web.shipped_incidents import ShippedIncidents
from app.web.shipped_moves import ShippedMoves
from app.web.shipped_organisation import ShippedOrganisation
from app.web.shipped_oversight import ShippedOversight
from app.web.shipped_processes import ShippedProcesses
from app.web.shipped_record import ShippedRecord
from app.web.shipped_repairs import ShippedRepairs
from app.web.shipped_retention import ShippedRetention
from app.web.shipped_settings import ShippedSettings


class ShippedActs(
    ShippedEditor,
    ShippedIncidents,
    ShippedMoves,
    ShippedOrganisation,
    ShippedOversight,
    ShippedProcesses,
    ShippedRecord,
    ShippedRepairs,
    ShippedRetention,
    ShippedSettings,
):
    """`Acts` over the services of one running application."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._clauses: Mapping[str, str] | None = None

    def now(self) -> datetime:
        return self._services.clock.now()

    def clauses(self) -> Mapping[str, str]:
        if self._clauses is None:
            self._clauses = list_clauses(self._services)
        return self._clauses

    def ready(self) -> bool:
        return check_ready(self._services)

    def sign_in(self, login: str, password: str, address: str) -> str:
        return sign_in(self._services, login, password, address)

    def sign_out(self, session_id: str) -> None:
        sign_out(self._services, session_id)

    def load_actor(self, session_id: str) -> Actor | None:
        return load_actor(self._services, session_id)

    def read_settings(self, actor: Actor) -> Preferences:
        return read_settings(self._services, actor)

    def change_settings(self, actor: Actor, preferences: Preferences) -> None:
        change_settings(self._services, actor, preferences)

    def record_refusal(
        self, actor: Actor | None, what: str, error: ChuTruongError, about: str = ""
    ) -> None:
        record_refusal(self._services, actor, what, error, about)

    def list_inbox(self, actor: Actor, tab: str, page: int) -> InboxPage:
        return list_inbox(self._services, actor, tab, page)

    def open_task(self, actor: Actor, task_id: str, answers: Answers | None) -> TaskPage:
        return open_task(self._services, actor, task_id, answers)

    def read_answers(self, actor: Actor, task_id: str, fields: Fields) -> Answers:
        return read_answers(self._services, actor, task_id, fields)

    def check_answers(self, actor: Actor, task_id: str, fields: Fields) -> CheckPage:
        return check_answers(self._services, actor, task_id, fields)

    def submit_task(self, actor: Actor, task_id: str, sending: Sending) -> Receipt:
        return submit_task(
            self._services,
            actor,
            task_id,
            sending.answers,
            sending.key,
            sending.form_version,
            sending.plan_hash,
            sending.password,
        )

    def read_receipt(self, actor: Actor, task_id: str) -> Receipt:
        return read_receipt(self._services, actor, task_id)

    def lost_race(self, actor: Actor, task_id: str, answers: Answers) -> LostRace:
        return lost_race(self._services, actor, task_id, answers)

    def save_draft(self, actor: Actor, task_id: str, answers: Answers) -> datetime:
        return save_draft(self._services, actor, task_id, answers)

    def claim_task(self, actor: Actor, task_id: str) -> None:
        claim_task(self._services, actor, task_id)

    def release_task(self, actor: Actor, task_id: str) -> None:
        release_task(self._services, actor, task_id)

    def start_plan(self, actor: Actor, channel: str) -> str:
        return start_plan(self._services, actor, channel)

    def list_plans(self, actor: Actor) -> PlansPage:
        return list_plans(self._services, actor)

    def list_cases(self, actor: Actor, query: str, page: int) -> CasesPage:
        return list_cases(self._services, actor, query, page)

    def open_case(self, actor: Actor, code: str) -> CasePage:
        return open_case(self._services, actor, code)

    def open_case_act(self, actor: Actor, code: str, key: str) -> CaseActPage:
        return open_case_act(self._services, actor, code, key)

    def withdraw_plan(self, actor: Actor, code: str, reason: str) -> None:
        withdraw_plan(self._services, actor, code, reason)

    def request_extension(self, actor: Actor, code: str, answers: Answers) -> str:
        return request_extension(self._services, actor, code, answers)

    def declare_conflict(self, actor: Actor, code: str, ground: str, person_id: str) -> None:
        declare_conflict(self._services, actor, code, ground, person_id)

    def report_external_answer(self, actor: Actor, code: str) -> None:
        report_external_answer(self._services, actor, code)

    def report_leader_vacancy(self, actor: Actor, code: str, ground: str) -> None:
        report_leader_vacancy(self._services, actor, code, ground)

    def allow_conditions(self, actor: Actor, code: str, reporter: str) -> None:
        allow_conditions(self._services, actor, code, reporter)

    def start_emergency(self, actor: Actor) -> str:
        return start_emergency(self._services, actor)

    def start_process(
        self, actor: Actor, code: str, process_id: str, inputs: Mapping[str, str]
    ) -> NoReturn:
        start_process(self._services, actor, code, process_id, inputs)

    def read_diagram(self, actor: Actor, code: str, process_id: str) -> bytes:
        return read_diagram(self._services, actor, code, process_id)

    def read_document(self, actor: Actor, document_id: str) -> DocumentPage:
        return read_document(self._services, actor, document_id)

    def export_document(self, actor: Actor, document_id: str, kind: str) -> tuple[str, bytes]:
        return export_document(self._services, actor, document_id, kind)

    def list_terms(self) -> TermsPage:
        return list_terms(self._services)

    def read_calendar(self, actor: Actor, year: int) -> CalendarPage:
        return read_calendar(self._services, actor, year)

    def preview_calendar(self, actor: Actor, year: int, lines: Lines) -> CalendarEffect:
        return preview_calendar_year(self._services, actor, year, lines)

    def save_calendar(self, actor: Actor, year: int, lines: Lines) -> CalendarEffect:
        return save_calendar_year(self._services, actor, year, lines)

    def upload_file(self, actor: Actor, name: str, kind: str, stream: IO[bytes]) -> Upload:
        return upload_file(self._services, actor, name, kind, cast(BinaryIO, stream))

    def download_file(self, actor: Actor, upload_id: str) -> tuple[Upload, IO[bytes]]:
        return download_file(self._services, actor, upload_id)

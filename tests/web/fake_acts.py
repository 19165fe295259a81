"""Actions over sample data: they answer, remember what was asked, and refuse when told to."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import IO, Any, NoReturn

from app.domain.calendar_views import CalendarEffect, CalendarPage, DayLine
from app.domain.forms import FieldError, Option
from app.domain.people import Actor
from app.domain.views import (
    CaseAct,
    CaseActPage,
    CasePage,
    CasesPage,
    CheckItem,
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
from app.errors import ChuTruongError, FormInvalid, NotFound, PermissionDenied
from app.web.acts import Answers, Fields, Lines, Sending
from tests.web import samples
from tests.web.fake_editing import EDITOR_READS, OWNER, FakeEditing
from tests.web.fake_incidents import INCIDENT_READS, FakeIncidents
from tests.web.fake_moves import MOVE_READS, FakeMoves
from tests.web.fake_organisation import ORGANISATION_READS, FakeOrganisation
from tests.web.fake_oversight import OVERSIGHT_READS, FakeOversight
from tests.web.fake_processes import PROCESS_READS, FakeProcesses
from tests.web.fake_record import RECORD_READS, FakeRecord
from tests.web.fake_repairs import REPAIR_READS, FakeRepairs
from tests.web.fake_retention import RETENTION_READS, FakeRetention
from tests.web.fake_settings import SETTING_READS, FakeSettings

READS = frozenset(
    "now ready load_actor read_settings list_inbox open_task read_answers check_answers "
    "read_receipt list_plans list_cases open_case read_diagram read_document download_file "
    "open_case_act export_document read_calendar preview_calendar list_terms".split()
)


class FakeActs(
    FakeIncidents,
    FakeMoves,
    FakeOrganisation,
    FakeOversight,
    FakeProcesses,
    FakeRecord,
    FakeRepairs,
    FakeRetention,
    FakeSettings,
    FakeEditing,
):
    """Stands for the floors below; `calls` lists what the pages asked, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[str] = []
        self.moment = samples.NOW
        self.calendar: tuple[DayLine, ...] = ()
        self.fails: dict[str, Exception] = {}
        self.people = {
            "s-dung": samples.DUNG,
            "s-kts": samples.AUDITOR,
            "s-qt": samples.ADMIN,
            "s-cqt": OWNER,
        }
        self.drafts: dict[str, Answers] = {}
        self.sent: list[Sending] = []
        self.refusals: list[str] = []
        self.told: dict[str, Any] = {}
        self.refused_acts: dict[str, str] = {}
        self.inadmissible = ""
        self.case_page = samples.case_page()
        self.errors: tuple[FieldError, ...] = ()
        self.files: dict[str, tuple[Upload, bytes]] = {
            "u1": (Upload("u1", "biên bản.html", 9), b"<script>x")
        }

    def _note(self, name: str) -> None:
        self.calls.append(name)
        if name in self.fails:
            raise self.fails[name]

    def writes(self) -> list[str]:
        """Return the calls that change something."""
        reads = READS | EDITOR_READS | MOVE_READS | OVERSIGHT_READS | PROCESS_READS | RECORD_READS
        reads |= REPAIR_READS
        reads |= RETENTION_READS
        reads |= INCIDENT_READS
        reads |= SETTING_READS
        reads |= ORGANISATION_READS
        return [name for name in self.calls if name not in reads]

    def now(self) -> datetime:
        return self.moment

    def clauses(self) -> Mapping[str, str]:
        return {"C-029": "Điều 4, khoản 1", "C-037": "Điều 4, khoản 3"}

    def ready(self) -> bool:
        return True

    def sign_in(self, login: str, password: str, address: str) -> str:
        self._note("sign_in")
        if password != "đúng mật khẩu":
            raise PermissionDenied("Tên đăng nhập hoặc mật khẩu không đúng. Gõ lại cả hai.")
        return f"s-{login if login in ('kts', 'qt', 'cqt') else 'dung'}"

    def sign_out(self, session_id: str) -> None:
        self._note("sign_out")
        self.people.pop(session_id)

    def load_actor(self, session_id: str) -> Actor | None:
        return self.people.get(session_id)

    def read_settings(self, actor: Actor) -> Preferences:
        return Preferences()

    def change_settings(self, actor: Actor, preferences: Preferences) -> None:
        self._note("change_settings")

    def record_refusal(
        self, actor: Actor | None, what: str, error: ChuTruongError, about: str = ""
    ) -> None:
        self.refusals.append(what)

    def list_inbox(self, actor: Actor, tab: str, page: int) -> InboxPage:
        self._note("list_inbox")
        return samples.inbox()

    def open_task(self, actor: Actor, task_id: str, answers: Answers | None) -> TaskPage:
        self._note("open_task")
        if task_id not in ("t1", "t2"):
            raise NotFound("Không có việc này, hoặc việc không mở cho người đang đăng nhập")
        shown = dict(answers) if answers is not None else None
        return samples.plan_page(shown) if task_id == "t2" else samples.task_page(shown)

    def read_answers(self, actor: Actor, task_id: str, fields: Fields) -> Answers:
        return read(fields)

    def check_answers(self, actor: Actor, task_id: str, fields: Fields) -> CheckPage:
        self._note("check_answers")
        if self.errors:
            raise FormInvalid(self.errors)
        items = (
            CheckItem("Tóm tắt thảo luận", "Các ý kiến đồng ý", "discussion_summary", "Thảo luận"),
            CheckItem("Đồng ý", "5", "votes_for", "Biểu quyết"),
        )
        return CheckPage(
            task_id,
            "Ghi biên bản, kết quả họp",
            samples.MARKET,
            items,
            read(fields),
            "f1",
            "h1",
            ("Chủ trì xác nhận biên bản, hạn 26/04.",),
            capacity="Thư ký cuộc họp",
        )

    def submit_task(self, actor: Actor, task_id: str, sending: Sending) -> Receipt:
        self.sent.append(sending)
        self._note("submit_task")
        return self.read_receipt(actor, task_id)

    def read_receipt(self, actor: Actor, task_id: str) -> Receipt:
        return Receipt(
            task_id, "Ghi biên bản", samples.MARKET, samples.NOW, ("Biên bản đã lưu.",), ("Chờ.",)
        )

    def lost_race(self, actor: Actor, task_id: str, answers: Answers) -> LostRace:
        self._note("lost_race")
        return LostRace(
            task_id,
            "Ghi biên bản",
            samples.MARKET,
            "Lê Thị Mai Hương",
            samples.NOW,
            ("Biên bản họp",),
            "Chủ trì xác nhận biên bản",
            kept_until=date(2024, 5, 24),
        )

    def save_draft(self, actor: Actor, task_id: str, answers: Answers) -> datetime:
        self._note("save_draft")
        self.drafts[task_id] = answers
        return samples.NOW

    def claim_task(self, actor: Actor, task_id: str) -> None:
        self._note("claim_task")

    def release_task(self, actor: Actor, task_id: str) -> None:
        self._note("release_task")

    def start_plan(self, actor: Actor, channel: str) -> str:
        self._note("start_plan")
        return "t2"

    def list_plans(self, actor: Actor) -> PlansPage:
        return samples.plans_page()

    def list_cases(self, actor: Actor, query: str, page: int) -> CasesPage:
        return samples.cases()

    def open_case(self, actor: Actor, code: str) -> CasePage:
        self._note("open_case")
        return self.case_page

    def open_case_act(self, actor: Actor, code: str, key: str) -> CaseActPage:
        self._note("open_case_act")
        refusal = self.refused_acts.get(key, "")
        people = (Option("nga", "Phạm Thị Nga"), Option("thu", "Hoàng Thị Thu"))
        return CaseActPage(samples.MARKET, CaseAct(key, refusal), people, samples.due())

    def withdraw_plan(self, actor: Actor, code: str, reason: str) -> None:
        self.told = {"reason": reason}
        self._note("withdraw_plan")

    def request_extension(self, actor: Actor, code: str, answers: Answers) -> str:
        self.told = dict(answers)
        self._note("request_extension")
        return self.inadmissible

    def declare_conflict(self, actor: Actor, code: str, ground: str, person_id: str) -> None:
        self.told = {"ground": ground, "person": person_id}
        self._note("declare_conflict")

    def report_external_answer(self, actor: Actor, code: str) -> None:
        self._note("report_external_answer")

    def report_leader_vacancy(self, actor: Actor, code: str, ground: str) -> None:
        self.told = {"ground": ground}
        self._note("report_leader_vacancy")

    def allow_conditions(self, actor: Actor, code: str, reporter: str) -> None:
        self.told = {"reporter": reporter}
        self._note("allow_conditions")

    def start_emergency(self, actor: Actor) -> str:
        self._note("start_emergency")
        return "t2"

    def start_process(
        self, actor: Actor, code: str, process_id: str, inputs: Mapping[str, str]
    ) -> NoReturn:
        raise PermissionDenied(f"{process_id}: không ai tự bắt đầu {inputs['doc_type']}")

    def read_diagram(self, actor: Actor, code: str, process_id: str) -> bytes:
        return b"<definitions/>"

    def read_document(self, actor: Actor, document_id: str) -> DocumentPage:
        return samples.document_page()

    def export_document(self, actor: Actor, document_id: str, kind: str) -> tuple[str, bytes]:
        self._note("export_document")
        return f"TTR-MG-2024-0021.{kind}", b"%PDF-1.7"

    def list_terms(self) -> TermsPage:
        self._note("list_terms")
        return samples.TERMS

    def read_calendar(self, actor: Actor, year: int) -> CalendarPage:
        self._note("read_calendar")
        day = DayLine(date(year, 4, 30), "off", "Ngày Giải phóng", "Bộ luật Lao động")
        return CalendarPage(year, (2024, 2025), True, (day,), (), "MG")

    def preview_calendar(self, actor: Actor, year: int, lines: Lines) -> CalendarEffect:
        self._note("preview_calendar")
        self.calendar = tuple(lines)
        return CalendarEffect(year, (samples.MOVED,), (samples.DEFERRED,))

    def save_calendar(self, actor: Actor, year: int, lines: Lines) -> CalendarEffect:
        self._note("save_calendar")
        self.calendar = tuple(lines)
        return CalendarEffect(year, (samples.MOVED,), (samples.DEFERRED,))

    def upload_file(self, actor: Actor, name: str, kind: str, stream: IO[bytes]) -> Upload:
        self._note("upload_file")
        data = stream.read()
        stored = Upload(f"u{len(self.files) + 1}", name, len(data), content_type=kind)
        self.files[stored.id] = (stored, data)
        return stored

    def download_file(self, actor: Actor, upload_id: str) -> tuple[Upload, IO[bytes]]:
        about, data = self.files[upload_id]
        return about, io.BytesIO(data)


def read(fields: Mapping[str, list[str]]) -> dict[str, Any]:
    """Read posted fields roughly as the task forms do: rows, days with times, the rest as text."""
    answers: dict[str, Any] = {}
    for name, values in fields.items():
        row = re.fullmatch(r"(\w+)\[(\d+)\]\.(\w+)", name)
        if row:
            rows = answers.setdefault(row[1], [])
            while len(rows) <= int(row[2]):
                rows.append({})
            rows[int(row[2])][row[3]] = values[-1]
        elif name in ("recused", "minutes_file"):
            answers[name] = values
        elif name.endswith(".date"):
            answers[name[:-5]] = f"{values[-1]} {fields.get(name[:-5] + '.time', [''])[-1]}".strip()
        elif not name.endswith(".time"):
            answers[name] = values[-1]
    return answers

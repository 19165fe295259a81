"""Watching over sample data: what pages ask is remembered, what they show is fixed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from app.actions.audit.list_invariants import Keeping
from app.domain.case_search import CaseMark, CaseQuery, SavedView
from app.domain.cases import DocumentState
from app.domain.exports import ExportRun, ExportState
from app.domain.forms import FieldError, Option
from app.domain.invariants import Violation
from app.domain.people import Actor
from app.domain.views.case_search import CaseLine, SearchChoices, SearchPage
from app.domain.views.conformance import CaseConformance, Kept, RuleHistory
from app.domain.views.inspection import (
    Change,
    ClockPage,
    Explained,
    Inspection,
    Paper,
    Part,
    RecordRow,
    Run,
    RunDiagram,
    SentForm,
    StepTime,
)
from app.domain.views.monitor import (
    BodyFigures,
    CheckedPage,
    InvariantCheck,
    Load,
    MonitorPage,
    StepFigures,
)
from app.domain.views.summaries import CheckItem
from app.errors import ExportStopped, FormInvalid, NotFound
from app.web.oversight_acts import CaseWriter
from tests.web import samples
from tests.web.fake_incidents import STUCK

OVERSIGHT_READS = frozenset(
    "search_cases export_cases inspect_case read_sent_form watch_figures "
    "read_invariant_checks read_conformance read_exports read_export".split()
)
# What an address says of the page, not of the question.
PLACES = ("sau", "sau_hs", "danh_dau")
RUNNING = ExportRun(
    id="a" * 32,
    person_id="kts",
    person_name="Đỗ Hữu Nghĩa",
    what="nhật ký sự kiện ra tệp XES",
    unit="hồ sơ",
    total=2000,
    begun_at=samples.NOW,
    moved_at=samples.NOW,
    done=500,
)
STOPPED = replace(RUNNING, id="b" * 32, state=ExportState.STOPPED, ended_at=samples.NOW)
FAILED = replace(STOPPED, id="c" * 32, state=ExportState.FAILED, told="thiếu điểm mốc")
RUNS = ("Quy trình Điều 4, bản công bố 1: đang chạy",)
LINES = (
    CaseLine(samples.MARKET, samples.due(), "Ghi biên bản: Thư ký cuộc họp", RUNS),
    CaseLine(replace(samples.DRAFT, id="c22", title="=HYPERLINK(1) <b>chợ</b>")),
)
VIEWS = (
    SavedView("v1", "kts", "Đỗ Hữu Nghĩa", "Quá hạn", {"han": ["qua_han"]}, False, samples.NOW),
    SavedView("v2", "qt", "Quản trị", "Chợ", {"q": ["chợ"]}, True, samples.NOW),
)
CHOICES = SearchChoices(
    (Option("hx", "Thị ủy Hòa Xuyên"),),
    (Option("p01_art4_case|register_incoming", "Tiếp nhận, vào sổ"),),
    (Option("TTR", "Tờ trình"),),
)

RECORD = (
    RecordRow(
        row="i1-7",
        seq=7,
        at=samples.NOW,
        entered_at=samples.NOW,
        summary="Hoàn thành “Ghi <b>biên bản</b>”",
        actor="Mai Anh Tú",
        capacity="Thư ký cuộc họp",
        step="Ghi biên bản, kết quả",
        clauses=("C-037",),
        version="form:p01c_decision.record_meeting:1",
        quiet=False,
        changes=(Change("Hạn trả lời", "06/05/2024", "07/06/2024"),),
        form_of="t1",
    ),
    RecordRow("i1-8", 8, samples.NOW, samples.NOW, "Đi qua 3 phần tử", "", "", "", (), "r1", True),
)
DIAGRAM = RunDiagram(
    "p01_art4_case",
    "Hồ sơ",
    "process:p01_art4_case:1",
    samples.case_page().diagrams[0].svg,
    (StepTime("Họp", 2, 1, 9, 7, ("C-037",)), StepTime("Đủ điều kiện?", 1)),
    ("Văn phòng: Họp.",),
)
INSPECTION = Inspection(
    samples.MARKET,
    (
        Explained(Part.DECIDED, "Lê Thị Mai Hương ký <i>văn bản</i>.", ("C-029",), "i1-7"),
        Explained(Part.IN_TIME, "Trễ 3 ngày làm việc.", (), "i1-7", "lúc hết hạn ở bước “Họp”"),
    ),
    (Run("i1", "Hồ sơ", "r1", True, samples.NOW, None, "", 24, ("“Họp”",), (DIAGRAM,), (STUCK,)),),
    (ClockPage("Thị ủy Hòa Xuyên", 1, "kế hoạch được gửi tới", samples.due(), 0, ("mốc d30",)),),
    (
        Paper(
            "d1",
            "Tờ trình",
            DocumentState.ISSUED,
            "Số 01-TTr/ThU",
            "f1" * 32,
            "Lê Thị Mai Hương",
            "Thường trực Thị ủy",
            samples.NOW,
            samples.NOW,
        ),
    ),
    RECORD,
    samples.NOW,
)
SENT = SentForm(
    samples.MARKET,
    "Biên bản họp",
    "form:p01c_decision.record_meeting:1",
    "ab" * 32,
    "Mai Anh Tú",
    "Thư ký cuộc họp",
    samples.NOW,
    (CheckItem("Số phiếu tán thành", "9", "votes_for"), CheckItem("Có mặt", "11", "present")),
    ("8", "11"),
    (Change("Ghi chú <b>", "", "Không"),),
    True,
)

FIGURES = BodyFigures("hx", "Thị ủy <b>Hòa Xuyên</b>", 7, 2, 1, 30, 3, 1, 1, 1, 2)
MONITOR = MonitorPage(
    first=date(2024, 1, 25),
    last=date(2024, 4, 24),
    body_id="",
    process_id="p01_art4_case",
    bodies=(Option("hx", "Thị ủy Hòa Xuyên"),),
    processes=(Option("p01_art4_case", "Hồ sơ"),),
    whole=replace(FIGURES, body_id="", name=""),
    by_body=(FIGURES,),
    steps=(
        StepFigures("p01b_appraisal", "write", "Lập báo cáo <b>thẩm định</b>", 12, 9, 18, 120),
        StepFigures("p01c_decision", "record", "Ghi biên bản", 10, 0, 0, 0),
    ),
    loads=(Load("Văn phòng Thị ủy Hòa Xuyên", 5, 1), Load("Đinh Văn Quý", 2, 0)),
    svg=samples.case_page().diagrams[0].svg,
    rounds=1.25,
)
KNOWN = (
    Keeping("INV-01", "Mọi kế hoạch được trả lời", "a", ("b",), "c"),
    Keeping("INV-12", "Chồng cấp ủy đúng thứ tự", "a", ("b",), "c"),
    Keeping("INV-16", "Chờ quy trình khác", "", (), "", ("P03",)),
)
CHECK = InvariantCheck(
    "k1",
    samples.NOW,
    "kts",
    "",
    (Violation("INV-12", "cơ quan không ở đỉnh <chồng>", "c21"), Violation("INV-12", "lạ")),
)

CONFORMANCE = CaseConformance(
    samples.MARKET.code,
    samples.MARKET.title,
    (
        RuleHistory(
            "ACK-02",
            "Vào sổ xong phải gửi <b>phiếu</b>.",
            ("C-025",),
            Kept.VIOLATED,
            True,
            "bước này trái quy tắc",
            "i1-7",
            samples.NOW,
        ),
        RuleHistory(
            "INV-01b", "Kế hoạch phải được trả lời.", ("C-029",), Kept.UNDECIDED, True, "đang chạy"
        ),
        RuleHistory("ELI-02", "Phải xác định cấp ủy quản lý.", ("C-025",), Kept.KEPT, True),
        RuleHistory("INV-02a", "Phải báo cáo cấp trên trước.", ("C-040",), Kept.KEPT, False),
    ),
)


class FakeOversight:
    """Stands for the actions; `asked` is the last question, `after` where its page began."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: Mapping[str, Sequence[str]] = {}
        self.after: CaseMark | None = None
        self.kept: tuple[object, ...] = ()
        self.checks: tuple[InvariantCheck, ...] = ()
        self.runs = (RUNNING, STOPPED, FAILED)

    def _note(self, name: str) -> None:
        raise NotImplementedError

    def search_cases(
        self, actor: Actor, fields: Mapping[str, Sequence[str]], after: CaseMark | None
    ) -> SearchPage:
        self._note("search_cases")
        self._ask(fields)
        self.after = after
        kept = {name: texts for name, texts in fields.items() if texts[0] and name not in PLACES}
        lines = () if "không có gì" in fields.get("q", ()) else LINES
        mark = CaseMark("2024-04-01", "c22")
        opens = "auditor" in actor.system_roles
        return SearchPage(CaseQuery(), kept, lines, len(lines), False, mark, VIEWS, CHOICES, opens)

    def export_cases(
        self,
        actor: Actor,
        fields: Mapping[str, Sequence[str]],
        kind: str,
        write: CaseWriter,
        run_id: str,
    ) -> Iterator[bytes]:
        self._note("export_cases")
        self._ask(fields)
        return write(self._lots(run_id))

    def _lots(self, run_id: str) -> Iterator[tuple[CaseLine, ...]]:
        yield LINES[:1]
        if run_id == STOPPED.id:
            raise ExportStopped("Lần xuất này đã dừng")
        yield LINES[1:]

    def read_exports(self, actor: Actor) -> tuple[ExportRun, ...]:
        self._note("read_exports")
        return self.runs

    def read_export(self, actor: Actor, run_id: str) -> ExportRun:
        self._note("read_export")
        found = next((run for run in self.runs if run.id == run_id), None)
        if found is None:
            raise NotFound("Không có lần xuất này")
        return found

    def stop_export(self, actor: Actor, run_id: str) -> None:
        self._note("stop_export")
        self.runs = (replace(self.runs[0], state=ExportState.STOPPED), *self.runs[1:])

    def save_view(
        self, actor: Actor, name: str, fields: Mapping[str, Sequence[str]], shared: bool
    ) -> SavedView:
        self._note("save_view")
        if not name:
            raise FormInvalid([FieldError("ten", "Tên bộ lọc", "Ghi tên bộ lọc")])
        self.kept = (name, dict(fields), shared)
        return replace(VIEWS[0], name=name)

    def remove_view(self, actor: Actor, view_id: str) -> None:
        self._note("remove_view")
        self.kept = ()

    def inspect_case(self, actor: Actor, code: str) -> Inspection:
        self._note("inspect_case")
        if code != samples.MARKET.code:
            raise NotFound("Không có hồ sơ này")
        return INSPECTION

    def read_sent_form(self, actor: Actor, code: str, task_id: str) -> SentForm:
        self._note("read_sent_form")
        return SENT

    def read_conformance(self, actor: Actor, code: str) -> CaseConformance:
        self._note("read_conformance")
        return CONFORMANCE

    def export_event_log(self, actor: Actor, kind: str, run_id: str) -> Iterator[bytes]:
        self._note("export_event_log")
        return iter((b"<log>", kind.encode()))

    def watch_figures(self, actor: Actor, asked: Mapping[str, str]) -> MonitorPage:
        self._note("watch_figures")
        if asked.get("tu_ngay") == "hôm qua":
            raise FormInvalid([FieldError("tu_ngay", "Từ ngày", "Ghi ngày dạng nn/tt/nnnn")])
        return MONITOR

    def invariants(self) -> tuple[Keeping, ...]:
        return KNOWN

    def read_invariant_checks(self, actor: Actor) -> CheckedPage:
        self._note("read_invariant_checks")
        return CheckedPage(self.checks, {"c21": samples.MARKET.code})

    def check_invariants_now(self, actor: Actor) -> InvariantCheck:
        self._note("check_invariants_now")
        self.checks = (replace(CHECK, asked_name=actor.name), *self.checks)
        return self.checks[0]

    def _ask(self, fields: Mapping[str, Sequence[str]]) -> None:
        self.asked = fields
        if fields.get("tu_ngay") == ["hôm qua"]:
            raise FormInvalid([FieldError("tu_ngay", "Từ ngày", "Ghi ngày dạng nn/tt/nnnn")])

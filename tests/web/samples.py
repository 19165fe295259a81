"""Sample pages: the demo day of the design (Wednesday 24/04/2024), as frozen view models."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from app.domain.calendar_views import ClockChange, TaskChange
from app.domain.cases import CaseState, ClockRow, ClockState, DocumentState
from app.domain.people import Actor, Capacity
from app.domain.views import (
    CaseDiagram,
    CaseDue,
    CaseItem,
    CasePage,
    CasePerson,
    CasesPage,
    CaseStep,
    CaseSummary,
    CheckItem,
    DayNote,
    DocumentItem,
    DocumentPage,
    DueState,
    Fact,
    HistoryRow,
    InboxItem,
    InboxPage,
    PlanDraft,
    PlansPage,
    StepState,
    TaskDue,
    TaskPage,
    TaskStanding,
    Term,
    TermSource,
    TermsPage,
    Upload,
)
from tests.web.sample_forms import MINUTES, PLAN, minutes_fields, plan_fields

NOW = datetime(2024, 4, 24, 1, 41, tzinfo=UTC)
TODAY = date(2024, 4, 24)
OFFICE = Capacity("office", "hx", "Chánh Văn phòng Thị ủy Hòa Xuyên")
DUNG = Actor("tqd", "Trần Quốc Dũng", "tqd", (OFFICE,))
AUDITOR = Actor("kts", "Đỗ Hữu Nghĩa", "kts", (), frozenset({"auditor"}))
ADMIN = Actor("qt", "Quản trị hệ thống", "qt", (), frozenset({"admin"}))
MARKET = CaseSummary(
    "c21",
    "MG-2024-0021",
    "Khoán quản lý chợ dân sinh cho hợp tác xã tiểu thương",
    CaseState.MEETING,
    "Ban Thường vụ Thị ủy Hòa Xuyên",
    "Hoàng Thị Thu và nhóm",
)
DRAFT = replace(
    MARKET, code="", state=CaseState.DRAFT, title="Sử dụng quỹ đất công xen kẹt làm bãi đỗ xe tạm"
)


def due(**changes: Any) -> CaseDue:
    """Return the answer term of the market case: day 24 of 30."""
    notes = (
        DayNote(date(2024, 4, 29), "nghỉ hoán đổi"),
        DayNote(date(2024, 4, 30), "Ngày Chiến thắng"),
        DayNote(date(2024, 5, 4), "làm bù", works=True),
    )
    plain = CaseDue(
        date(2024, 3, 20),
        date(2024, 5, 6),
        date(2024, 6, 17),
        day_no=24,
        days_left=6,
        notes=notes,
        calendar="Lịch làm việc 2024, bản 3.",
    )
    return replace(plain, **changes)


def task_page(answers: dict[str, Any] | None = None, **changes: Any) -> TaskPage:
    """Return the minutes task of the market case."""
    page = TaskPage(
        "t1",
        "Ghi biên bản, kết quả họp",
        MARKET,
        TaskStanding.HELD,
        "f1",
        minutes_fields(MINUTES if answers is None else answers),
        plan_hash="h1",
        form_title="Biên bản họp",
        capacity="Thư ký cuộc họp · Ban Thường vụ",
        why="Tập thể thảo luận, biểu quyết theo đa số.",
        clauses=("C-037",),
        due=TaskDue(date(2024, 4, 25), 1),
        case_due=due(),
        about=(Fact("Bên đề xuất", "Hoàng Thị Thu và nhóm"),),
        documents=(DocumentItem("d1", "Báo cáo thẩm định", DocumentState.FILED),),
        uploads={"u1": Upload("u1", "Bien-ban-BTV-2024-04-23.pdf", 412 * 1024)},
        next_steps=("Chủ trì xác nhận biên bản.",),
    )
    return replace(page, **changes)


def plan_page(answers: dict[str, Any] | None = None) -> TaskPage:
    """Return the task of writing a plan, one page a section."""
    return TaskPage(
        "t2",
        "Xây dựng kế hoạch",
        DRAFT,
        TaskStanding.HELD,
        "f2",
        plan_fields(PLAN if answers is None else answers),
        form_title="Kế hoạch",
        mode="sections",
        draft_saved_at=NOW,
    )


def inbox_item(number: str, name: str, title: str, task: TaskDue, **case: Any) -> InboxItem:
    """Return a task of the office in a case with this number and title."""
    summary = replace(MARKET, code=f"MG-2024-{number}", title=title)
    held, office = TaskStanding.HELD, "Văn phòng"
    return InboxItem(f"t{number}", name, summary, held, NOW, office, task, due(**case))


def inbox() -> InboxPage:
    """Return the inbox of the demo day, shortened: late, tomorrow, soon, later."""
    bus = {"due": date(2024, 4, 22), "day_no": 32, "days_left": -2}
    land = {"due": date(2024, 4, 25), "day_no": 29, "days_left": 1}
    staff = {"due": date(2024, 6, 5), "day_no": 2, "days_left": 28}
    told = {"state": DueState.ANSWERED, "answered_on": date(2024, 3, 12), "day_no": 20}
    tomorrow = TaskDue(date(2024, 4, 25), 1)
    late = TaskDue(date(2024, 4, 23), -1)
    items = (
        inbox_item("0012", "Kiểm tra thể thức", "Nền tảng gọi xe buýt theo yêu cầu", late, **bus),
        inbox_item("0021", "Ghi biên bản, kết quả họp", MARKET.title, tomorrow),
        inbox_item("0014", "Hoàn thiện dự thảo", "Giao dịch đất qua sàn", tomorrow, **land),
        inbox_item(
            "0026",
            "Xác định thẩm quyền",
            "Luân chuyển cán bộ phường theo hợp đồng",
            TaskDue(date(2024, 5, 2), 3),
            **staff,
        ),
        inbox_item(
            "0003",
            "Rà soát báo cáo tiến độ",
            "Thí điểm “một cửa lưu động”",
            TaskDue(date(2024, 5, 9), 9),
            **told,
        ),
    )
    counts = {"mine": 5, "group": 3, "done": 9}
    note = "Ngày làm việc tính theo lịch năm 2024."
    return InboxPage("mine", TODAY, items, counts, total=5, calendar_note=note)


def cases() -> CasesPage:
    """Return a list of two cases."""
    other = replace(MARKET, code="MG-2024-0012", state=CaseState.REFUSED, title="Gọi xe buýt")
    return CasesPage("", (CaseItem(MARKET, due(), "Ghi biên bản"), CaseItem(other)), total=2)


PICTURE = (
    '<svg viewBox="0 0 400 80" role="img" aria-label="Sơ đồ"><rect class="n-done" x="20" y="20" '
    'width="112" height="40" rx="7"/><text x="76" y="45" text-anchor="middle">Tiếp nhận</text>'
    '<path class="e-done" d="M132 40H180"/><rect class="n-now" x="184" y="20" width="112" '
    'height="40" rx="7"/><text x="240" y="45" text-anchor="middle">Họp</text></svg>'
)


def case_page(**changes: Any) -> CasePage:
    """Return the market case."""
    steps = (
        CaseStep(
            "Người đứng đầu quyết định",
            StepState.NOW,
            "Tống Phước Bình",
            NOW,
            date(2024, 4, 26),
            task_id="t9",
        ),
        CaseStep("Chủ trì xác nhận biên bản", StepState.DONE, "Lê Thị Mai Hương", NOW),
        CaseStep("Tiếp nhận, vào sổ, số đến 057", StepState.DONE, "Văn phòng Thị ủy", NOW),
    )
    page = CasePage(
        MARKET,
        due(),
        "Tập thể Ban Thường vụ đã thảo luận; không phương án nào quá nửa. Theo Điều 4 khoản 3 "
        "điểm b, Bí thư xem xét quyết định.",
        steps,
        (CaseDiagram("p01_art4_case", "Xem xét cho chủ trương", "12", PICTURE),),
        (
            DocumentItem("d1", "Giao thẩm định", DocumentState.ISSUED, "118-CV/ThU", NOW),
            DocumentItem("d2", "Văn bản trả lời", DocumentState.DRAFT),
        ),
        (Upload("u1", "ke-hoach.pdf", 1024),),
        (CasePerson("Hoàng Thị Thu", "Bên đề xuất", "Phó Trưởng phòng Kinh tế"),),
        (
            HistoryRow(
                1, NOW, NOW, "Hoàn thành “Tiếp nhận”", "Trần Quốc Dũng", OFFICE.label, ("C-029",)
            ),
        ),
        ("Văn phòng soạn văn bản trả lời.",),
        (CheckItem("Tên kế hoạch", MARKET.title, "title"),),
    )
    return replace(page, **changes)


def document_page() -> DocumentPage:
    """Return an issued document."""
    return DocumentPage(
        "d1",
        "Về việc giao thẩm định",
        "Công văn",
        DocumentState.ISSUED,
        MARKET,
        "<!doctype html><html lang=vi><title>118-CV/ThU</title><p>Nội dung</p></html>",
        "118-CV/ThU",
        "ab" * 32,
        "Lê Thị Mai Hương",
        "Phó Bí thư Thường trực",
        NOW,
        NOW,
        ("Ban Tổ chức Thị ủy",),
    )


def plans_page() -> PlansPage:
    """Return one draft and one sent plan."""
    return PlansPage(
        (PlanDraft("t2", DRAFT.title, CaseState.DRAFT, NOW),),
        (CaseItem(MARKET, due()),),
        {"dien_tu": "Lập kế hoạch mới"},
    )


_TERM = ClockRow(
    pass_id="p1",
    case_id="c21",
    body_id="hx",
    round_no=1,
    received_at=NOW,
    day0=date(2024, 3, 4),
    due=date(2024, 4, 15),
    cap=date(2024, 5, 30),
    state=ClockState.RUNNING,
)
TERMS = TermsPage(
    "MG",
    (
        Term("Trả lời kế hoạch", 30, TermSource.CLAUSE, "C-030"),
        Term("Xác định thẩm quyền", 5, TermSource.UNIT),
        Term("Hết hiệu lực", None, TermSource.UNIT),
        Term("Trả lời đề xuất", None, TermSource.DECREE),
        Term("Tiếp nhận đề xuất", 10, TermSource.DECREE),
    ),
)
DEFERRED = TaskChange(
    MARKET.code, MARKET.title, "Xác định thẩm quyền", date(2024, 4, 9), date(2024, 4, 11)
)
MOVED = ClockChange(
    MARKET.code, MARKET.title, "Thị ủy Hòa Xuyên", _TERM, replace(_TERM, due=date(2024, 4, 16))
)

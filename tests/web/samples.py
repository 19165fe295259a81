"""Sample pages: the demo day of the design (Wednesday 24/04/2024), as frozen view models."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from app.domain.cases import CaseState, DocumentState
from app.domain.forms import FieldView, Option
from app.domain.people import Actor, Capacity
from app.domain.views import (
    AuditPage,
    CaseDiagram,
    CaseDue,
    CaseItem,
    CasePage,
    CasePerson,
    CasesPage,
    CaseStep,
    CaseSummary,
    ChainCheck,
    ChainState,
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
    Upload,
)

NOW = datetime(2024, 4, 24, 1, 41, tzinfo=UTC)
TODAY = date(2024, 4, 24)
OFFICE = Capacity("office", "hx", "Chánh Văn phòng Thị ủy Hòa Xuyên")
DUNG = Actor("tqd", "Trần Quốc Dũng", "tqd", (OFFICE,))
AUDITOR = Actor("kts", "Đỗ Hữu Nghĩa", "kts", (), frozenset({"auditor"}))
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


def view(path: str, kind: str, label: str, value: Any = None, **more: Any) -> FieldView:
    """Return a field; it is required unless told."""
    more = {"required": True, **more}
    return FieldView(path, path.split(".")[-1], kind, label, value=value, **more)


def options(*pairs: str) -> tuple[Option, ...]:
    """Return options from `value=label` texts."""
    return tuple(Option(*pair.split("=", 1)) for pair in pairs)


YES_NO = options("true=Có", "false=Không")
MEMBERS = options(
    "lmh=Lê Thị Mai Hương",
    "tpb=Tống Phước Bình",
    "tqd=Trần Quốc Dũng",
    "pvl=Phạm Văn Lộc",
    "htt=Hoàng Thị Thu",
    "vmk=Võ Minh Khôi",
    "cvp=Cù Văn Phúc",
    "dhn=Đỗ Hữu Nghĩa",
)


def opinion_rows(answers: dict[str, Any]) -> FieldView:
    """Return the rows of opinions that the answers hold."""
    rows = tuple(
        (
            view(
                f"opinions[{n}].person", "select", "Thành viên", row.get("person"), options=MEMBERS
            ),
            view(f"opinions[{n}].text", "textarea", "Nội dung", row.get("text")),
        )
        for n, row in enumerate(answers.get("opinions", []))
    )
    return view(
        "opinions",
        "dynamiclist",
        "Ý kiến chính cần ghi riêng",
        required=False,
        hint="Mỗi thành viên một dòng.",
        rows=rows,
        can_add=True,
        can_remove=True,
        properties={"row_label": "Ý kiến"},
    )


MINUTES: dict[str, Any] = {
    "held_at": "2024-04-23T14:00:00+07:00",
    "present": 11,
    "discussion_summary": "Các ý kiến đồng ý nêu ba chợ Cẩm Tân, Bến Đò, Gò Mít xuống cấp, thu phí "
    "thất thoát, tiểu thương đã tự lập hợp tác xã.",
    "opinions": [{"person": "lmh", "text": "Không thể giao thu khi chưa có quy chế tài chính."}],
    "discussed_thoroughly": True,
    "authority": "trong",
    "votes_for": 5,
    "votes_against": 5,
    "votes_abstain": 1,
    "minutes_file": ["u1"],
    "recused": [],
}


def minutes_fields(answers: dict[str, Any]) -> tuple[FieldView, ...]:
    """Return the fields of F-MEETING, shortened."""
    get = answers.get
    votes = {"required": True, "properties": {"row": "votes"}}
    return (
        view(
            "g1",
            "group",
            "Cuộc họp",
            children=(
                view(
                    "forum",
                    "textfield",
                    "Cấp quyết định",
                    "Ban Thường vụ Thị ủy Hòa Xuyên",
                    readonly=True,
                ),
                view(
                    "held_at",
                    "datetime",
                    "Thời gian họp thực tế",
                    get("held_at"),
                    subtype="datetime",
                ),
                view("present", "number", "Số có mặt", get("present"), hint="Cần ít nhất 8/11."),
                view(
                    "recused",
                    "taglist",
                    "Thành viên không tham gia biểu quyết",
                    get("recused"),
                    required=False,
                    options=MEMBERS,
                    multiple=True,
                ),
            ),
        ),
        view(
            "g2",
            "group",
            "Thảo luận",
            children=(
                view(
                    "discussion_summary",
                    "textarea",
                    "Tóm tắt thảo luận",
                    get("discussion_summary"),
                    hint="Nêu các ý kiến khác nhau và lý do.",
                    constraints={"minLength": 100},
                ),
                opinion_rows(answers),
                view(
                    "discussed_thoroughly",
                    "radio",
                    "Tập thể đã xem xét thấu đáo",
                    get("discussed_thoroughly"),
                    hint="Chọn Chưa thì hồ sơ quay lại bước xếp lịch.",
                    options=options("true=Đã thấu đáo", "false=Chưa"),
                ),
            ),
        ),
        view(
            "g3",
            "group",
            "Thẩm quyền",
            children=(
                view(
                    "authority",
                    "radio",
                    "Thẩm quyền",
                    get("authority"),
                    options=options(
                        "trong=Trong thẩm quyền của Ban Thường vụ",
                        "vuot=Vượt thẩm quyền, báo cáo Tỉnh ủy",
                    ),
                ),
                view(
                    "proposed_solution",
                    "textarea",
                    "Đề xuất giải pháp",
                    get("proposed_solution"),
                    shown=get("authority") == "vuot",
                    constraints={"minLength": 50},
                ),
                view("chair", "select", "Chủ trì", get("chair"), options=MEMBERS),
                view(
                    "resubmit_by",
                    "datetime",
                    "Thời hạn nộp lại",
                    get("resubmit_by"),
                    subtype="date",
                    required=False,
                ),
            ),
        ),
        view(
            "g4",
            "group",
            "Biểu quyết",
            children=(
                view("votes_for", "number", "Đồng ý", get("votes_for"), **votes),
                view("votes_against", "number", "Không đồng ý", get("votes_against"), **votes),
                view("votes_abstain", "number", "Ý kiến khác", get("votes_abstain"), **votes),
                view("ack", "checkbox", "Tôi đã đối chiếu với phiếu", get("ack")),
            ),
        ),
        view(
            "g5",
            "group",
            "Biên bản",
            children=(
                view(
                    "minutes_file",
                    "filepicker",
                    "Tệp biên bản",
                    get("minutes_file"),
                    accept=".pdf,.docx",
                ),
            ),
        ),
    )


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


PLAN: dict[str, Any] = {
    "title": "Sử dụng quỹ đất công xen kẹt làm bãi đỗ xe tạm",
    "issue_type": "hon_hop",
    "issue_analysis": "Trung tâm thị xã có 11 khu đất công xen kẹt dưới 400 m².",
    "regulations": [{"number": "214/QĐ-UBND", "request": "sua_doi"}],
}


def plan_fields(answers: dict[str, Any]) -> tuple[FieldView, ...]:
    """Return the fields of F-PLAN, shortened: three sections."""
    get = answers.get
    rows = tuple(
        (
            view(
                f"regulations[{n}].number",
                "textfield",
                "Số, ký hiệu",
                row.get("number"),
                constraints={"maxLength": 30},
            ),
            view(
                f"regulations[{n}].request",
                "radio",
                "Đề nghị",
                row.get("request"),
                options=options("sua_doi=Sửa đổi", "bo_sung=Bổ sung", "bai_bo=Bãi bỏ"),
            ),
        )
        for n, row in enumerate(get("regulations") or [])
    )
    return (
        view(
            "p1",
            "group",
            "Chủ thể, tên kế hoạch",
            children=(view("title", "textfield", "Tên kế hoạch", get("title")),),
        ),
        view(
            "p2",
            "group",
            "Vấn đề và quy định",
            children=(
                view(
                    "issue_type",
                    "radio",
                    "Loại vấn đề",
                    get("issue_type"),
                    options=options(
                        "chua=Chưa có quy định",
                        "da=Đã có quy định nhưng không còn phù hợp thực tiễn",
                        "hon_hop=Hỗn hợp, phần chưa quy định, phần quy định không phù hợp",
                    ),
                ),
                view(
                    "issue_analysis",
                    "textarea",
                    "Phân tích làm rõ",
                    get("issue_analysis"),
                    constraints={"minLength": 200},
                ),
                view(
                    "regulations",
                    "dynamiclist",
                    "Quy định không phù hợp",
                    rows=rows,
                    can_add=True,
                    can_remove=True,
                    hint="Mỗi văn bản một dòng.",
                    properties={"row_label": "Quy định"},
                ),
            ),
        ),
        view(
            "p3",
            "group",
            "Kết quả và rủi ro",
            children=(view("results", "textarea", "Kết quả dự kiến", get("results")),),
        ),
    )


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


def inbox() -> InboxPage:
    """Return the inbox of the demo day, shortened."""

    def item(number: str, name: str, title: str, left: int, when: date, **case: Any) -> InboxItem:
        summary = replace(MARKET, code=f"MG-2024-{number}", title=title)
        return InboxItem(
            f"t{number}",
            name,
            summary,
            TaskStanding.HELD,
            NOW,
            "Văn phòng",
            TaskDue(when, left),
            due(**case),
        )

    items = (
        item(
            "0012",
            "Kiểm tra thể thức văn bản trả lời",
            "Nền tảng gọi xe buýt theo yêu cầu",
            -1,
            date(2024, 4, 23),
            due=date(2024, 4, 22),
            day_no=32,
            days_left=-2,
        ),
        item("0021", "Ghi biên bản, kết quả họp", MARKET.title, 1, date(2024, 4, 25)),
        item(
            "0014",
            "Hoàn thiện dự thảo văn bản trả lời",
            "Thí điểm giao dịch đất qua sàn",
            1,
            date(2024, 4, 25),
            due=date(2024, 4, 25),
            day_no=29,
            days_left=1,
        ),
        item(
            "0026",
            "Xác định thẩm quyền",
            "Luân chuyển cán bộ phường theo hợp đồng mục tiêu",
            3,
            date(2024, 5, 2),
            day_no=2,
            days_left=28,
            due=date(2024, 6, 5),
        ),
        item(
            "0003",
            "Rà soát báo cáo tiến độ",
            "Thí điểm “một cửa lưu động”",
            9,
            date(2024, 5, 9),
            state=DueState.ANSWERED,
            answered_on=date(2024, 3, 12),
            day_no=20,
        ),
    )
    return InboxPage(
        "mine",
        TODAY,
        items,
        {"mine": 5, "group": 3, "done": 9},
        total=5,
        calendar_note="Ngày làm việc tính theo lịch năm 2024.",
    )


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


def audit_page() -> AuditPage:
    """Return a check with one broken chain."""
    return AuditPage(
        NOW,
        (
            ChainCheck(
                "i1", "Chợ dân sinh", 31, ChainState.INTACT, "cd" * 32, case_code="MG-2024-0021"
            ),
            ChainCheck(
                "i2",
                "Gọi xe buýt",
                84,
                ChainState.BROKEN,
                "ef" * 32,
                77,
                "dấu băm không khớp",
                "MG-2024-0012",
            ),
        ),
    )


def plans_page() -> PlansPage:
    """Return one draft and one sent plan."""
    return PlansPage(
        (PlanDraft("t2", DRAFT.title, CaseState.DRAFT, NOW),),
        (CaseItem(MARKET, due()),),
        {"dien_tu": "Lập kế hoạch mới"},
    )

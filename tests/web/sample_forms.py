"""Sample forms as field views: the minutes of a meeting, and a plan; both shortened."""

from __future__ import annotations

from typing import Any

from app.domain.forms import FieldView, Option

Answers = dict[str, Any]


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


def minutes_fields(answers: Answers) -> tuple[FieldView, ...]:
    """Return the fields of F-MEETING: five sections."""
    return (
        view("g1", "group", "Cuộc họp", children=_meeting(answers)),
        view("g2", "group", "Thảo luận", children=_discussion(answers)),
        view("g3", "group", "Thẩm quyền", children=_authority(answers)),
        view("g4", "group", "Biểu quyết", children=_votes(answers)),
        view("g5", "group", "Biên bản", children=(_minutes_file(answers),)),
    )


def _meeting(answers: Answers) -> tuple[FieldView, ...]:
    get = answers.get
    board = "Ban Thường vụ Thị ủy Hòa Xuyên"
    held = view("held_at", "datetime", "Thời gian họp thực tế", get("held_at"), subtype="datetime")
    recused = "Thành viên không tham gia biểu quyết"
    return (
        view("forum", "textfield", "Cấp quyết định", board, readonly=True),
        held,
        view("present", "number", "Số có mặt", get("present"), hint="Cần ít nhất 8/11."),
        view("recused", "taglist", recused, get("recused"), required=False, options=MEMBERS),
    )


def _discussion(answers: Answers) -> tuple[FieldView, ...]:
    get = answers.get
    thorough = options("true=Đã thấu đáo", "false=Chưa")
    return (
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
            options=thorough,
        ),
    )


def _authority(answers: Answers) -> tuple[FieldView, ...]:
    get = answers.get
    within = options("trong=Trong thẩm quyền của Ban Thường vụ", "vuot=Vượt, báo cáo Tỉnh ủy")
    solution = view(
        "proposed_solution",
        "textarea",
        "Đề xuất giải pháp",
        get("proposed_solution"),
        shown=get("authority") == "vuot",
        constraints={"minLength": 50},
    )
    by = get("resubmit_by")
    return (
        view("authority", "radio", "Thẩm quyền", get("authority"), options=within),
        solution,
        view("chair", "select", "Chủ trì", get("chair"), options=MEMBERS),
        view("resubmit_by", "datetime", "Thời hạn nộp lại", by, subtype="date", required=False),
    )


def _votes(answers: Answers) -> tuple[FieldView, ...]:
    get = answers.get
    row = {"row": "votes"}
    return (
        view("votes_for", "number", "Đồng ý", get("votes_for"), properties=row),
        view("votes_against", "number", "Không đồng ý", get("votes_against"), properties=row),
        view("votes_abstain", "number", "Ý kiến khác", get("votes_abstain"), properties=row),
        view("ack", "checkbox", "Tôi đã đối chiếu với phiếu", get("ack")),
    )


def _minutes_file(answers: Answers) -> FieldView:
    kinds = ".pdf,.docx"
    found = answers.get("minutes_file")
    return view("minutes_file", "filepicker", "Tệp biên bản", found, accept=kinds)


PLAN: dict[str, Any] = {
    "title": "Sử dụng quỹ đất công xen kẹt làm bãi đỗ xe tạm",
    "issue_type": "hon_hop",
    "issue_analysis": "Trung tâm thị xã có 11 khu đất công xen kẹt dưới 400 m².",
    "regulations": [{"number": "214/QĐ-UBND", "request": "sua_doi"}],
}


def plan_fields(answers: Answers) -> tuple[FieldView, ...]:
    """Return the fields of F-PLAN: three sections."""
    title = view("title", "textfield", "Tên kế hoạch", answers.get("title"))
    results = view("results", "textarea", "Kết quả dự kiến", answers.get("results"))
    return (
        view("p1", "group", "Chủ thể, tên kế hoạch", children=(title,)),
        view("p2", "group", "Vấn đề và quy định", children=_issue(answers)),
        view("p3", "group", "Kết quả và rủi ro", children=(results,)),
    )


ISSUES = (
    "chua=Chưa có quy định",
    "da=Đã có quy định nhưng không còn phù hợp thực tiễn",
    "hon_hop=Hỗn hợp, phần chưa quy định, phần quy định không phù hợp",
)


def _issue(answers: Answers) -> tuple[FieldView, ...]:
    get = answers.get
    least = {"minLength": 200}
    rows = tuple(_regulation(n, row) for n, row in enumerate(get("regulations") or []))
    return (
        view("issue_type", "radio", "Loại vấn đề", get("issue_type"), options=options(*ISSUES)),
        view(
            "issue_analysis",
            "textarea",
            "Phân tích làm rõ",
            get("issue_analysis"),
            constraints=least,
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
    )


def _regulation(number: int, row: Answers) -> tuple[FieldView, ...]:
    at = f"regulations[{number}]"
    short = {"maxLength": 30}
    asks = options("sua_doi=Sửa đổi", "bo_sung=Bổ sung", "bai_bo=Bãi bỏ")
    return (
        view(f"{at}.number", "textfield", "Số, ký hiệu", row.get("number"), constraints=short),
        view(f"{at}.request", "radio", "Đề nghị", row.get("request"), options=asks),
    )

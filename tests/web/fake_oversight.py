"""Watching over sample data: what pages ask is remembered, what they show is fixed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from app.domain.case_search import CaseMark, CaseQuery, SavedView
from app.domain.forms import FieldError, Option
from app.domain.people import Actor
from app.domain.views.case_search import CaseLine, SearchChoices, SearchPage
from app.errors import FormInvalid
from tests.web import samples

OVERSIGHT_READS = frozenset({"search_cases", "export_cases"})
RUNS = ("p01_art4_case, bản r1: đang chạy",)
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


class FakeOversight:
    """Stands for the actions; `asked` is the last question, `after` where its page began."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: Mapping[str, Sequence[str]] = {}
        self.after: CaseMark | None = None
        self.kept: tuple[object, ...] = ()

    def _note(self, name: str) -> None:
        raise NotImplementedError

    def search_cases(
        self, actor: Actor, fields: Mapping[str, Sequence[str]], after: CaseMark | None
    ) -> SearchPage:
        self._note("search_cases")
        self._ask(fields)
        self.after = after
        kept = {name: texts for name, texts in fields.items() if texts[0] and name[:3] != "sau"}
        lines = () if "không có gì" in fields.get("q", ()) else LINES
        mark = CaseMark("2024-04-01", "c22")
        opens = "auditor" in actor.system_roles
        return SearchPage(CaseQuery(), kept, lines, len(lines), False, mark, VIEWS, CHOICES, opens)

    def export_cases(
        self, actor: Actor, fields: Mapping[str, Sequence[str]], kind: str
    ) -> Iterator[tuple[CaseLine, ...]]:
        self._note("export_cases")
        self._ask(fields)
        return iter((LINES[:1], LINES[1:]))

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

    def _ask(self, fields: Mapping[str, Sequence[str]]) -> None:
        self.asked = fields
        if fields.get("tu_ngay") == ["hôm qua"]:
            raise FormInvalid([FieldError("tu_ngay", "Từ ngày", "Ghi ngày dạng nn/tt/nnnn")])

"""Keeping, leave to read, and the log over sample data: two due cases, one list, one request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from app.domain.audit import EventKind
from app.domain.cases import CaseState
from app.domain.forms import FieldError
from app.domain.log_search import LogLine, LogQuery
from app.domain.people import Actor
from app.domain.reading_grants import GrantState, ReadingGrant
from app.domain.retention import DestructionList, Fate, Hold, ListItem, ListState, Period
from app.domain.views.log_search import LogPage
from app.domain.views.readings import ReadingLine, ReadingsPage
from app.domain.views.retention import DueLine, ListPage, RetentionPage
from app.errors import FormInvalid, NotFound
from app.web.retention_acts import Asked, LogWriter, Mark
from tests.web import samples

RETENTION_READS = frozenset({"list_retention", "read_destruction", "list_readings", "search_log"})
BASIS = "lưu 20 năm từ ngày kết thúc (do đơn vị quy định)"
ENDED, UNTIL = date(2004, 3, 1), date(2024, 3, 1)
DUE = (
    DueLine("c1", "MG-2004-0001", "Khoán <b>chợ</b>", CaseState.APPROVED, ENDED, UNTIL, BASIS),
    DueLine("c2", "MG-2004-0002", "Bãi xe", CaseState.ENDED, ENDED, UNTIL, BASIS),
)
ITEMS = (
    ListItem("d1", "c1", "MG-2004-0001", "approved", ENDED, UNTIL, BASIS, "ab" * 32),
    ListItem("d1", "c2", "MG-2004-0002", "ended", ENDED, UNTIL, BASIS),
)
LIST = DestructionList(
    *("d1", "Số 12-QĐ/TU", date(2024, 4, 1), "Hết thời hạn lưu", ListState.PROPOSED, 1),
    *("qt2", "Quản trị thứ hai", samples.NOW, 7),
)
HOLD = Hold("h1", "c3", "MG-2004-0003", "Đang có đơn tố cáo", "kts", "Đỗ Hữu Nghĩa", samples.NOW)
ASKED = ReadingGrant(
    *("g1", "c9", "MG-2024-0009", "Kiểm tra theo kế hoạch quý", GrantState.ASKED, 1),
    *("kts2", "Kiểm soát viên thứ hai", samples.NOW),
)
LINE = LogLine(
    chain_id="instance:i1",
    seq=3,
    kind=EventKind.TASK_COMPLETED,
    at=samples.NOW,
    entered_at=samples.NOW,
    actor_name="Trần Quốc Dũng",
    capacity="Chánh Văn phòng",
    case_id="c21",
    code="MG-2024-0021",
    restricted=False,
    summary="=Tiếp nhận <b>hồ sơ</b>",
    clauses=("C-029",),
)


class FakeRetention:
    """Stands for `RetentionActs`; `listed` is the list, `asked_log` what was looked for last."""

    def __init__(self) -> None:
        super().__init__()
        self.listed = LIST
        self.grant = ASKED
        self.asked_log: tuple[object, ...] = ()

    def _note(self, name: str) -> None:
        raise NotImplementedError

    def list_retention(self, actor: Actor) -> RetentionPage:
        self._note("list_retention")
        periods = (Period("*", "*", 20, "do đơn vị quy định"),)
        proposes = "admin" in actor.system_roles
        return RetentionPage(DUE, False, (self.listed,), (HOLD,), periods, proposes)

    def propose_destruction(
        self,
        actor: Actor,
        case_ids: Sequence[str],
        decision: str,
        decision_date: str,
        reason: str,
    ) -> str:
        self._note("propose_destruction")
        if not reason:
            raise FormInvalid([FieldError("reason", "Lý do", "Ghi lý do tiêu hủy")])
        return self.listed.id

    def read_destruction(self, actor: Actor, list_id: str) -> ListPage:
        self._note("read_destruction")
        if list_id != self.listed.id:
            raise NotFound("Không có danh sách tiêu hủy này")
        done = self.listed.state is ListState.DONE
        fate = Fate.DESTROYED if done else Fate.WAITING
        items = tuple(replace(one, fate=fate) for one in ITEMS)
        yours = self.listed.proposed_by == actor.person_id
        opens = "auditor" in actor.system_roles
        return ListPage(self.listed, items, len(items) if done else 0, yours, opens)

    def approve_destruction(self, actor: Actor, list_id: str, version: int) -> None:
        self._note("approve_destruction")
        self.listed = replace(self.listed, state=ListState.DONE)

    def return_destruction(self, actor: Actor, list_id: str, version: int, reason: str) -> None:
        self._note("return_destruction")
        if not reason:
            raise FormInvalid([FieldError("return_reason", "Lý do trả lại", "Ghi lý do trả lại")])
        self.listed = replace(self.listed, state=ListState.RETURNED, return_reason=reason)

    def hold_case(self, actor: Actor, code: str, reason: str) -> None:
        self._note("hold_case")
        if not reason:
            raise FormInvalid([FieldError("hold_reason", "Lý do giữ lại", "Ghi lý do giữ lại")])

    def lift_hold(self, actor: Actor, code: str, reason: str) -> None:
        self._note("lift_hold")

    def list_readings(self, actor: Actor) -> ReadingsPage:
        self._note("list_readings")
        line = ReadingLine(self.grant, self.grant.state, self.grant.asked_by == actor.person_id)
        return ReadingsPage((line,), "auditor" in actor.system_roles)

    def ask_reading(self, actor: Actor, code: str, reason: str) -> str:
        self._note("ask_reading")
        if not reason:
            raise FormInvalid([FieldError("reason", "Lý do xin xem", "Ghi lý do xin xem")])
        return self.grant.id

    def grant_reading(self, actor: Actor, grant_id: str, version: int) -> None:
        self._note("grant_reading")
        ends = samples.NOW + timedelta(days=1)
        self.grant = replace(self.grant, state=GrantState.GRANTED, ends_at=ends)

    def refuse_reading(self, actor: Actor, grant_id: str, version: int, answer: str) -> None:
        self._note("refuse_reading")
        if not answer:
            raise FormInvalid([FieldError("answer", "Lý do không cho xem", "Ghi lý do")])

    def search_log(self, actor: Actor, fields: Asked, after: Mark) -> LogPage:
        self._note("search_log")
        self.asked_log = (dict(fields), after)
        if "khong-phai-ngay" in fields.get("tu_ngay", ()):
            raise FormInvalid([FieldError("tu_ngay", "Từ ngày", "Ghi ngày dạng nn/tt/nnnn")])
        kept = {name: list(texts) for name, texts in fields.items() if name == "nguoi"}
        return LogPage(LogQuery(), kept, (LINE,), LINE.mark)

    def export_log(
        self, actor: Actor, fields: Asked, kind: str, write: LogWriter, run_id: str
    ) -> Iterator[bytes]:
        self._note("export_log")
        return write(iter([(LINE,)]))

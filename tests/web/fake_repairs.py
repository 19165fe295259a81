"""The acts of repair over one sample request of one run that stands at a meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.domain.case_requests import Repair, RepairItem, RequestState
from app.domain.forms import FieldError
from app.domain.jobs import Progress
from app.domain.people import Actor
from app.domain.repairs import (
    Effect,
    Instruction,
    RehearsedLine,
    RepairKind,
    RepairWarning,
)
from app.domain.views.chosen_runs import ChosenRun, ChosenRuns, EndedCase
from app.domain.views.repairs import (
    OfferedFact,
    OfferedTask,
    OfferedTimer,
    OfferedToken,
    OfferPage,
    RepairLine,
    RepairPage,
    RepairsPage,
    Spot,
)
from app.errors import FormInvalid, NotFound
from tests.web import samples

REPAIR_READS = frozenset({"choose_runs", "list_repairs", "offer_repair", "read_repair"})
MEET = Spot("p01", "meet", "a1", "Họp <b>", "Quyết định")
SIGN = Spot("p01", "sign", "a1", "Ký", "Quyết định")
WATCH = Spot("p01w", "d20", "root", "Đến ngày làm việc 20", "Theo dõi thời hạn")
OFFER = OfferPage(
    "i1",
    "c21",
    "MG-2024-0021",
    "Khoán <b>chợ</b>",
    "Thị ủy Hòa Xuyên",
    "Quy trình Điều 4",
    "r1",
    "running",
    tokens=(OfferedToken(MEET, (MEET, SIGN)),),
    additions=(SIGN,),
    timers=(OfferedTimer(WATCH, samples.NOW),),
    tasks=(OfferedTask(MEET, "t1", "Mai Anh Tú", (("tu", "Mai Anh Tú"), ("nga", "Lê Nga"))),),
    facts=(
        OfferedFact("members_total", "pass", 11, "số <b>thành viên", "11", "number"),
        OfferedFact("has_board", "case", True, "có ban thường vụ", "đúng", "bool"),
    ),
    refused={RepairKind.RESUME: "đang chạy", RepairKind.RESTART: "chưa kết thúc"},
)
# Another run at the same step, of another release: it may not be cancelled, and has one more task.
BESIDE = replace(
    OFFER,
    instance_id="i2",
    case_code="MG-2024-0022",
    release_id="r2",
    tokens=(OfferedToken(replace(MEET, activation_id="b7"), (SIGN, WATCH), stays="chỗ duy nhất"),),
    timers=(),
    tasks=(OfferedTask(replace(MEET, activation_id="b7"), "t2", "", (("nga", "Lê Nga"),)),),
    refused={RepairKind.RESUME: "đang chạy", RepairKind.END: "còn nợ văn bản"},
)
MOVE = Instruction(RepairKind.MOVE, "meet", "p01", "sign", "a1")
REPAIR = Repair(
    id="s1",
    instructions=(MOVE,),
    reason="Biên bản đã ký trên giấy, hệ thống đứng ở bước họp.",
    state=RequestState.PROPOSED,
    version=2,
    proposed_by="qt",
    proposed_name="Quản trị",
    proposed_at=samples.NOW,
    rehearsed_at=samples.NOW,
)
ITEM = RepairItem(
    request_id="s1",
    instance_id="i1",
    case_id="c21",
    base_state="digest",
    rehearsal=(
        RehearsedLine("Việc đang mở", "Họp <b>", "Ký", Effect.CHANGED),
        RehearsedLine("Thời hạn trả lời", "06/05/2024", "06/05/2024", Effect.KEPT),
    ),
    warnings=(RepairWarning("INV-04: bỏ qua bước ghi biên bản", "INV-04", ("INV-04", "C-029")),),
    stops=(("p01", "meet"),),
    starts=(("p01", "sign"),),
)
NAMES = {("p01", "meet"): "Họp <b>", ("p01", "sign"): "Ký"}


class FakeRepairs:
    """Stands for the actions; `repair` is the request, `asked_repair` what was asked for last."""

    def __init__(self) -> None:
        super().__init__()
        self.repair = REPAIR
        self.repair_yours = False
        self.trying: Progress | None = None
        self.asked_repair: tuple[object, ...] = ()
        self.chosen: Mapping[str, Sequence[str]] = {}

    def _note(self, name: str) -> None:
        raise NotImplementedError

    def choose_runs(self, actor: Actor, fields: Mapping[str, Sequence[str]]) -> ChosenRuns:
        self._note("choose_runs")
        self.chosen = fields
        waiting = ("“Họp”: Thư ký",)
        run = ChosenRun("i1", samples.MARKET, "Quy trình", "r1", samples.NOW, False, waiting)
        watch = ChosenRun("i2", samples.MARKET, "Theo dõi", "r2", samples.NOW, True)
        return ChosenRuns((run, watch), (EndedCase(samples.DRAFT, "i9"),), "r2")

    def list_repairs(self, actor: Actor) -> RepairsPage:
        self._note("list_repairs")
        return RepairsPage((self.repair,), {"s1": 1}, {"s1": ("chuyển “Họp” tới “Ký”",)})

    def offer_repair(self, actor: Actor, instance_id: str) -> OfferPage:
        self._note("offer_repair")
        found = {one.instance_id: one for one in (OFFER, BESIDE)}
        if instance_id not in found:
            raise NotFound("Không có lượt chạy này")
        return found[instance_id]

    def offer_repairs(self, actor: Actor, instance_ids: Sequence[str]) -> tuple[OfferPage, ...]:
        return tuple(self.offer_repair(actor, one) for one in instance_ids)

    def propose_repair(
        self,
        actor: Actor,
        instance_ids: Sequence[str],
        instructions: Sequence[Instruction],
        reason: str,
    ) -> str:
        self._note("propose_repair")
        if not reason:
            raise FormInvalid([FieldError("reason", "Lý do", "Ghi lý do sửa")])
        self.asked_repair = (list(instance_ids), tuple(instructions), reason)
        return self.repair.id

    def rehearse_repair(self, actor: Actor, repair_id: str) -> Repair:
        self._note("rehearse_repair")
        self.repair = replace(self.repair, rehearsed_at=samples.NOW)
        return self.repair

    def read_repair(self, actor: Actor, repair_id: str) -> RepairPage:
        self._note("read_repair")
        if repair_id != self.repair.id:
            raise NotFound("Không có đề nghị sửa này")
        line = RepairLine(ITEM, "MG-2024-0021", "Khoán <b>chợ</b>", "Quy trình", "r1", names=NAMES)
        said = ("chuyển “Họp” tới “Ký”",)
        page = RepairPage(self.repair, (line,), self.repair_yours, said, ("INV-04",))
        return replace(page, trying=self.trying)

    def approve_repair(self, actor: Actor, repair_id: str, version: int, opinion: str) -> Repair:
        self._note("approve_repair")
        if "INV-04" not in opinion:
            message = "Nêu INV-04 trong ý kiến"
            raise FormInvalid([FieldError("opinion", "Ý kiến", message)])
        self.repair = replace(
            self.repair, state=RequestState.APPROVED, decided_name="Người thứ hai", opinion=opinion
        )
        return self.repair

    def return_repair(self, actor: Actor, repair_id: str, version: int, reason: str) -> Repair:
        self._note("return_repair")
        if not reason:
            raise FormInvalid([FieldError("return_reason", "Lý do", "Ghi lý do không duyệt")])
        self.repair = replace(
            self.repair, state=RequestState.RETURNED, decided_name="Quản trị", return_reason=reason
        )
        return self.repair

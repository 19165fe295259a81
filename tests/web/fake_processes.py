"""The process owners' actions over the sample draft of `fake_editing` and two versions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.actions.owner.list_rules import list_rules
from app.domain.behaviour import BehaviourChange, BehaviourLine, ComparedBehaviour, Turn
from app.domain.diagrams import Finding, Severity
from app.domain.drafts import Draft, DraftSave, DraftState, FileKind, OpenDraft, SaveKind
from app.domain.forms import FieldError
from app.domain.people import Actor
from app.domain.rule_help import RepairGroup, RuleHelp
from app.domain.situations import Situation, SituationStanding
from app.domain.views.processes import (
    Change,
    ChangeLine,
    ChangeTopic,
    CheckedDraft,
    ComparePage,
    FindingGroup,
    HandedFile,
    HistoryPage,
    OfferedRepair,
    ProcessesPage,
    ProcessItem,
    ProcessVersion,
    ReviewPage,
    ToldFinding,
    VersionName,
    VersionStanding,
)
from app.errors import Conflict, FormInvalid, NotFound
from tests.web import samples
from tests.web.fake_verification import FakeVerification

PROCESS_READS = frozenset(
    "list_processes read_history compare_versions read_process_file read_saved_copy list_rules "
    "review_publication read_verification read_violation read_verified_diagram "
    "read_written_rule list_objections".split()
)
STUCK = Finding(
    "way-out",
    Severity.ERROR,
    "Việc “Soát <b>kế hoạch</b>” không có luồng ra",
    "Nối tới phần tử sau",
    "check",
    "Soát kế hoạch",
    "userTask",
)
GONE = BehaviourLine(
    Turn.GONE,
    "“ban hành Tờ <b>trình</b>” không còn xảy ra",
    ("TTR",),
    ("Văn phòng: “Soát <b>kế hoạch</b>”",),
    is_after=False,
)
SVG = '<svg class="bd"><title>Sơ đồ</title></svg>'


class FakeProcesses(FakeVerification):
    """Stands for the owners' actions; `draft` is that of the editors."""

    draft: Draft
    published_number = 7
    behaviour = ComparedBehaviour()

    def _note(self, name: str) -> None:
        raise NotImplementedError

    def open_draft(self, actor: Actor, draft_id: str) -> OpenDraft:
        found: OpenDraft = super().open_draft(actor, draft_id)  # type: ignore[misc]
        save = DraftSave(
            "luu1",
            draft_id,
            3,
            SaveKind.ASIDE,
            FileKind.PROCESS,
            self.draft.process_id,
            "0",
            9,
            "lmt",
            "Lê Minh Tâm",
            samples.NOW,
        )
        return replace(found, saves=(save,))

    def list_processes(self, actor: Actor) -> ProcessesPage:
        self._note("list_processes")
        item = ProcessItem(
            self.draft.process_id, "Báo cáo rủi ro pháp lý", self._version(2), 3, self.draft
        )
        return ProcessesPage((item, ProcessItem("p99_new", "Quy trình mới", None)))

    def _version(self, number: int) -> ProcessVersion:
        standing = VersionStanding.IN_USE if number == 2 else VersionStanding.OLD_CASES
        name = f"process:{self.draft.process_id}"
        return ProcessVersion(
            number,
            f"r{number}",
            number,
            samples.NOW,
            {name: f"{name}:{number}"},
            standing,
            4 - number,
            "Nhãn rõ",
            "Đổi nhãn.",
            "Đỗ Thanh Hòa",
            "Vũ Ngọc Lan",
            "ab" * 32,
        )

    def read_history(self, actor: Actor, process_id: str) -> HistoryPage:
        self._note("read_history")
        versions = (self._version(2), self._version(1))
        return HistoryPage(process_id, "Báo cáo rủi ro pháp lý", versions, None, (self.draft,))

    def compare_versions(
        self, actor: Actor, process_id: str, before: str, after: str
    ) -> ComparePage:
        self._note("compare_versions")
        return replace(self._compared(process_id), behaviour=self.behaviour)

    def start_comparison(self, actor: Actor, process_id: str, before: str, after: str) -> None:
        self._note("start_comparison")
        self.behaviour = ComparedBehaviour(BehaviourChange((GONE,), more=True))

    def _compared(self, process_id: str) -> ComparePage:
        sentence = "Thêm việc “Soát”, Văn phòng làm"
        lines = (ChangeLine(ChangeTopic.STEP, Change.ADDED, sentence, "check"),)
        sides = (VersionName("r1", "Phiên bản 1"), VersionName("ban-thao", "Bản thảo"))
        return ComparePage(
            process_id, "Báo cáo rủi ro pháp lý", sides[0], sides[1], lines, SVG, SVG, sides
        )

    def restore_version(self, actor: Actor, process_id: str, release_id: str) -> str:
        self._note("restore_version")
        return self.draft.id

    def read_process_file(self, actor: Actor, release_id: str, kind: str, key: str) -> HandedFile:
        self._note("read_process_file")
        return HandedFile("p.bpmn", b"<script>")

    def read_saved_copy(self, actor: Actor, draft_id: str, save_id: str) -> HandedFile:
        self._note("read_saved_copy")
        return HandedFile("p.bpmn", b"<script>")

    def list_rules(self) -> tuple[RuleHelp, ...]:
        return list_rules()

    def start_draft(self, actor: Actor, process_id: str, title: str, uploaded: bytes | None) -> str:
        self._note("start_draft")
        if uploaded == b"<broken":
            raise FormInvalid([FieldError("process_id", "Id của quy trình", "Ghi id")])
        return self.draft.id

    def remove_draft_file(
        self, actor: Actor, draft_id: str, version: int, kind: FileKind, key: str, removed: bool
    ) -> Draft:
        self._note("remove_draft_file")
        return self.draft

    def discard_draft(self, actor: Actor, draft_id: str, version: int) -> Draft:
        self._note("discard_draft")
        return self.draft

    def check_draft(self, actor: Actor, draft_id: str) -> CheckedDraft:
        self._note("check_draft")
        if draft_id != self.draft.id:
            raise NotFound("Không có bản thảo này")
        button = OfferedRepair(
            "lead-on",
            "check",
            "Nối đi tiếp",
            {"target": "Dẫn tới"},
            {"target": (("+end", "Một kết thúc mới"),)},
            {"target": "+end"},
        )
        told = ToldFinding(STUCK, "Hồ sơ tới đây rồi không đi tiếp được.", (button,))
        return CheckedDraft(self.draft, (FindingGroup(RepairGroup.PATH, (told,)),))

    def repair_draft(
        self,
        actor: Actor,
        draft_id: str,
        version: int,
        repair: str,
        element_id: str,
        values: Mapping[str, str],
    ) -> Draft:
        self._note("repair_draft")
        if not values.get("target"):
            raise FormInvalid([FieldError("target", "Dẫn tới", "Ghi dẫn tới")])
        return self.draft

    def request_publication(
        self, actor: Actor, draft_id: str, version: int, name: str, note: str
    ) -> Draft:
        self._note("request_publication")
        if not name:
            raise FormInvalid([FieldError("name", "Tên phiên bản", "Ghi tên phiên bản")])
        self.draft = replace(
            self.draft,
            state=DraftState.REQUESTED,
            version_name=name,
            change_note=note,
            requested_by="hoa",
            requested_name="Đỗ Thanh Hòa",
            requested_at=samples.NOW,
        )
        return self.draft

    def review_publication(self, actor: Actor, draft_id: str) -> ReviewPage:
        self._note("review_publication")
        compared = self._compared(self.draft.process_id)
        return ReviewPage(self.draft, compared, CheckedDraft(self.draft, ()), 3, 5)

    def read_situation_standing(self, actor: Actor, draft_id: str) -> SituationStanding:
        return SituationStanding((), "")

    def run_situations(self, actor: Actor, draft_id: str) -> bool:
        self._note("run_situations")
        return True

    def cancel_situations(self, actor: Actor, draft_id: str, run_id: str) -> None:
        self._note("cancel_situations")

    def delete_situation(self, actor: Actor, situation_id: str) -> Situation:
        self._note("delete_situation")
        return Situation("X-thu", "Thử", "")

    def approve_publication(
        self, actor: Actor, draft_id: str, version: int, override: str = ""
    ) -> int:
        self._note("approve_publication")
        if version != self.draft.version:
            raise Conflict("Bản thảo đã đổi")
        self.draft = replace(self.draft, state=DraftState.PUBLISHED)
        return self.published_number

    def return_publication(self, actor: Actor, draft_id: str, version: int, reason: str) -> Draft:
        self._note("return_publication")
        if not reason:
            raise FormInvalid([FieldError("reason", "Lý do trả lại", "Ghi lý do trả lại")])
        self.draft = replace(self.draft, state=DraftState.OPEN, return_reason=reason)
        return self.draft

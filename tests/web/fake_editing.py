"""The editors' actions over one sample draft that its owner holds; others hold it when told so."""

from __future__ import annotations

from dataclasses import replace

from app.config import ROOT
from app.domain.choices import Choice, Choices
from app.domain.diagrams import Finding, Severity
from app.domain.drafts import Draft, DraftFile, DraftState, FileKind, OpenDraft, SaveKind
from app.domain.people import Actor
from app.domain.rule_help import RepairGroup
from app.domain.views.previews import FormPreview
from app.domain.views.processes import CheckedDraft, FindingGroup, ToldFinding
from app.errors import Conflict, NotFound
from tests.web import samples
from tests.web.sample_forms import minutes_fields

PROCESS = "p08a_legal_opinion"
OWNER = Actor("cqt", "Chủ quy trình", "cqt", (), frozenset({"process_owner"}))
TAKEN = "Lê Minh Tâm đang sửa bản thảo này; nhận sửa rồi lưu lại"
EDITOR_READS = frozenset(
    {"open_draft", "check_draft", "check_draft_file", "list_choices", "preview_form"}
)


def sample_draft() -> Draft:
    """A draft of a short process, in the hands of the owner who is signed in."""
    return Draft(
        id="b1",
        process_id=PROCESS,
        title="Báo cáo rủi ro pháp lý, ý kiến",
        state=DraftState.OPEN,
        version=4,
        base_release="r1",
        created_by=OWNER.person_id,
        created_at=samples.NOW,
        saved_by=OWNER.person_id,
        saved_at=samples.NOW,
        editor_id=OWNER.person_id,
        editor_name=OWNER.name,
        editor_since=samples.NOW,
    )


class FakeEditing:
    """Stands for the actions of the editors; `draft` and `draft_files` are what is kept."""

    def __init__(self) -> None:
        path = ROOT / f"workflows/{PROCESS}/{PROCESS}.bpmn"
        content = path.read_bytes()
        self.draft = sample_draft()
        self.draft_files = {
            PROCESS: DraftFile("b1", FileKind.PROCESS, PROCESS, path.name, content, "0")
        }
        found = Finding("label", Severity.WARNING, "Sự kiện chưa có nhãn", "Ghi nhãn", "start")
        told = ToldFinding(found, "Người đọc không hiểu sơ đồ")
        self.checked = CheckedDraft(self.draft, (FindingGroup(RepairGroup.READER, (told,)),))

    def _note(self, name: str) -> None:
        raise NotImplementedError

    def open_draft(self, actor: Actor, draft_id: str) -> OpenDraft:
        self._note("open_draft")
        if draft_id != self.draft.id:
            raise NotFound("Không có bản thảo này; mở danh sách quy trình để chọn lại")
        files = tuple(self.draft_files.values())
        return OpenDraft(self.draft, files, self.draft.editor_id == actor.person_id)

    def save_draft_file(
        self,
        actor: Actor,
        draft_id: str,
        version: int,
        kind: FileKind,
        key: str,
        content: bytes,
        how: SaveKind,
    ) -> Draft:
        self._note("save_draft_file")
        if self.draft.editor_id != actor.person_id or self.draft.version != version:
            raise Conflict(TAKEN)
        self.draft = replace(self.draft, version=version + 1)
        self.draft_files[key] = DraftFile(draft_id, kind, key, key, content, "1")
        return self.draft

    def take_over_draft(self, actor: Actor, draft_id: str, version: int) -> Draft:
        self._note("take_over_draft")
        self.draft = replace(self.draft, editor_id=actor.person_id, version=version + 1)
        return self.draft

    def check_draft(self, actor: Actor, draft_id: str) -> CheckedDraft:
        self._note("check_draft")
        return self.checked

    def check_draft_file(
        self, actor: Actor, draft_id: str, kind: FileKind, key: str, content: bytes
    ) -> CheckedDraft:
        self._note("check_draft_file")
        return self.checked

    def preview_form(self, actor: Actor, draft_id: str, key: str) -> FormPreview:
        self._note("preview_form")
        return FormPreview("Biên bản họp", minutes_fields({}), ())

    def list_choices(self, actor: Actor, draft_id: str) -> Choices:
        self._note("list_choices")
        return {"roles": (Choice("office", "Văn phòng"),)}

"""The verification of the sample draft: one violation on a short path, and what is said of it."""

from __future__ import annotations

from dataclasses import replace

from app.domain.diagrams import Finding, Severity
from app.domain.drafts import Draft
from app.domain.forms import FieldError
from app.domain.people import Actor
from app.domain.verified import (
    CitedClause,
    JudgedRule,
    Objection,
    PathStep,
    RulePage,
    RunState,
    Shown,
    Stretch,
    VerificationRun,
    Verified,
    VerifiedDraft,
    VerifiedProcess,
    ViolationPage,
    WrittenRule,
)
from app.domain.views.processes import HandedFile
from app.errors import Conflict, FormInvalid, NotFound
from tests.web import samples

PROCESS = "p08a_legal_opinion"
RULE = JudgedRule("INV-01a", "Phải trả lời <b>bằng văn bản</b>.", ("C-029",), "violated")
KEPT = JudgedRule("INV-01b", "Phải có phiếu.", ("C-025",), "kept")
FOUND = Finding(
    "clause-INV-01a",
    Severity.ERROR,
    f"{RULE.sentence} (C-029) – có đường đi trái quy tắc này",
    "Xem đường đi rồi sửa bước làm trái",
    "end",
    "Kết thúc",
    "endEvent",
    path=("Bắt đầu", "Văn phòng: “Soạn”", "Bí thư: “Ký”"),
)
SIGN = Stretch("s01_issue_document", ("sign",), ())
STEPS = (
    PathStep(
        "Bắt đầu", "", ("", ""), (Stretch(PROCESS, ("start",), ("f1",)),), ((PROCESS, "call"),)
    ),
    PathStep("Văn phòng: “Soạn”", "Ban hành tờ trình", (PROCESS, "call"), (SIGN,), ()),
    PathStep("Bí thư: “Ký”", "Ban hành tờ trình", (PROCESS, "call"), (SIGN,), ()),
)
CLAUSE = CitedClause("C-029", "QN Điều 4, khoản 3", "Trả lời bằng văn bản.")


def found(*rules: JudgedRule, cut: str = "", shown: tuple[Shown, ...] = ()) -> Verified:
    """Return what was found of one process."""
    return Verified("0", (VerifiedProcess(PROCESS, "Ý kiến", 412, 0.1, cut, rules, shown),), 30.0)


BROKEN = found(RULE, KEPT, shown=(Shown(FOUND, STEPS, (PROCESS, "end")),))


class FakeVerification:
    """Stands for the actions about verification; `verified` and `run` are how it stands."""

    draft: Draft
    verified: Verified | None = BROKEN
    run = VerificationRun()
    objections: tuple[Objection, ...] = ()

    def _note(self, name: str) -> None:
        raise NotImplementedError

    def read_verification(self, actor: Actor, draft_id: str) -> VerifiedDraft:
        self._note("read_verification")
        return VerifiedDraft(self.draft, self.verified, self.run)

    def start_verification(self, actor: Actor, draft_id: str, *, whole: bool) -> None:
        self._note("start_verification" if whole else "glance")
        self.run = replace(self.run, state=RunState.RUNNING)

    def cancel_verification(self, actor: Actor, draft_id: str) -> None:
        self._note("cancel_verification")
        if self.run.state is not RunState.RUNNING:
            raise Conflict("Lượt kiểm tra này đã xong")
        self.verified, self.run = None, replace(self.run, state=RunState.CANCELLED)

    def read_violation(self, actor: Actor, draft_id: str, number: int) -> ViolationPage:
        self._note("read_violation")
        if self.verified is None or number > len(self.verified.shown):
            raise NotFound("Bản thảo đã đổi")
        process, shown = self.verified.shown[number - 1]
        names = {PROCESS: "Ý kiến", "s01_issue_document": "Ban hành văn bản"}
        return ViolationPage(self.draft, process, shown, shown.turned, names, RULE, (CLAUSE,))

    def read_verified_diagram(self, actor: Actor, draft_id: str, process_id: str) -> HandedFile:
        self._note("read_verified_diagram")
        return HandedFile("p.bpmn", b"<script>")

    def read_written_rule(self, actor: Actor, draft_id: str, rule_id: str) -> RulePage:
        self._note("read_written_rule")
        text = '[[rule]]\nid = "INV-01a"'
        rule = WrittenRule(rule_id, RULE.sentence, RULE.clauses, "rules/a.toml", text, "Phải có.")
        return RulePage(self.draft, rule, (CLAUSE,), self.objections)

    def object_to_rule(self, actor: Actor, draft_id: str, rule_id: str, reason: str) -> None:
        self._note("object_to_rule")
        if not reason:
            raise FormInvalid([FieldError("reason", "Lý do", "Ghi lý do thấy quy tắc sai")])
        self.objections = (*self.objections, Objection(rule_id, reason, actor.name, samples.NOW))

    def list_objections(self, actor: Actor, draft_id: str) -> tuple[Objection, ...]:
        self._note("list_objections")
        return self.objections

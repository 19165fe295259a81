"""What pages show: the frozen results of the reading actions, facts only.

Actions fill these, templates word them. Days are local dates (Asia/Ho_Chi_Minh), moments are
timezone-aware. Texts that come from law, diagram or register (names, sentences, reasons) are
Vietnamese; everything the interface itself says is worded and translated in `app.web`.
"""

from __future__ import annotations

from app.domain.views.cases import (
    CaseAct,
    CaseActPage,
    CaseDiagram,
    CaseItem,
    CasePage,
    CasePerson,
    CasesPage,
    CaseStep,
    HistoryRow,
    PlanDraft,
    PlansPage,
    StepState,
)
from app.domain.views.checks import AuditPage, ChainCheck, ChainState, ProofState
from app.domain.views.papers import DocumentPage
from app.domain.views.preferences import Preferences
from app.domain.views.summaries import CaseSummary, CheckItem, DocumentItem, Fact, Upload
from app.domain.views.tasks import (
    CheckPage,
    InboxItem,
    InboxPage,
    LostRace,
    Receipt,
    TaskPage,
    TaskStanding,
)
from app.domain.views.terms import (
    CaseDue,
    DayNote,
    DueState,
    TaskDue,
    Term,
    TermSource,
    TermsPage,
)

__all__ = [
    "AuditPage",
    "CaseAct",
    "CaseActPage",
    "CaseDiagram",
    "CaseDue",
    "CaseItem",
    "CasePage",
    "CasePerson",
    "CaseStep",
    "CaseSummary",
    "CasesPage",
    "ChainCheck",
    "ChainState",
    "CheckItem",
    "CheckPage",
    "DayNote",
    "DocumentItem",
    "DocumentPage",
    "DueState",
    "Fact",
    "HistoryRow",
    "InboxItem",
    "InboxPage",
    "LostRace",
    "PlanDraft",
    "PlansPage",
    "Preferences",
    "ProofState",
    "Receipt",
    "StepState",
    "TaskDue",
    "TaskPage",
    "TaskStanding",
    "Term",
    "TermSource",
    "TermsPage",
    "Upload",
]

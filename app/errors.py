"""The one family of errors: what went wrong, in the reader's words (Vietnamese), and the way out.

No HTTP here: `web/error_pages.py` translates once. A class docstring is for developers; the text a
person reads is the message given when raising.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.diagrams import Finding
    from app.domain.forms import FieldError


class ChuTruongError(Exception):
    """Base of every error this application raises on purpose."""

    def __init__(self, message: str, *, clauses: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.clauses = tuple(clauses)


class NotFound(ChuTruongError):
    """The thing asked for does not exist, or the asker may not know that it does."""


class PermissionDenied(ChuTruongError):
    """The actor may not do this; recorded in the audit by the edge that caught it."""


class ContentsWithheld(PermissionDenied):
    """What is in a case is destroyed, or not open to this reader now; its proof still is."""


class Conflict(ChuTruongError):
    """Somebody else was first; nothing of this request took effect."""

    def __init__(self, message: str, *, winner: str = "", at: str = "") -> None:
        super().__init__(message)
        self.winner = winner
        self.at = at


class ExportStopped(Conflict):
    """Who asked for a file stopped it; what has left of it is no whole file."""


class NotVerified(Conflict):
    """A draft whose verification has no result yet; it may be run again, or longer."""


class FormInvalid(ChuTruongError):
    """Answers that a form refuses; one error for each field, in page order."""

    def __init__(self, errors: Sequence[FieldError]) -> None:
        clauses = dict.fromkeys(clause for error in errors for clause in error.clauses)
        super().__init__(f"Chưa gửi được: {len(errors)} mục cần sửa", clauses=tuple(clauses))
        self.errors = tuple(errors)


class UnknownAnswer(ChuTruongError):
    """A submission carried a key that its form does not have; recorded."""


class StaleForm(ChuTruongError):
    """The form version or the plan changed since the page was opened."""


class DiagramRefused(ChuTruongError):
    """A diagram that cannot run as drawn; carries every finding."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("; ".join(f.message for f in findings) or "Sơ đồ bị từ chối")
        self.findings = tuple(findings)


class FeelError(ChuTruongError):
    """A FEEL text that does not parse, uses an unknown name or broke a limit."""


class StampFailed(ChuTruongError):
    """An outside authority gave no time stamp, or a stamp is not of what it should vouch for."""


class StepRefused(ChuTruongError):
    """A guard in an automatic step refused the submit that led there; nothing has happened."""


class NobodyWaits(ChuTruongError):
    """A message that no instance waits for and whose policy is to refuse."""


class EngineFault(ChuTruongError):
    """The engine stopped: step limit, uncaught error or escalation; an administrator must look.

    The engine notes where: process, activation and element.
    """

    process_id = ""
    activation_id = ""
    element_id = ""


class StepBroken(EngineFault):
    """What a person sent could not be carried out; an incident says so, nothing else happened."""


class TamperedRecord(ChuTruongError):
    """The audit chain does not verify; names the first wrong row."""


class WorkStopped(ChuTruongError):
    """Work that went on by itself was stopped, or went over to another worker."""


class SettingsError(ChuTruongError):
    """A setting is missing or wrong; says which and how to set it."""


class DatabaseUnavailable(ChuTruongError):
    """The database cannot be reached or cannot write; nothing of this request took effect."""


class AnswersRefused(ChuTruongError):
    """A file of answers for a bare run that cannot be read or names what is not drawn."""


class ScenarioRefused(ChuTruongError):
    """A scenario file that cannot be read as one; names the line and what may stand there."""


class ScenarioFailed(ChuTruongError):
    """A scenario did not go as it says; the message is the difference, as a reader needs it."""

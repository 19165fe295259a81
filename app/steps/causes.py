"""Why work failed: in the reader's words with its place in our code; whole for administrators."""

from __future__ import annotations

import traceback
from pathlib import Path

from app.config import ROOT
from app.domain.incidents import Cause
from app.errors import (
    ChuTruongError,
    Conflict,
    DatabaseUnavailable,
    EngineFault,
    FeelError,
    SettingsError,
    TamperedRecord,
)

# Of our own errors those that no person can answer by doing otherwise.
FAULTS = (EngineFault, FeelError, SettingsError, TamperedRecord)
# Came at a bad moment: the machine's next attempt is the remedy, and nothing is to be kept.
PASSING = (Conflict, DatabaseUnavailable)
LONGEST_TRACE = 20_000


def is_fault(error: Exception) -> bool:
    """Tell whether the failure of a person's act is one that somebody has to look into.

    A refusal, a form to correct, somebody was first: these are answers, not failures.
    """
    return isinstance(error, FAULTS) or not isinstance(error, ChuTruongError)


def cause_of(error: BaseException) -> Cause:
    """Return the cause in the reader's words; of an unexpected error its kind."""
    trace = _storable("".join(traceback.format_exception(error))[-LONGEST_TRACE:])
    if isinstance(error, ChuTruongError):
        return Cause(_storable(error.message), _place(error), trace)
    return Cause(f"Lỗi ngoài dự kiến ({type(error).__name__})", _place(error), trace)


def _storable(text: str) -> str:
    """Return a text as any database takes it: an error may quote halves of characters."""
    return text.encode("utf-8", "replace").decode()


def _place(error: BaseException) -> str:
    """Return the last line of ours on the way to the error: file, line, function."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(ROOT / "app")]
    if not ours:
        return ""
    last = ours[-1]
    return f"{Path(last.filename).relative_to(ROOT)}, dòng {last.lineno}, {last.name}"

"""One attempt of one person, and what may come of it: done, or refused in words without a trace."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from app.errors import (
    ChuTruongError,
    Conflict,
    FormInvalid,
    NobodyWaits,
    NotFound,
    PermissionDenied,
    StaleForm,
    StepRefused,
    UnknownAnswer,
)
from tests.campaign.walking.looking import Fault, digest
from tests.factories import AtWork

# What a person may be told; anything else is a fault of the program.
REFUSALS = (
    Conflict,
    FormInvalid,
    NobodyWaits,
    NotFound,
    PermissionDenied,
    StaleForm,
    StepRefused,
    UnknownAnswer,
)


def attempt(
    office: AtWork,
    act: Callable[[], object],
    counts: Counter[str],
    what: str,
    *,
    doubtful: bool = False,
) -> ChuTruongError | None:
    """Do it; return the refusal if there was one. Raises Fault for anything else that goes wrong.

    Of a `doubtful` attempt that is refused nothing may be left in the tables of the cases.
    """
    before = digest(office) if doubtful else ""
    try:
        act()
    except REFUSALS as refusal:
        counts[f"refused: {what}"] += 1
        _check_worded(refusal, what)
        if doubtful and digest(office) != before:
            raise Fault(f"{what}: refused ({refusal.message}), but something changed") from refusal
        return refusal
    except Exception as error:
        raise Fault(f"{what}: {error!r}") from error
    counts[f"done: {what}"] += 1
    return None


def _check_worded(refusal: ChuTruongError, what: str) -> None:
    sentences = [refusal.message]
    if isinstance(refusal, FormInvalid):
        sentences += [error.message for error in refusal.errors]
        if not refusal.errors:
            raise Fault(f"{what}: a form refused without naming a field") from refusal
    if not all(sentence.strip() for sentence in sentences):
        raise Fault(f"{what}: refused without a sentence: {refusal!r}") from refusal

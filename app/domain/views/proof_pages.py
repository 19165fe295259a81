"""What those who prove the record see: all cases with their result, and one case chain by chain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.views.checks import ChainCheck, ChainState, ProofState
from app.domain.views.retention import TombstonePage


@dataclass(frozen=True)
class CaseProof:
    """One case in the list: its state by the last check, and whether all its rows are sealed."""

    code: str
    title: str
    rows: int
    sealed: int
    state: ChainState
    bad_row: int = 0
    reason: str = ""


@dataclass(frozen=True)
class LastCheck:
    """The last check of the whole record, as the record itself tells it."""

    at: datetime
    by: str
    chains: int
    rows: int
    broken: tuple[ChainCheck, ...] = ()


@dataclass(frozen=True)
class AskedCheck:
    """A check of the whole record that somebody asked for: how far it is, or why it ended.

    `done` of `total` are parts of the work; until it begins, `total` counts the rows.
    """

    by: str
    at: datetime
    done: int
    total: int
    is_running: bool = True
    failure: str = ""

    @property
    def percent(self) -> int:
        """How much of the work is done."""
        return 100 * self.done // max(self.total, 1)


@dataclass(frozen=True)
class RecordPage:
    """The state of the proof: last check, key and checkpoint, one page of cases."""

    proof: ProofState
    last: LastCheck | None
    cases: tuple[CaseProof, ...]
    page: int = 1
    pages: int = 1
    asked: AskedCheck | None = None


@dataclass(frozen=True)
class CaseRecord:
    """One case, checked this moment.

    `withheld` says why a restricted case cannot be read by this reader now, `may_ask`
    whether they may ask to; of a destroyed case there is a tombstone.
    """

    code: str
    title: str
    checked_at: datetime
    took_ms: int
    chains: tuple[ChainCheck, ...]
    proof: ProofState
    withheld: str = ""
    may_ask: bool = False
    tombstone: TombstonePage | None = None

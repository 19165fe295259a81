"""What the pages of Lưu trữ show: what is due and why, lists of two persons, holds, tombstones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.cases import CaseState
from app.domain.retention import DestructionList, Hold, ListItem, Period


@dataclass(frozen=True)
class DueLine:
    """A case that may be destroyed: what it came to, when, and since when and why it may."""

    case_id: str
    code: str
    title: str
    state: CaseState
    ended_on: date
    kept_until: date
    basis: str


@dataclass(frozen=True)
class RetentionPage:
    """What is due, the lists, the holds, and the periods that all rests on."""

    due: tuple[DueLine, ...]
    more: bool
    lists: tuple[DestructionList, ...]
    holds: tuple[Hold, ...]
    periods: tuple[Period, ...]
    proposes: bool


@dataclass(frozen=True)
class ListPage:
    """One list. `yours` tells its maker; `opens` those who may take dossiers out."""

    row: DestructionList
    items: tuple[ListItem, ...]
    done: int
    yours: bool
    opens: bool


@dataclass(frozen=True)
class TombstonePage:
    """What is left of a destroyed case, in the order in which it is read."""

    destroyed_at: datetime
    outcome: CaseState
    began_on: date
    ended_on: date
    basis: str
    decision: str
    decision_date: date
    reason: str
    proposed_by: str
    approved_by: str
    dossier: str
    counts: Mapping[str, int]
    digests: tuple[tuple[str, str, str], ...]
    rows: int

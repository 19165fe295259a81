"""Results of verifying the audit chains."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ChainState(StrEnum):
    """Result of verifying an audit chain (ui.md section 5, row Audit)."""

    INTACT = "intact"
    BROKEN = "broken"
    UNANCHORED = "unanchored"


@dataclass(frozen=True)
class ChainCheck:
    """One chain after verification; `bad_row` counts from 1, 0 when nothing is wrong."""

    chain_id: str
    title: str
    rows: int
    state: ChainState
    head: str = ""
    bad_row: int = 0
    reason: str = ""
    case_code: str = ""


@dataclass(frozen=True)
class ProofState:
    """What stands outside the database: the key by its fingerprint, and the last checkpoint.

    `signs` is False where only the public half of the key is at hand. `stamps` counts the time
    stamps of others; `stamps_checked` is False where their authorities' certificates are missing.
    """

    key_id: str = ""
    signs: bool = False
    signed_at: datetime | None = None
    signed_rows: int = 0
    head: str = ""
    stamps: int = 0
    stamps_checked: bool = True


@dataclass(frozen=True)
class AuditPage:
    """Result of verifying every chain; `tombstones` counts the destroyed cases among them."""

    checked_at: datetime
    chains: tuple[ChainCheck, ...]
    head: str = ""
    proof: ProofState = ProofState()
    tombstones: int = 0

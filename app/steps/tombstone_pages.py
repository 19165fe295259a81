"""A tombstone as people read it."""

from __future__ import annotations

from datetime import date

from app.domain.cases import CaseState
from app.domain.retention import Tombstone
from app.domain.views.retention import TombstonePage


def tombstone_page(found: Tombstone) -> TombstonePage | None:
    """Return what the row says; None where it was tampered with, which verification names."""
    try:
        return _page(found)
    except (KeyError, TypeError, ValueError):
        return None


def _page(found: Tombstone) -> TombstonePage:
    said = found.content
    return TombstonePage(
        destroyed_at=found.at,
        outcome=CaseState(said["outcome"]),
        began_on=date.fromisoformat(said["began_on"]),
        ended_on=date.fromisoformat(said["ended_on"]),
        basis=said["basis"],
        decision=said["decision"],
        decision_date=date.fromisoformat(said["decision_date"]),
        reason=said["reason"],
        proposed_by=said["proposed"]["by"],
        approved_by=said["approved"]["by"],
        dossier=said["dossier_sha256"],
        counts={name: number for name, number in said["counts"].items() if number},
        digests=tuple((kind, id_, sha256) for kind, id_, sha256 in said["digests"]),
        rows=sum(rows for rows, _head in said["chains"].values()),
    )

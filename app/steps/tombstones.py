"""Destroying one case: its tombstone first, in the case's own chain, then its contents.

What the tombstone says suffices to tell who agreed to the destruction of what, and to prove that
what is missing from the record is missing by it (store/audit_tombstones.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.audit import EventKind, NewEvent
from app.domain.cases import CaseRow
from app.domain.clock import local_day
from app.domain.retention import BLOCKER_WORDS, DestructionList, Fate, ListItem
from app.steps.retention import cutoffs, periods_of
from app.steps.work import Work
from app.store import audit_log, audit_tombstones, cases, destruction, retention
from app.store.destruction import Inventory

NOT_DUE = "chưa hết thời hạn lưu"


def destroy_case(work: Work, row: DestructionList, item: ListItem) -> Fate:
    """Erase a case of an approved list, or spare it if something speaks against it since."""
    case = cases.load_locked(work.tx, item.case_id)
    told = why_not(work, case)
    if told:
        retention.settle(work.tx, item, Fate.SPARED, told=told, done_at=work.now)
        return Fate.SPARED
    held = destruction.inventory(work.tx, case.id)
    _write(work, case, _content(work, case, row, item, held))
    destruction.erase(work.tx, case.id)
    retention.settle(work.tx, item, Fate.ERASED, files=list(held.files), done_at=work.now)
    return Fate.ERASED


def why_not(work: Work, case: CaseRow) -> str:
    """Return why a case may not be destroyed now; empty when nothing speaks against it."""
    limits = cutoffs(periods_of(work.services), work.now)
    over = limits and retention.due_among(work.tx, limits, [case.id])
    found = [BLOCKER_WORDS[one] for one in retention.blockers(work.tx, case.id)]
    return "; ".join(found if over else [NOT_DUE, *found])


def _write(work: Work, case: CaseRow, content: Mapping[str, Any]) -> None:
    event = NewEvent(
        kind=EventKind.CASE_DESTROYED,
        at=work.now,
        summary=f"Tiêu hủy nội dung hồ sơ theo {content['decision']}",
        actor_name="Hệ thống",
        case_id=case.id,
        clauses=("INV-18",),
        payload=content,
    )
    audit_log.append_system(work.tx, [event], work.now, audit_log.READS_PREFIX + case.id)


def _content(
    work: Work, case: CaseRow, row: DestructionList, item: ListItem, held: Inventory
) -> Mapping[str, Any]:
    chains = audit_tombstones.destroyed_chains(work.tx, case.id)
    return {
        "case": case.code,
        "kind": case.kind,
        "outcome": item.outcome,
        "began_on": local_day(case.created_at).isoformat(),
        "ended_on": item.ended_on.isoformat(),
        "kept_until": item.kept_until.isoformat(),
        "basis": item.basis,
        "list": row.id,
        "decision": row.decision,
        "decision_date": row.decision_date.isoformat(),
        "reason": row.reason,
        "proposed": _place(work, row.proposed_seq, row.proposed_name),
        "approved": _place(work, row.decided_seq, row.decided_name),
        "dossier_sha256": item.dossier,
        "counts": held.counts,
        "digests": [list(one) for one in held.digests],
        "chains": {name: [rows, head] for name, rows, head in chains},
    }


def _place(work: Work, seq: int, name: str) -> Mapping[str, Any]:
    """Return the row of the system's chain in which somebody did their part."""
    return {"seq": seq, "hash": audit_tombstones.system_hash(work.tx, seq), "by": name}

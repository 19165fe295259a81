"""The list of audit chains by the heads their owners remember."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, literal, select, union_all

from app.store.audit_log import INSTANCE_PREFIX, READS_PREFIX
from app.store.database import Transaction
from app.store.tables.audit import audit_event, chain_head, sealed_head
from app.store.tables.cases import case_file
from app.store.tables.execution import instance


@dataclass(frozen=True)
class Chain:
    """A chain and the head it should end with."""

    chain_id: str
    title: str
    rows: int
    head: str
    case_code: str


def chains(tx: Transaction, chain_id: str | None = None) -> list[Chain]:
    """Return the chains by their heads: those of instances, then the others."""
    rows = tx.rows(chain_heads(chain_id).order_by("case_code", "chain_id"))
    return [Chain(**row) for row in rows]


def chains_of_case(tx: Transaction, case_id: str) -> list[Chain]:
    """Return the chains of a case, oldest instance first, then who read it."""
    own = select(instance.c.id).where(instance.c.case_id == case_id)
    rows = tx.rows(own.order_by(instance.c.started_at, instance.c.id))
    names = [*(INSTANCE_PREFIX + row["id"] for row in rows), READS_PREFIX + case_id]
    return [chain for name in names for chain in chains(tx, name) if chain.rows]


def count_cases(tx: Transaction) -> int:
    """Return how many cases have a number."""
    return tx.number(select(func.count()).where(case_file.c.code.is_not(None)))


def count_rows(tx: Transaction) -> int:
    """Return how many rows all chains have together, as their heads say."""
    of_instances = tx.number(select(func.coalesce(func.sum(instance.c.audit_seq), 0)))
    return of_instances + tx.number(select(func.coalesce(func.sum(chain_head.c.seq), 0)))


def sealed_cases(tx: Transaction, limit: int, offset: int) -> Sequence[Mapping[str, Any]]:
    """Return numbered cases, newest first: code, title, rows, sealed rows, when the last came."""
    some = (
        select(case_file.c.id, case_file.c.code, case_file.c.title)
        .where(case_file.c.code.is_not(None))
        .order_by(case_file.c.submitted_at.desc(), case_file.c.code.desc())
        .limit(limit)
        .offset(offset)
        .subquery()
    )
    chain = literal(INSTANCE_PREFIX) + instance.c.id
    last = (audit_event.c.chain_id == chain) & (audit_event.c.seq == instance.c.audit_seq)
    query = (
        select(
            some.c.code,
            some.c.title,
            func.sum(instance.c.audit_seq).label("rows"),
            func.sum(func.coalesce(sealed_head.c.seq, 0)).label("sealed"),
            func.max(audit_event.c.entered_at).label("last_at"),
        )
        .select_from(
            some.join(instance, instance.c.case_id == some.c.id)
            .outerjoin(sealed_head, sealed_head.c.chain_id == chain)
            .outerjoin(audit_event, last)
        )
        .group_by(some.c.code, some.c.title)
    )
    found = {row["code"]: row for row in tx.rows(query)}
    ordered = tx.rows(select(some.c.code))
    return [found[row["code"]] for row in ordered if row["code"] in found]


def chain_heads(chain_id: str | None = None) -> Any:
    """Return the query of all chains, or of one: chain_id, title, rows, head, case_code."""
    if chain_id is None:
        return union_all(_of_instances(), _of_nobody())
    # By the key itself, which has an index; an instance and another chain share no name.
    if chain_id.startswith(INSTANCE_PREFIX):
        return _of_instances().where(instance.c.id == chain_id.removeprefix(INSTANCE_PREFIX))
    return _of_nobody().where(chain_head.c.chain_id == chain_id)


def _of_instances() -> Any:
    return select(
        (literal(INSTANCE_PREFIX) + instance.c.id).label("chain_id"),
        instance.c.process_id.label("title"),
        instance.c.audit_seq.label("rows"),
        instance.c.audit_hash.label("head"),
        func.coalesce(case_file.c.code, "").label("case_code"),
    ).join(case_file, case_file.c.id == instance.c.case_id)


def _of_nobody() -> Any:
    """Return the query of the chains whose head no instance keeps; readings name their case."""
    of_reads = case_file.c.id == func.substr(chain_head.c.chain_id, len(READS_PREFIX) + 1)
    is_reads = chain_head.c.chain_id.startswith(READS_PREFIX)
    return select(
        chain_head.c.chain_id,
        chain_head.c.chain_id.label("title"),
        chain_head.c.seq.label("rows"),
        chain_head.c.hash.label("head"),
        func.coalesce(case_file.c.code, "").label("case_code"),
    ).select_from(chain_head.outerjoin(case_file, is_reads & of_reads))

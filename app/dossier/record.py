"""The record of a case inside its dossier: whole chains, their seals, the checkpoints over them."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from app.domain.proof import Checkpoint
from app.dossier.members import Member, json_text
from app.errors import TamperedRecord
from app.store import audit_log, audit_seal
from app.store.audit_chains import Chain
from app.store.database import Transaction


def record_members(
    tx: Transaction,
    chains: Sequence[Chain],
    checkpoints: Iterable[Checkpoint],
    stamps: Mapping[str, bytes],
) -> Iterator[Member]:
    """Yield each chain up to its last seal, and the proof that it was sealed and signed."""
    seals = {chain.chain_id: audit_seal.last_seal(tx, chain.chain_id) for chain in chains}
    covering = _covering(seals.values(), checkpoints)
    for number, chain in enumerate(chains, 1):
        rows, seal_seq = seals[chain.chain_id]
        name = {"chain": chain.chain_id}
        lines = audit_log.rows_of(tx, chain.chain_id, 1, rows)
        yield Member(f"nhat-ky/{number:02}.jsonl", _lines(lines), chain.title, name)
        checkpoint = covering[seal_seq]
        stamp = stamps.get(checkpoint.signature)
        proof = _proof(tx, chain.chain_id, seal_seq, checkpoint, stamp)
        yield Member(f"chung-cu/{number:02}.json", json_text(proof).encode(), chain.title, name)


def _covering(
    seals: Iterable[tuple[int, int]], checkpoints: Iterable[Checkpoint]
) -> Mapping[int, Checkpoint]:
    """Return the first checkpoint over each seal; raises TamperedRecord where one is missing."""
    wanted = sorted({seal_seq for _, seal_seq in seals})
    found: dict[int, Checkpoint] = {}
    for checkpoint in checkpoints:
        while wanted and wanted[0] <= checkpoint.seq:
            found[wanted.pop(0)] = checkpoint
        if not wanted:
            return found
    raise TamperedRecord("Tệp điểm mốc thiếu điểm mốc của hồ sơ này; chạy audit verify rồi báo lại")


def _proof(
    tx: Transaction, chain_id: str, seal_seq: int, checkpoint: Checkpoint, stamp: bytes | None
) -> Mapping[str, Any]:
    signed = {"body": checkpoint.body, "signature": checkpoint.signature}
    if stamp is not None:
        signed["stamp"] = base64.b64encode(stamp).decode()
    seals = audit_log.rows_of(tx, audit_log.HEADS_CHAIN, seal_seq, checkpoint.seq)
    return {
        "chain": chain_id,
        # Only the first tells what was sealed; the others lead from it to what was signed.
        "seals": [
            _line(row) if not number else {"row": row[0]} for number, row in enumerate(seals)
        ],
        "checkpoint": signed,
    }


def _lines(rows: Iterable[tuple[Mapping[str, Any], str]]) -> bytes:
    return "".join(f"{json_text(_line(row))}\n" for row in rows).encode()


def _line(row: tuple[Mapping[str, Any], str]) -> Mapping[str, Any]:
    return {"row": row[0], "payload": row[1]}

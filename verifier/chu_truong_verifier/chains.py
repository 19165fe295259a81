"""Hash chains: each row's hash covers the hash before it and everything in the row."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from chu_truong_verifier.wrong import Wrong

_APART = ("hash", "previous_hash")


@dataclass(frozen=True)
class Line:
    """One row of a chain and what it carried."""

    row: Mapping[str, Any]
    payload: Mapping[str, Any]


@dataclass(frozen=True)
class Chain:
    """A chain that was checked from its first row to its last."""

    chain_id: str
    lines: tuple[Line, ...]

    @property
    def head(self) -> tuple[int, str]:
        """The number of rows and the hash of the last."""
        return (len(self.lines), str(self.lines[-1].row["hash"])) if self.lines else (0, "")


def read_chain(content: bytes, chain_id: str, place: str) -> Chain:
    """Return the chain of a member; raise Wrong at its first wrong row."""
    lines, previous = [], ""
    for number, text in enumerate(content.splitlines(), 1):
        where = f"{place}, dòng {number}"
        kept = parsed(text, where)
        row, payload = _mapping(kept.get("row"), where), kept.get("payload")
        if row.get("seq") != number or row.get("chain_id") != chain_id:
            raise Wrong(f"{where}: dòng đứng sai chỗ, bị chèn hay bị xóa")
        if row.get("previous_hash") != previous:
            raise Wrong(f"{where}: không nối với dòng trước")
        previous = checked_hash(row, where)
        lines.append(Line(row, checked_payload(row, payload, where)))
    return Chain(chain_id, tuple(lines))


def checked_hash(row: Mapping[str, Any], where: str) -> str:
    """Return the row's hash; raise Wrong unless it is that of its content."""
    covered = {name: value for name, value in row.items() if name not in _APART}
    text = str(row.get("previous_hash")) + canonical(covered)
    if hashlib.sha256(text.encode()).hexdigest() != row.get("hash"):
        raise Wrong(f"{where}: nội dung không khớp dấu băm của dòng")
    return str(row["hash"])


def checked_payload(row: Mapping[str, Any], payload: object, where: str) -> Mapping[str, Any]:
    """Return what the row carried; raise Wrong unless its digest stands in the row."""
    if not isinstance(payload, str):
        raise Wrong(f"{where}: thiếu nội dung kèm theo")
    if hashlib.sha256(payload.encode()).hexdigest() != row.get("payload_digest"):
        raise Wrong(f"{where}: nội dung kèm theo không khớp dấu băm")
    return parsed(payload, where)


def seals(proof: Mapping[str, Any], place: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield hash and payload of the rows that lead from a seal to what was signed."""
    previous = None
    for number, kept in enumerate(proof.get("seals") or (), 1):
        where = f"{place}, niêm phong {number}"
        row = _mapping(_mapping(kept, where).get("row"), where)
        if previous is not None and row.get("previous_hash") != previous:
            raise Wrong(f"{where}: không nối với niêm phong trước")
        previous = checked_hash(row, where)
        payload = checked_payload(row, kept.get("payload"), where) if number == 1 else {}
        yield previous, {"seq": row.get("seq"), "payload": payload}


def canonical(value: object) -> str:
    """Return the one JSON text of a value, as the system hashed it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def parsed(text: str | bytes, where: str) -> Mapping[str, Any]:
    """Read an object of JSON; raise Wrong."""
    try:
        return _mapping(json.loads(text), where)
    except (ValueError, RecursionError) as error:
        raise Wrong(f"{where}: đọc không được") from error


def _mapping(value: object, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise Wrong(f"{where}: đọc không được")
    return value

"""Signed checkpoints: a file of one line each beside the database, of which auditors take copies.

A line holds the text that was signed, its signature, and the heads that were sealed since the line
before; the text binds them by their digest. Time stamps of others lie beside it (`timestamps`).
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.domain.proof import Checkpoint, Heads
from app.proof.keys import PublicKey, SigningKey

FORMAT = "chu-truong-checkpoint-1"
_BLOCK = 65_536


@dataclass(frozen=True)
class Checkpoints:
    """The file of checkpoints; what it lacks counts as never signed."""

    path: Path | None

    def add(self, checkpoint: Checkpoint) -> None:
        """Append a checkpoint and force it to disk; without a path nothing is kept."""
        if self.path is None:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        line = {
            "body": checkpoint.body,
            "signature": checkpoint.signature,
            "heads": {name: list(head) for name, head in checkpoint.heads.items()},
        }
        with self.path.open("ab") as file:
            file.write(_text(line).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def read(self) -> Iterator[Checkpoint | None]:
        """Yield each line in order; None for one that is no checkpoint any more."""
        if self.path is None or not self.path.is_file():
            return
        with self.path.open("rb") as file:
            for line in file:
                yield _checkpoint(line)

    def last(self) -> Checkpoint | None:
        """Return the newest checkpoint without reading those before it."""
        if self.path is None or not self.path.is_file():
            return None
        with self.path.open("rb") as file:
            line, size = b"", file.seek(0, os.SEEK_END)
            while size > 0 and b"\n" not in line.rstrip(b"\n"):
                start = max(0, size - _BLOCK)
                file.seek(start)
                line, size = file.read(size - start) + line, start
        return _checkpoint(line.rstrip(b"\n").rpartition(b"\n")[2]) if line else None


def sign_checkpoint(key: SigningKey, at: datetime, seq: int, head: str, heads: Heads) -> Checkpoint:
    """Return a signed checkpoint of the chain of heads and of what was sealed since the last."""
    body = _text(
        {
            "format": FORMAT,
            "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
            "seq": seq,
            "head": head,
            "heads_digest": _digest(heads),
            "key": key.public.key_id,
        }
    )
    return Checkpoint(at, seq, head, key.public.key_id, body, key.sign(body), dict(heads))


def is_genuine(keys: Mapping[str, PublicKey], checkpoint: Checkpoint) -> bool:
    """Tell whether one of the keys signed the checkpoint together with its heads."""
    key = keys.get(checkpoint.key_id)
    bound: bool = json.loads(checkpoint.body).get("heads_digest") == _digest(checkpoint.heads)
    return bound and key is not None and key.signed(checkpoint.body, checkpoint.signature)


def _checkpoint(line: bytes) -> Checkpoint | None:
    try:
        kept = json.loads(line)
        body = json.loads(kept["body"])
        return Checkpoint(
            at=datetime.fromisoformat(body["at"]),
            seq=int(body["seq"]),
            head=str(body["head"]),
            key_id=str(body["key"]),
            body=str(kept["body"]),
            signature=str(kept["signature"]),
            heads={name: (int(seq), str(h)) for name, (seq, h) in kept["heads"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _digest(heads: Heads) -> str:
    listed = {name: list(head) for name, head in heads.items()}
    return hashlib.sha256(_text(listed).encode()).hexdigest()


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

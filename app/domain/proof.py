"""What stands outside the database about its record: signed checkpoints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

# A chain's id → how many rows it had and the hash of the last of them.
Heads = Mapping[str, tuple[int, str]]


@dataclass(frozen=True)
class Checkpoint:
    """The head of the chain of heads at a moment, signed; `heads` are those sealed since the last.

    `body` is the text that was signed; the other fields are read from it.
    """

    at: datetime
    seq: int
    head: str
    key_id: str
    body: str
    signature: str
    heads: Heads = field(default_factory=dict)

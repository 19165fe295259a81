"""What a manipulation of the database must lead to: which chain is named, and where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from app.store.database import Transaction


@dataclass(frozen=True)
class Expected:
    """The chain that must be named and where: a row from `first` to `last`.

    Where a row beside the record was changed, a chain of the same case (`or_one_of`) may name it.
    """

    chain_id: str
    first: int
    last: int
    or_one_of: tuple[str, ...] = ()


Deed = Callable[[Transaction, Random], Expected]

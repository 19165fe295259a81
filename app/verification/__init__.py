"""Proofs about a shelf of diagrams and forms before it is published.

Example: `verify(shelf_of(definitions, forms))` walks every way through each process and says of
each invariant of the procedure whether it is kept, broken (with findings), or waits for a process
that is not on the shelf. Nothing here runs a diagram; the engine's gate judges that.
"""

from __future__ import annotations

from app.verification.invariants import INVARIANTS, Invariant, verify
from app.verification.shelf import Shelf, shelf_of
from app.verification.verdicts import State, Verdict, findings_of

__all__ = [
    "INVARIANTS",
    "Invariant",
    "Shelf",
    "State",
    "Verdict",
    "findings_of",
    "shelf_of",
    "verify",
]

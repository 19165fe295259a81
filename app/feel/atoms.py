"""A FEEL condition taken apart: comparisons of one fact with literals, and what nobody can list."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache

from app.errors import FeelError
from app.feel.expressions import SANDBOX, names_of

Literal = None | bool | int | float | str


@dataclass(frozen=True)
class Atom:
    """One part of an expression that decides its value; `start` to `end` is what it replaces.

    `kind` is ``fact`` (the value of `path`), ``count`` (the list `path` inside `count()`) or
    ``opaque`` (`path` is then its text). `literals` are what the fact is compared with. `use` is
    ``compared``, ``truth`` (stands where a condition stands), ``value`` or ``assumed``.
    """

    kind: str
    path: str
    start: int
    end: int
    use: str
    literals: tuple[Literal, ...] = ()
    # the comparison around the fact, cut where the fact stands
    before: str = ""
    after: str = ""

    @property
    def root(self) -> str:
        """The first name of the path."""
        return self.path.partition(".")[0]


@lru_cache(maxsize=4096)
def atoms_of(text: str) -> tuple[str, tuple[Atom, ...]]:
    """Return the bare text of an expression and its atoms in order; raises FeelError.

    A bare ISO 8601 value has none.
    """
    expression = names_of(text)
    if expression.is_value:
        return expression.text, ()
    if any(ord(letter) > 0xFFFF for letter in expression.text):
        # Positions count UTF-16 units; nobody compares with such letters.
        return expression.text, (
            Atom("opaque", expression.text, 0, len(expression.text), "assumed"),
        )
    found = SANDBOX.call("feelAtoms", expression.text)
    if "error" in found:
        raise FeelError(f"Biểu thức “{expression.text[:80]}” không đọc được")
    return expression.text, tuple(_atom(one, expression.text) for one in found["atoms"])


def _atom(found: dict[str, object], text: str) -> Atom:
    literals = found["literals"]
    assert isinstance(literals, list)  # noqa: S101 our own bundle answers
    start, end = int(str(found["from"])), int(str(found["to"]))
    kind, path, use = (str(found[key]) for key in ("kind", "path", "use"))
    around = found.get("around")
    begin, finish = around if isinstance(around, list) else (start, end)
    return Atom(
        kind,
        path,
        start,
        end,
        use,
        tuple(_literal(one) for one in literals),
        text[begin:start],
        text[end:finish],
    )


def _literal(text: str) -> Literal:
    try:
        value: Literal = json.loads(text)
    except ValueError:
        # FEEL also writes .5
        value = float(text) if not text.startswith('"') else text[1:-1]
    return value

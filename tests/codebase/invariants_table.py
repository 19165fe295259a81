"""The table of what keeps each invariant and what proves that it does; writes docs/invariants.md.

`python -m tests.codebase.invariants_table` writes it anew. Proofs, guards and queries come from
the program, what was broken on purpose from the folders, tests from their marks.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from dataclasses import dataclass

from app.actions.audit.list_invariants import Keeping, list_invariants
from tests.codebase.tree import BROKEN, ROOT, Function, modules
from tests.store.bad_rows import BAD_ROWS

DOCUMENT = ROOT / "docs" / "invariants.md"
DRAWN_BROKEN = ROOT / "tests" / "verification" / "broken"
NIGHTLY = "tests/store/test_invariants.py"
HEAD = """# What keeps each invariant

Written by `python -m tests.codebase.invariants_table`, compared by `make check`; the first columns
are also printed by `flask --app app invariants list`. A proof fails on what was broken on purpose
for it; a guard refuses at run time; a query finds by night what got past both.
"""


@dataclass(frozen=True)
class Row:
    """One invariant: what keeps it, what was broken for its proof, who trips guard and query."""

    keeping: Keeping
    broken: tuple[str, ...]
    guard_tests: tuple[str, ...]
    query_tests: tuple[str, ...]

    def lacking(self) -> list[str]:
        """Return the cells that are empty."""
        cells = {
            "proof": self.keeping.proof,
            "broken on purpose": self.broken,
            "guard": self.keeping.guards,
            "test of the guard": self.guard_tests,
            "query": self.keeping.query,
            "test of the query": self.query_tests,
        }
        return [name for name, cell in cells.items() if not cell]


def table() -> list[Row]:
    """Return the whole table, one row an invariant."""
    broken, tripped = _broken(), _tripped()
    nightly: dict[str, list[str]] = defaultdict(list)
    for name, break_it in BAD_ROWS:
        nightly[name].append(f"{NIGHTLY}: {break_it.__name__}")
    return [
        Row(one, tuple(broken[one.id]), tuple(tripped[one.id]), tuple(nightly[one.id]))
        for one in list_invariants()
    ]


def _broken() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted((*DRAWN_BROKEN.glob("*/*.*"), *BROKEN.glob("*.txt"))):
        name = path.stem if path.suffix == ".txt" else path.parent.name
        found[name].append(path.relative_to(ROOT).as_posix())
    return found


def _tripped() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for module in modules("tests"):
        for function in module.functions():
            for name in _marks(function):
                found[name].append(f"{module.name}: {function.name}")
    return found


def _marks(function: Function) -> list[str]:
    return [
        str(argument.value)
        for mark in function.decorator_list
        if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.trips"
        for argument in mark.args
        if isinstance(argument, ast.Constant)
    ]


def as_markdown() -> str:
    """Return the document."""
    parts = [HEAD]
    for row in table():
        parts.append(f"## {row.keeping.id} {row.keeping.title}\n")
        if row.keeping.waits_for:
            parts.append(f"Waits for {', '.join(row.keeping.waits_for)}.\n")
            continue
        lines = (
            ("proof", (row.keeping.proof,)),
            ("broken on purpose", row.broken),
            ("guard", row.keeping.guards),
            ("tripped by", row.guard_tests),
            ("query", (row.keeping.query,)),
            ("tripped by", row.query_tests),
        )
        parts.append("".join(f"- {label}: {_listed(places)}\n" for label, places in lines))
    return "\n".join(parts)


def _listed(places: tuple[str, ...]) -> str:
    return ", ".join(f"`{place}`" for place in places)


if __name__ == "__main__":
    DOCUMENT.write_text(as_markdown(), "utf-8")

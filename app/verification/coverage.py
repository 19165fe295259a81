"""Clause → elements → rules → scenarios, as one table; what is missing is named, not hidden."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from app.clauses import Clause, Treatment
from app.verification.citations import Citations

HEAD = (
    "# Điều khoản và nơi thực hiện\n\n"
    "Tệp do `flask --app app clauses --write` tạo ra; không sửa tay. Mỗi điều khoản có "
    "phần tử của sơ đồ, quy tắc (biểu và mã nguồn) và kịch bản chứng minh; hoặc chờ một quy trình "
    "sau; hoặc không thuộc phần mềm, có lý do.\n\n"
    "| Mã | Chỗ trong văn bản | Tình trạng | Phần tử | Quy tắc | Kịch bản |\n"
    "|---|---|---|---|---|---|\n"
)


@dataclass(frozen=True)
class Covered:
    """One clause with everything that cites it."""

    clause: Clause
    elements: tuple[str, ...]
    rules: tuple[str, ...]
    scenarios: tuple[str, ...]

    @property
    def state(self) -> str:
        """Say where the clause stands, with the process it waits for or the reason."""
        if self.clause.treatment is Treatment.NOT_SOFTWARE:
            return f"không thuộc phần mềm: {self.clause.reason}"
        if self.clause.treatment is Treatment.LATER:
            return f"chờ {self.clause.later}"
        return "thực hiện" if not self.missing else f"thiếu {' và '.join(self.missing)}"

    @property
    def missing(self) -> tuple[str, ...]:
        """Name what a clause that is carried now lacks."""
        if self.clause.treatment is not Treatment.MODELLED:
            return ()
        lacks = [] if self.elements or self.rules else ["phần tử hoặc quy tắc"]
        return (*lacks, *(() if self.scenarios else ("kịch bản",)))


def cover(clauses: Mapping[str, Clause], found: Citations) -> tuple[Covered, ...]:
    """Return every clause of the register with its citations, in the order of the ids."""
    return tuple(
        Covered(
            clauses[name],
            tuple(found.elements.get(name, ())),
            tuple(found.rules.get(name, ())),
            tuple(found.scenarios.get(name, ())),
        )
        for name in sorted(clauses)
    )


def unknown(clauses: Mapping[str, Clause], found: Citations) -> tuple[str, ...]:
    """Return cited ids that the register does not have."""
    cited = {*found.elements, *found.rules, *found.scenarios}
    return tuple(sorted(cited - set(clauses)))


def as_markdown(covered: Iterable[Covered]) -> str:
    """Return the table as the file keeps it."""
    return HEAD + "".join(f"| {' | '.join(_cells(one))} |\n" for one in covered)


def _cells(one: Covered) -> tuple[str, ...]:
    return (
        one.clause.id,
        one.clause.citation,
        one.state,
        _grouped(one.elements, "."),
        _grouped(one.rules, ": "),
        ", ".join(one.scenarios),
    )


def _grouped(places: Iterable[str], between: str) -> str:
    """Return places as `file: a, b; file: c`."""
    parts = [place.partition(between) if between in place else (place, "", "") for place in places]
    groups = groupby(parts, key=lambda part: part[0])
    return "; ".join(f"{name}{_names(group)}" for name, group in groups)


def _names(group: Iterable[tuple[str, str, str]]) -> str:
    names = list(dict.fromkeys(inner for _name, _between, inner in group if inner))
    return f": {', '.join(names)}" if names else ""

"""Differences of decision tables: rows gained, lost and answered otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from app.decision_tables import DecisionTable
from app.decision_tables.table import Rule
from app.diagrams.wording import shorten
from app.domain.views.processes import Change, ChangeLine, ChangeTopic


def rows(
    before: DecisionTable | None, after: DecisionTable | None, name: str
) -> Iterator[ChangeLine]:
    """Yield what became of a table; None where it is not there (or does not read)."""
    if before is None or after is None:
        if after is not None:
            yield _line(Change.ADDED, f"Thêm bảng “{shorten(after.name)}” ({name})")
        elif before is not None:
            yield _line(Change.REMOVED, f"Bỏ bảng “{shorten(before.name)}” ({name})")
        return
    title = f"Bảng “{shorten(after.name)}”"
    if before.policy != after.policy:
        sentence = f"{title}: cách chọn dòng đổi từ {before.policy} thành {after.policy}"
        yield _line(Change.CHANGED, sentence)
    yield from _columns(before, after, title)
    yield from _rows(before, after, title)


def _line(change: Change, sentence: str) -> ChangeLine:
    return ChangeLine(ChangeTopic.TABLE, change, sentence)


def _columns(before: DecisionTable, after: DecisionTable, title: str) -> Iterator[ChangeLine]:
    was = [(i.label, i.expression) for i in before.inputs] + [(o.name, "") for o in before.outputs]
    now = [(i.label, i.expression) for i in after.inputs] + [(o.name, "") for o in after.outputs]
    for label, expression in was:
        if (label, expression) not in now:
            yield _line(Change.REMOVED, f"{title}: bỏ cột “{shorten(label or expression)}”")
    for label, expression in now:
        if (label, expression) not in was:
            yield _line(Change.ADDED, f"{title}: thêm cột “{shorten(label or expression)}”")


def _rows(before: DecisionTable, after: DecisionTable, title: str) -> Iterator[ChangeLine]:
    """Match rows by their conditions: order alone is no difference where one row hits."""
    old, new = ({rule.tests: rule for rule in table.rules} for table in (before, after))
    for tests, rule in old.items():
        if tests not in new:
            yield _line(Change.REMOVED, f"{title}: bỏ dòng {_told(rule)}")
    for tests, rule in new.items():
        if tests not in old:
            yield _line(Change.ADDED, f"{title}: thêm dòng {_told(rule)}")
        elif old[tests].results != rule.results:
            was, now = _results(old[tests]), _results(rule)
            sentence = f"{title}: khi {_tests(rule)}, kết quả đổi từ {was} thành {now}"
            yield _line(Change.CHANGED, sentence)


def _told(rule: Rule) -> str:
    return f"{rule.number}: khi {_tests(rule)} thì {_results(rule)}"


def _tests(rule: Rule) -> str:
    return f"“{shorten(' · '.join(rule.tests))}”"


def _results(rule: Rule) -> str:
    return f"“{shorten(' · '.join(rule.results))}”"

"""Verbs for what happens to the whole installation: calendars, nights, versions, lost papers.

Keys stand in docs/scenarios.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.scenarios.fixture import Fixture
from app.scenarios.nodes import (
    Node,
    Table,
    Text,
    choice_of,
    items_of,
    number_of,
    refusal,
    table_of,
    text_of,
    texts_of,
)
from app.scenarios.refusals import refusal_of
from app.scenarios.script import (
    AnyStep,
    EnterCalendar,
    ForgetCalendar,
    LosePaper,
    MoveCases,
    Night,
)

ADMIN, SECOND = "quantri", "quantri2"
REASON = "Phiên bản mới thêm bước nhắc việc."
LINE_KEYS = ("day", "kind", "name", "decision")


def _calendar(node: Node, fixture: Fixture) -> EnterCalendar | ForgetCalendar:
    table = table_of(node).only("year", "entered", "add", "remove", "as", "at", "refused")
    year = number_of(table.need("year"))
    title = f"calendar {year}"
    if "entered" in table.entries:
        choice_of(table.only("year", "entered").need("entered"), "no")
        return ForgetCalendar(line=table.line, title=title, year=year)
    added, refused = table.get("add"), table.get("refused")
    return EnterCalendar(
        line=table.line,
        title=title,
        at=table.text("at"),
        who=table.text("as", ADMIN),
        year=year,
        added=tuple(_line(table_of(one)) for one in items_of(added)) if added else (),
        removed=texts_of(table.get("remove")),
        refused=refusal_of(refused) if refused else None,
    )


def _line(table: Table) -> Mapping[str, str]:
    table.only(*LINE_KEYS).need("day")
    return {name: table.text(name, "off" if name == "kind" else "") for name in LINE_KEYS}


def _night(node: Node, fixture: Fixture) -> Night:
    if not isinstance(node, Text):
        raise refusal(node, "ghi một thời điểm, ví dụ: night: 2024-04-02 02:00")
    return Night(line=node.line, title="night", at=node.value)


def _lose(node: Node, fixture: Fixture) -> LosePaper:
    table = table_of(node).only("paper", "case")
    return LosePaper(
        line=table.line,
        title="lose",
        case=table.text("case", "A"),
        doc_type=text_of(table.need("paper")),
    )


def _migrate(node: Node, fixture: Fixture) -> MoveCases:
    table = table_of(node).only("case", "as", "by", "at", "reason", "instead", "refused")
    refused = table.get("refused")
    return MoveCases(
        line=table.line,
        title="migrate",
        case=table.text("case", "A"),
        at=table.text("at"),
        who=table.text("as", ADMIN),
        by=table.text("by", SECOND),
        reason=table.text("reason", REASON),
        instead=texts_of(table.get("instead")),
        refused=refusal_of(refused) if refused else None,
    )


INSTALLATION_VERBS: Mapping[str, Callable[[Node, Fixture], AnyStep]] = {
    "calendar": _calendar,
    "night": _night,
    "lose": _lose,
    "migrate": _migrate,
}

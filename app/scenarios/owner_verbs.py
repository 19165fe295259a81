"""Verbs for process owners: drawing a draft, having it published, putting it away.

Keys stand in docs/scenarios.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from app.scenarios.fixture import Fixture
from app.scenarios.nodes import Node, Table, items_of, plain, refusal, table_of, text_of
from app.scenarios.refusals import refusal_of
from app.scenarios.script import AnyStep, DiscardDraft, DrawDraft, PublishDraft

OWNER, SECOND = "chuquytrinh", "chuquytrinh2"
NOTE = "Sửa quy trình theo góp ý của đơn vị."
EDITS = ({"file", "find", "put"}, {"file", "from", "to"}, {"file", "field"})


def _draft(node: Node, fixture: Fixture) -> DrawDraft:
    table = table_of(node).only("as", "process", "edits", "case", "at", "refused")
    process, refused = text_of(table.need("process")), table.get("refused")
    return DrawDraft(
        **_where(table),
        title=f"draft {process}",
        who=table.text("as", OWNER),
        process=process,
        edits=tuple(_edit(table_of(one)) for one in items_of(table.need("edits"))),
        refused=refusal_of(refused) if refused else None,
    )


def _edit(table: Table) -> Mapping[str, Any]:
    if set(table.entries) not in EDITS:
        raise refusal(table, "ghi {file, find, put}, {file, from, to} hoặc {file, field}")
    return dict(plain(table))


def _publish(node: Node, fixture: Fixture) -> PublishDraft:
    table = table_of(node).only("as", "by", "process", "name", "note", "case", "at", "refused")
    process, refused = text_of(table.need("process")), table.get("refused")
    return PublishDraft(
        **_where(table),
        title=f"publish {process}",
        who=table.text("as", OWNER),
        by=table.text("by", SECOND),
        process=process,
        name=table.text("name", "Bản sửa theo góp ý"),
        note=table.text("note", NOTE),
        refused=refusal_of(refused) if refused else None,
    )


def _discard(node: Node, fixture: Fixture) -> DiscardDraft:
    table = table_of(node).only("as", "process", "case", "at")
    process = text_of(table.need("process"))
    who = table.text("as", OWNER)
    return DiscardDraft(**_where(table), title=f"discard {process}", who=who, process=process)


def _where(table: Table) -> dict[str, Any]:
    return {"line": table.line, "case": table.text("case", "A"), "at": table.text("at")}


OWNER_VERBS: Mapping[str, Callable[[Node, Fixture], AnyStep]] = {
    "draft": _draft,
    "publish": _publish,
    "discard draft": _discard,
}

"""A scenario file turned into steps. Every key of the format stands here; docs/scenarios.md."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from app.errors import ScenarioRefused
from app.scenarios.case_verbs import CASE_VERBS
from app.scenarios.expected import EXPECTATIONS
from app.scenarios.fixture import Fixture
from app.scenarios.installation_verbs import INSTALLATION_VERBS
from app.scenarios.macros import MACROS, steps_of
from app.scenarios.nodes import (
    Node,
    Table,
    Text,
    choice_of,
    items_of,
    number_of,
    plain,
    read_yaml,
    refusal,
    table_of,
    text_of,
    texts_of,
)
from app.scenarios.owner_verbs import OWNER_VERBS
from app.scenarios.refusals import refusal_of
from app.scenarios.script import (
    AnyStep,
    Check,
    Do,
    Hold,
    Localise,
    MoveClock,
    PlayUnder,
    Read,
    Reorganise,
    Scenario,
    Server,
    Start,
    Tamper,
    Together,
)

FILE_KEYS = ("scenario", "title", "says", "clauses", "profile", "start", "steps", "expect")
DO_KEYS = ("as", "task", "paper", "with", "exactly", "refused", "if_open", "offers", "crafted")
WHERE = ("case", "at")


def read_scenario(path: Path, fixture: Fixture) -> Scenario:
    """Read a file; raise ScenarioRefused naming the line of the first thing that is wrong."""
    root = read_yaml(path)
    try:
        return _scenario(path, root, fixture)
    except ScenarioRefused as refused:
        raise ScenarioRefused(f"{path.name}, {refused.message}") from None


def _scenario(path: Path, root: Table, fixture: Fixture) -> Scenario:
    root.only(*FILE_KEYS)
    steps: list[AnyStep] = []
    if "profile" in root.entries:
        steps.append(_localise(root.entries["profile"], fixture))
    for node in items_of(root.need("steps")):
        steps.extend(_steps(node, fixture))
    for node in items_of(root.entries["expect"]) if "expect" in root.entries else ():
        steps.append(_check(table_of(node), fixture))
    return Scenario(
        path=path,
        id=text_of(root.need("scenario")),
        title=text_of(root.need("title")),
        start=root.text("start") or _start_of(root, steps),
        steps=tuple(steps),
    )


def _start_of(root: Table, steps: list[AnyStep]) -> str:
    """Without a start the clock begins on the day of the first dated step."""
    for step in steps:
        if step.at:
            return step.at.split(" ")[0] if step.at[:1].isdigit() else step.at
    raise refusal(root, "thiếu mục “start”, và không bước nào có thời điểm")


def _steps(node: Node, fixture: Fixture) -> tuple[AnyStep, ...]:
    name, inner = _verb(node)
    if name in MACROS:
        return steps_of(name, _at_line(table_of(inner), node.line), fixture)
    if name not in VERBS:
        known = ", ".join([*MACROS, *VERBS])
        raise refusal(node, f"không có bước “{name}”; các bước được dùng: {known}")
    return (VERBS[name](inner, fixture),)


def _verb(node: Node) -> tuple[str, Node]:
    if isinstance(node, Text):
        return node.value, Table({}, node.line)
    table = table_of(node)
    if len(table.entries) != 1:
        raise refusal(node, "mỗi bước là một dòng “- TÊN: …” với đúng một tên")
    return next(iter(table.entries.items()))


def _at_line(table: Table, line: int) -> Table:
    return Table(table.entries, line)


def _where(table: Table) -> dict[str, Any]:
    return {
        "line": table.line,
        "case": table.text("case", "A"),
        "at": table.text("at"),
    }


def _do(node: Node, fixture: Fixture) -> Do:
    table = table_of(node).only(*DO_KEYS, *WHERE)
    task = text_of(table.need("task"))
    return Do(
        **_where(table),
        title=f"do, {task}",
        task=task,
        who=table.text("as"),
        **_answering(table),
    )


def _send(node: Node, fixture: Fixture) -> Do:
    table = table_of(node).only("page", "with", "exactly", "refused", *WHERE)
    page = text_of(table.need("page"))
    return Do(**_where(table), title=f"send, {page}", held=page, **_answering(table))


def _answering(table: Table) -> dict[str, Any]:
    given = table.get("exactly") or table.get("with")
    refused = table.get("refused")
    offers = table.get("offers")
    return {
        "paper": table.text("paper"),
        "answers": plain(table_of(given)) if given else {},
        "defaults": "exactly" not in table.entries,
        "refused": refusal_of(refused) if refused else None,
        "if_open": _flag(table, "if_open"),
        "crafted": _flag(table, "crafted"),
        "offers": {
            key: texts_of(one) for key, one in (table_of(offers).entries if offers else {}).items()
        },
    }


def _flag(table: Table, key: str) -> bool:
    node = table.get(key)
    return node is not None and choice_of(node, "yes", "no") == "yes"


def _hold(node: Node, fixture: Fixture) -> Hold:
    table = table_of(node).only("as", "task", "paper", "name", *WHERE)
    task = text_of(table.need("task"))
    return Hold(
        **_where(table),
        title=f"open, {task}",
        task=task,
        who=table.text("as"),
        paper=table.text("paper"),
        name=text_of(table.need("name")),
    )


def _start(node: Node, fixture: Fixture) -> Start:
    table = table_of(node).only("as", "channel", "refused", *WHERE)
    refused = table.get("refused")
    return Start(
        **_where(table),
        title="start",
        who=text_of(table.need("as")),
        channel=table.text("channel", "dien_tu"),
        refused=refusal_of(refused) if refused else None,
    )


def _read(node: Node, fixture: Fixture) -> Read:
    table = table_of(node).only("as", "page", "status", "says", "once", "hides", *WHERE)
    status = table.get("status")
    return Read(
        **_where(table),
        title=f"read, {table.text('page')}",
        who=text_of(table.need("as")),
        path=text_of(table.need("page")),
        status=number_of(status) if status else 200,
        says=texts_of(table.get("says")),
        once=texts_of(table.get("once")),
        hides=texts_of(table.get("hides")),
    )


def _clock(node: Node, fixture: Fixture) -> MoveClock:
    if isinstance(node, Text):
        return MoveClock(line=node.line, title="clock", at=node.value)
    table = table_of(node).only("to", "case")
    at = text_of(table.need("to"))
    return MoveClock(line=table.line, title="clock", case=table.text("case", "A"), at=at)


def _server(node: Node, fixture: Fixture) -> Server:
    up = choice_of(node, "up", "down") == "up"
    return Server(line=node.line, title=f"server {text_of(node)}", up=up)


def _together(node: Node, fixture: Fixture) -> Together:
    acts: list[Do] = []
    for one in items_of(node):
        name, inner = _verb(one)
        if name != "do":
            raise refusal(one, "trong “together” chỉ dùng bước “do”")
        acts.append(_do(inner, fixture))
    return Together(line=node.line, title="together", acts=tuple(acts))


def _tamper(node: Node, fixture: Fixture) -> Tamper:
    table = table_of(node).only("event", "element", "case")
    return Tamper(
        line=table.line,
        title="tamper",
        case=table.text("case", "A"),
        event=text_of(table.need("event")),
        element=table.text("element"),
    )


def _localise(node: Node, fixture: Fixture) -> Localise | PlayUnder:
    if isinstance(node, Text):
        return PlayUnder(line=node.line, title=f"profile {node.value}", profile=text_of(node))
    table = table_of(node)
    return Localise(line=table.line, title="profile", keys=plain(table))


def _reorganise(node: Node, fixture: Fixture) -> Reorganise:
    given = plain(table_of(node))
    superiors = {fixture.unit(unit): fixture.unit(up) if up else "" for unit, up in given.items()}
    return Reorganise(line=node.line, title="superior", superiors=superiors)


def _check(node: Node, fixture: Fixture) -> Check:
    table = table_of(node).only("case", *EXPECTATIONS)
    return Check(line=table.line, title="expect", case=table.text("case", "A"), expected=table)


VERBS: Mapping[str, Callable[[Node, Fixture], AnyStep]] = {
    "start": _start,
    "do": _do,
    "open": _hold,
    "send": _send,
    "read": _read,
    "clock": _clock,
    "server": _server,
    "together": _together,
    "tamper": _tamper,
    "profile": _localise,
    "superior": _reorganise,
    "check": _check,
    **CASE_VERBS,
    **INSTALLATION_VERBS,
    **OWNER_VERBS,
}

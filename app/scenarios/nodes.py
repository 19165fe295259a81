"""YAML with line numbers: every scalar stays the text that was written, so that `no` is no boolean.

What a scenario says is read through these nodes; a wrong key or kind is refused with its line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from app.errors import ScenarioRefused

EMPTY = frozenset({"", "~", "null"})


@dataclass(frozen=True)
class Text:
    """A scalar as written; `empty` when nothing, `~` or `null` stands there without quotes."""

    value: str
    line: int
    empty: bool = False


@dataclass(frozen=True)
class Items:
    """A list."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True)
class Table:
    """A mapping, its keys in the order written."""

    entries: dict[str, Node]
    line: int

    def only(self, *names: str) -> Table:
        """Return itself; raise ScenarioRefused at the first key that is not one of these."""
        for name, node in self.entries.items():
            if name not in names:
                known = ", ".join(names)
                raise refusal(node, f"không có mục “{name}” ở đây; các mục được dùng: {known}")
        return self

    def get(self, name: str) -> Node | None:
        """Return the node of a key, or None."""
        return self.entries.get(name)

    def need(self, name: str) -> Node:
        """Return the node of a key; raise ScenarioRefused when it is missing."""
        if name not in self.entries:
            raise ScenarioRefused(f"dòng {self.line}: thiếu mục “{name}”")
        return self.entries[name]

    def text(self, name: str, default: str = "") -> str:
        """Return the text of a key, or the default."""
        node = self.entries.get(name)
        return default if node is None else text_of(node)


Node: TypeAlias = Text | Items | Table


def read_yaml(path: Path) -> Table:
    """Read a file that holds one mapping; raise ScenarioRefused naming file and line."""
    try:
        root = yaml.compose(path.read_text("utf-8"), Loader=yaml.SafeLoader)
    except (OSError, UnicodeDecodeError) as error:
        raise ScenarioRefused(f"{path.name}: không đọc được tệp ({error})") from error
    except yaml.YAMLError as error:
        raise ScenarioRefused(f"{path.name}: không phải YAML: {error}") from error
    if root is None:
        raise ScenarioRefused(f"{path.name}: tệp rỗng")
    try:
        return table_of(_node(root))
    except ScenarioRefused as refused:
        raise ScenarioRefused(f"{path.name}, {refused.message}") from None


def _node(raw: yaml.Node) -> Node:
    line = raw.start_mark.line + 1
    if isinstance(raw, yaml.ScalarNode):
        return Text(raw.value, line, raw.style is None and raw.value in EMPTY)
    if isinstance(raw, yaml.SequenceNode):
        return Items(tuple(_node(one) for one in raw.value), line)
    return Table(dict(_entries(raw)), line)


def _entries(raw: yaml.Node) -> Iterator[tuple[str, Node]]:
    seen: set[str] = set()
    for key, value in raw.value:
        name = str(key.value)
        if name in seen:
            raise ScenarioRefused(f"dòng {key.start_mark.line + 1}: mục “{name}” viết hai lần")
        seen.add(name)
        yield name, _node(value)


def refusal(node: Node, message: str) -> ScenarioRefused:
    """Return the refusal of a place of the file."""
    return ScenarioRefused(f"dòng {node.line}: {message}")


def text_of(node: Node) -> str:
    """Return a scalar's text; raise ScenarioRefused for anything else."""
    if not isinstance(node, Text):
        raise refusal(node, "cần một giá trị, không phải danh sách hay nhóm mục")
    return "" if node.empty else node.value


def table_of(node: Node) -> Table:
    """Return a mapping; raise ScenarioRefused for anything else."""
    if isinstance(node, Text) and node.empty:
        return Table({}, node.line)
    if not isinstance(node, Table):
        raise refusal(node, "cần một nhóm mục dạng “tên: giá trị”")
    return node


def items_of(node: Node) -> tuple[Node, ...]:
    """Return the items of a list; one value alone is a list of one."""
    if isinstance(node, Items):
        return node.items
    return () if isinstance(node, Text) and node.empty else (node,)


def texts_of(node: Node | None) -> tuple[str, ...]:
    """Return a list of scalars; none is an empty list."""
    return () if node is None else tuple(text_of(item) for item in items_of(node))


def number_of(node: Node) -> int:
    """Return a whole number; raise ScenarioRefused for anything else."""
    text = text_of(node)
    if not text.removeprefix("-").isdigit():
        raise refusal(node, f"cần một số nguyên, không phải “{text}”")
    return int(text)


def choice_of(node: Node, *choices: str) -> str:
    """Return one of the words; raise ScenarioRefused for anything else."""
    text = text_of(node)
    if text not in choices:
        raise refusal(node, f"ghi một trong: {', '.join(choices)}; không phải “{text}”")
    return text


def plain(node: Node) -> Any:
    """Return texts, lists and mappings without lines; an empty scalar is None."""
    if isinstance(node, Text):
        return None if node.empty else node.value
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    return {name: plain(one) for name, one in node.entries.items()}

"""What a text that an administrator puts in place of a shipped one may hold: an allow-list.

The sandbox keeps a template from the program's insides; it does not keep one from counting to a
billion. So only what the shipped texts need passes: variables, their cells, our filters, choices,
rows of a list, and the shared parts. Everything else is refused by its name and line.
"""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import TemplateSyntaxError, nodes

from app.documents.templates import drafts
from app.documents.variables import VARIABLES
from app.documents.wording import FILTERS

LONGEST = 64_000
MOST_NODES = 4_000
DEEPEST_ROWS = 2
PARTS = "_parts.txt"
OF_TEMPLATES = frozenset({"parts", "loop"})
KNOWN_FILTERS = frozenset({*FILTERS, "join", "length"})
ALLOWED = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Filter),
    *(nodes.If, nodes.For, nodes.CondExpr, nodes.Const, nodes.List, nodes.Import, nodes.Call),
    *(nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Test),
)
WORDS = {"Call": "lời gọi hàm", "Macro": "macro", "Include": "include", "Assign": "set"}


def faults_in(text: str) -> tuple[str, ...]:
    """Return in words what the text may not hold, at most one sentence for each line and kind."""
    if not text.strip() or len(text) > LONGEST:
        return (f"Ghi nội dung mẫu, từ 1 đến {LONGEST} ký tự",)
    try:
        tree = drafts().parse(text)
    except (TemplateSyntaxError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        return (f"Sửa dòng {line}: đóng mở các dấu {{{{ }}}}, {{% %}} cho đúng",)
    if sum(1 for _ in tree.find_all(nodes.Node)) > MOST_NODES:
        return ("Rút ngắn mẫu: quá nhiều chỗ điền và điều kiện",)
    unknown = sorted(_named(tree) - VARIABLES.keys() - OF_TEMPLATES)
    told = [f"Bỏ hoặc sửa biến lạ: {', '.join(unknown)}"] if unknown else []
    return tuple(dict.fromkeys([*told, *_refused(tree), *_deep(tree, 0)]))


def _named(tree: nodes.Template) -> set[str]:
    """Return the names that are read and that no list of the text itself gives."""
    names = list(tree.find_all(nodes.Name))
    given = {one.name for one in names if one.ctx == "store"}
    return {one.name for one in names if one.ctx == "load"} - given


def _refused(tree: nodes.Template) -> Iterator[str]:
    for node in tree.find_all(nodes.Node):
        why = _why_not(node)
        if why:
            yield f"Sửa dòng {node.lineno}: {why}"


def _why_not(node: nodes.Node) -> str:
    """Return why a node may not stand in a text, or nothing."""
    if not isinstance(node, ALLOWED):
        name = type(node).__name__
        return f"bỏ {WORDS.get(name, name)}; mẫu chỉ điền biến, chọn và liệt kê"
    if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
        return f"bỏ .{node.attr}"
    if isinstance(node, nodes.Filter) and node.name not in KNOWN_FILTERS:
        return f"bỏ bộ lọc {node.name}; dùng được {', '.join(sorted(KNOWN_FILTERS))}"
    if isinstance(node, nodes.Test) and node.name not in {"none", "defined"}:
        return f"bỏ phép thử {node.name}"
    if isinstance(node, nodes.Import) and not _is_parts(node):
        return f"chỉ nhập được {PARTS}"
    if isinstance(node, nodes.Call) and not _is_part(node):
        return "bỏ lời gọi hàm; chỉ gọi được các phần chung như parts.vote()"
    if isinstance(node, nodes.For) and (node.recursive or not _is_rows(node.iter)):
        return "chỉ liệt kê các dòng của một biến"
    return ""


def _is_parts(node: nodes.Import) -> bool:
    named = isinstance(node.template, nodes.Const) and node.template.value == PARTS
    return named and node.target == "parts"


def _is_part(node: nodes.Call) -> bool:
    """Tell whether it calls a shared part, which takes nothing."""
    called = node.node
    plain = not (node.args or node.kwargs or node.dyn_args or node.dyn_kwargs)
    return (
        plain
        and isinstance(called, nodes.Getattr)
        and isinstance(called.node, nodes.Name)
        and called.node.name == "parts"
    )


def _is_rows(node: nodes.Node) -> bool:
    """Tell whether it is a variable, one of its cells, or either with an empty list beside it."""
    if isinstance(node, nodes.Or):
        empty = isinstance(node.right, nodes.List) and not node.right.items
        return empty and _is_rows(node.left)
    return isinstance(node, nodes.Name | nodes.Getattr)


def _deep(node: nodes.Node, depth: int) -> Iterator[str]:
    """Yield a sentence for each list within lists beyond the limit."""
    for child in node.iter_child_nodes():
        below = depth + isinstance(child, nodes.For)
        if below > DEEPEST_ROWS:
            yield f"Sửa dòng {child.lineno}: liệt kê lồng nhau nhiều nhất {DEEPEST_ROWS} tầng"
        else:
            yield from _deep(child, below)

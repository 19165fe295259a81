"""What a readable file says to somebody else: other engines, other languages, other files.

An error here keeps the diagram from running, not from being read and drawn: it names a part that
this system would have to leave out. Elements that the engine cannot run are the engine's to name.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.diagrams import camunda
from app.diagrams.vocabulary import FLOW_NODES, MODEL, Node, child, children, local
from app.diagrams.wording import at, shorten
from app.domain.diagrams import Finding, Severity

_OURS = ("feel", "juel")


def check(root: Node) -> Iterator[Finding]:
    """Yield what of the file this system does not act on."""
    for node in root.iter():
        if local(node) in FLOW_NODES:
            yield from camunda.unread(node)
        elif local(node) == "sequenceFlow":
            yield from _condition(node)
    yield from _imports(root)
    yield from camunda.other_engines(
        node for node in root.iter() if isinstance(node.tag, str) and MODEL not in node.tag[:80]
    )


def _condition(flow: Node) -> Iterator[Finding]:
    condition = child(flow, "conditionExpression")
    language = "" if condition is None else (condition.get("language") or "").strip()
    if language and not any(word in language.lower() for word in _OURS):
        message = f"Điều kiện viết bằng “{shorten(language)}”, hệ thống chỉ đọc FEEL"
        yield at(flow, "condition-language", message, "Viết lại điều kiện bằng FEEL, bỏ language")


def _imports(root: Node) -> Iterator[Finding]:
    for node in children(root, "import"):
        message = f"Tệp nhập thêm “{shorten(node.get('location') or '')}”, hệ thống không đọc"
        repair = "Đưa phần cần dùng vào cùng tệp, hoặc gọi quy trình đã công bố"
        yield at(node, "import-ignored", message, repair, Severity.WARNING)

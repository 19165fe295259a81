"""Gate rules about repeated activities."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.diagrams import Finding
from app.engine.drawing import Drawing, LoopPart, Node
from app.engine.findings import at_node


def loops_are_complete(drawing: Drawing) -> Iterator[Finding]:
    """Refuse loops that do not say how often, or say it in a way that is not made right."""
    for node in drawing.nodes.values():
        if node.loop is None:
            continue
        if not node.is_activity:
            message = "có dấu lặp ở nơi không phải việc"
            yield at_node(node, "loop-place", message, "Bỏ dấu lặp")
        for message, repair in _faults(node, node.loop):
            yield at_node(node, "loop-complete", message, repair)


def _faults(node: Node, loop: LoopPart) -> Iterator[tuple[str, str]]:
    for part in loop.unsupported:
        yield (
            f"lặp có {part[:60]}, hệ thống không thực hiện điều đó",
            "Dùng camunda:collection cùng elementVariable, hoặc loopCardinality",
        )
    if loop.standard:
        yield from _standard_faults(loop)
    elif loop.unsupported:
        return
    elif bool(loop.collection) == bool(loop.cardinality):
        yield (
            "lặp mà không nói lặp theo gì (hoặc nói cả hai)",
            "Ghi danh sách (collection) hoặc số lần (loopCardinality), một trong hai",
        )
    elif bool(loop.collection) != bool(loop.variable):
        yield (
            "lặp theo danh sách cần cả danh sách và tên phần tử",
            "Ghi collection và elementVariable",
        )


def _standard_faults(loop: LoopPart) -> Iterator[tuple[str, str]]:
    if not loop.condition and not loop.maximum:
        yield "lặp mà không có điều kiện dừng", "Ghi loopCondition hoặc loopMaximum"
    if loop.maximum and not (loop.maximum.isascii() and loop.maximum.isdigit()):
        yield f"có loopMaximum “{loop.maximum[:20]}”", "Ghi số nguyên từ 1 trở lên"
    elif loop.maximum and not 1 <= int(loop.maximum[:9]) <= 1_000:
        yield f"có loopMaximum “{loop.maximum[:20]}”", "Ghi số nguyên từ 1 đến 1000"

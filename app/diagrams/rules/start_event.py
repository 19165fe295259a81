"""Every process and embedded sub-process has one place to begin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from app.diagrams.context import LintContext
from app.diagrams.structure import flow_nodes, processes
from app.diagrams.wording import about, at, shorten, titled
from app.domain.diagrams import Definition, Diagram, Element, Finding
from app.domain.rule_help import RepairGroup, RuleHelp

RULE = "start-event"
HELP = RuleHelp(
    RULE,
    RepairGroup.PATH,
    "Quy trình có một chỗ bắt đầu",
    "Không mở được hồ sơ nào, hoặc không rõ hồ sơ bắt đầu từ bước nào.",
    (
        "Vẽ một sự kiện bắt đầu không loại cho quy trình và cho mỗi quy trình con, nối nó tới"
        " bước đầu tiên."
    ),
)


def check(diagram: Diagram, context: LintContext) -> Iterator[Finding]:
    """Yield each scope without a start event, and each plain start beyond the first."""
    for definition in processes(diagram):
        starts: dict[str, list[Element]] = defaultdict(list)
        for node in flow_nodes(definition):
            if node.tag == "startEvent":
                starts[node.scope_id].append(node)
        yield from _missing(definition, starts)
        for here in starts.values():
            for second in [start for start in here if not start.event][1:]:
                message = f"{titled(second)} là chỗ bắt đầu thường thứ hai cùng phạm vi"
                repair = "Giữ một chỗ bắt đầu thường; chỗ khác đặt loại tin hoặc hẹn giờ"
                yield about(second, RULE, message, repair)


def _missing(definition: Definition, starts: dict[str, list[Element]]) -> Iterator[Finding]:
    repair = "Thêm một sự kiện bắt đầu và nối vào bước đầu"
    if "" not in starts:
        node = next(p for p in definition.tree if p.get("id") == definition.process_id)
        name = shorten(definition.name or definition.process_id)
        yield at(node, RULE, f"Quy trình “{name}” không có sự kiện bắt đầu", repair)
    for scope in flow_nodes(definition):
        if scope.tag in ("subProcess", "transaction") and scope.id not in starts:
            yield about(scope, RULE, f"{titled(scope)} không có sự kiện bắt đầu", repair)

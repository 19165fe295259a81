"""Everything drawn can be reached from a start and leads on to an end."""

from __future__ import annotations

from collections.abc import Iterator

from app.diagrams.context import LintContext
from app.diagrams.structure import flow_nodes, incoming, outgoing, processes
from app.diagrams.wording import about, titled
from app.domain.diagrams import Definition, Diagram, Element, Finding
from app.domain.rule_help import RepairGroup, RuleHelp

RULE = "dead-end"
HELP = RuleHelp(
    RULE,
    RepairGroup.PATH,
    "Mọi phần tử đều tới được và đi tiếp được",
    (
        "Bước không có luồng dẫn tới sẽ không bao giờ được làm; bước không dẫn đi đâu làm hồ "
        "sơ đứng lại ở đó."
    ),
    "Nối luồng từ bước trước tới, nối luồng tới bước sau hoặc một kết thúc, hoặc xóa phần tử thừa.",
)
_BEGINS = ("startEvent", "boundaryEvent")


def check(diagram: Diagram, context: LintContext) -> Iterator[Finding]:
    """Yield each element that nothing leads to, and each that leads nowhere."""
    for definition in processes(diagram):
        arriving, leaving = incoming(definition), outgoing(definition)
        reached = _reached(definition)
        for node in flow_nodes(definition):
            if node.event == "link" or node.by_event:
                continue
            if node.tag not in _BEGINS and not arriving[node.id]:
                message = f"Không có luồng nào dẫn tới {titled(node)}"
                yield about(node, RULE, message, "Nối luồng tới phần tử này, hoặc xóa nó")
            elif node.id not in reached:
                message = f"Từ chỗ bắt đầu không đi tới được {titled(node)}"
                yield about(node, RULE, message, "Nối phần này vào dòng chính, hoặc xóa nó")
            if node.tag != "endEvent" and not leaving[node.id]:
                message = f"{titled(node)} không dẫn đi đâu"
                yield about(node, RULE, message, "Nối luồng tới bước sau hoặc tới kết thúc")


def _reached(definition: Definition) -> set[str]:
    """Return what can be reached; a node that nothing leads to counts as a place to begin."""
    arriving, leaving = incoming(definition), outgoing(definition)
    attached: dict[str, list[Element]] = {}
    for node in flow_nodes(definition):
        attached.setdefault(node.attached_to, []).append(node)
    waiting = [
        n.id for n in flow_nodes(definition) if not arriving[n.id] and n.tag != "boundaryEvent"
    ]
    reached: set[str] = set()
    while waiting:
        here = waiting.pop()
        if here not in reached:
            reached.add(here)
            waiting += [flow.target for flow in leaving[here]]
            waiting += [event.id for event in attached.get(here, ())]
    return reached

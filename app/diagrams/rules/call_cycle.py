"""No process calls itself, directly or through others: such a call never returns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.diagrams.context import LintContext
from app.diagrams.structure import elements
from app.diagrams.wording import about, shorten, titled
from app.domain.diagrams import Diagram, Finding
from app.domain.rule_help import RepairGroup, RuleHelp

RULE = "call-cycle"
HELP = RuleHelp(
    RULE,
    RepairGroup.WORK,
    "Quy trình không gọi vòng về chính nó",
    "Mỗi lần gọi lại mở thêm một lần nữa, hồ sơ không bao giờ trả về.",
    "Bỏ vòng gọi; cần nhiều tầng thì gửi tin mở quy trình mới.",
)


def check(diagram: Diagram, context: LintContext) -> Iterator[Finding]:
    """Yield each call activity from which a way of calls leads back to its own process."""
    calls = dict(context.processes or {})
    calls.update({name: d.calls() for name, d in diagram.definitions.items()})
    for call in elements(diagram, "callActivity"):
        way = _way(call.called_process, call.process_id, calls)
        if way:
            names = shorten(" → ".join((call.process_id, *way)))
            message = f"{titled(call)} gọi vòng về chính quy trình này: {names}"
            yield about(call, RULE, message, "Bỏ lời gọi vòng; khởi tạo hồ sơ con bằng tin")


def _way(start: str, goal: str, calls: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the shortest way of calls from one process to another, or nothing."""
    waiting: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    while waiting:
        way = waiting.pop(0)
        if way[-1] == goal:
            return way
        for name in calls.get(way[-1], ()):
            if name not in seen:
                seen.add(name)
                waiting.append((*way, name))
    return ()

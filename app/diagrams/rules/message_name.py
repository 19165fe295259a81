"""Whoever sends or awaits a message says which one."""

from __future__ import annotations

from collections.abc import Iterator

from app.diagrams.context import LintContext
from app.diagrams.structure import elements
from app.diagrams.vocabulary import EVENTS
from app.diagrams.wording import about, titled
from app.domain.diagrams import Diagram, Finding
from app.domain.rule_help import RepairGroup, RuleHelp

RULE = "message-name"
HELP = RuleHelp(
    RULE,
    RepairGroup.EVENT,
    "Tin có tên",
    "Không ai gửi được tin không tên, chỗ chờ tin sẽ chờ mãi.",
    "Chọn một tin và đặt tên bằng chữ không dấu, như withdraw_plan.",
)


def check(diagram: Diagram, context: LintContext) -> Iterator[Finding]:
    """Yield each message event and each send or receive task without a named message."""
    for element in elements(diagram, "sendTask", "receiveTask", *EVENTS):
        speaks = element.event == "message" or element.tag in ("sendTask", "receiveTask")
        if speaks and not element.message_name:
            message = f"{titled(element)} chưa có tên tin"
            repair = "Chọn hoặc tạo một tin (message) và đặt tên cho tin"
            yield about(element, RULE, message, repair)

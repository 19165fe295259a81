"""A task stands in the lane of a role that may do it; lanes only draw, so this is a warning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.diagrams.context import LintContext
from app.diagrams.structure import elements
from app.diagrams.vocabulary import PERSON_TASKS
from app.diagrams.wording import about, shorten, titled
from app.domain.diagrams import Diagram, Element, Finding, Severity
from app.domain.rule_help import RepairGroup, RuleHelp

RULE = "lane-role"
HELP = RuleHelp(
    RULE,
    RepairGroup.READER,
    "Việc vẽ ở làn của vai trò được giao",
    "Người đọc sơ đồ tưởng người khác làm; hệ thống giao theo vai trò, không theo làn.",
    "Chuyển việc sang làn đúng, hoặc sửa ở “Vai trò làm việc này”.",
)


def check(diagram: Diagram, context: LintContext) -> Iterator[Finding]:
    """Yield each task for a person drawn in the lane of another role than its candidate groups."""
    for task in elements(diagram, *PERSON_TASKS):
        drawn = _roles_of_lane(task, context.roles or {})
        groups = task.extensions.candidate_groups
        if drawn and groups and not drawn & set(groups):
            message = (
                f"{titled(task)} vẽ ở làn “{shorten(task.lane)}” nhưng giao cho "
                f"{shorten(', '.join(groups))}"
            )
            repair = "Chuyển việc sang làn của vai trò được giao, hoặc sửa vai trò"
            yield about(task, RULE, message, repair, Severity.WARNING)


def _roles_of_lane(task: Element, roles: Mapping[str, str]) -> set[str]:
    """Return the roles a lane stands for: by its label, or by an id such as `lane_office`."""
    key = task.lane_id.lower().removeprefix("lane_")
    label = task.lane.casefold()
    return {role for role, name in roles.items() if role == key or name.casefold() == label}

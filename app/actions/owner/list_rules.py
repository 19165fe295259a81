"""List the shelf of rules in words, in the order in which people mend."""

from __future__ import annotations

from app.domain.rule_help import RepairGroup, RuleHelp
from app.publication.rule_shelf import SHELF


def list_rules() -> tuple[RuleHelp, ...]:
    """Return every rule that a finding may name; the same for everybody."""
    order = list(RepairGroup)
    return tuple(sorted(SHELF.values(), key=lambda one: (order.index(one.group), one.title)))

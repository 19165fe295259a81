"""The whole shelf of rules in words: what each asks for, why, how to mend; one page each."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from app.decision_tables.table_help import HELP as OF_TABLES
from app.diagrams.file_help import HELP as OF_FILES
from app.diagrams.lint import HELP as OF_RULES
from app.domain.diagrams import Finding
from app.domain.rule_help import RepairGroup, RuleHelp
from app.engine.gate_help import HELP as OF_GATE
from app.errors import NotFound
from app.publication.set_help import HELP as OF_SETS
from app.task_forms.form_help import HELP as OF_FORMS
from app.verification import INVARIANTS


def _invariants() -> Iterable[RuleHelp]:
    for one in INVARIANTS:
        yield RuleHelp(
            one.id,
            RepairGroup.CLAUSE,
            one.title,
            "Có cách đi qua sơ đồ làm trái quy định mà không ai được báo trước.",
            "Vẽ lại phần được nêu để mọi đường đi đều giữ điều này; cần đổi quy tắc thì đề nghị "
            "người phụ trách quy định.",
        )


# A rule of the lint and one of the gate may share a slug: they ask for the same.
SHELF = MappingProxyType(
    {
        one.slug: one
        for one in (*OF_GATE, *OF_FILES, *OF_FORMS, *OF_TABLES, *OF_SETS, *_invariants(), *OF_RULES)
    }
)


def help_of(slug: str) -> RuleHelp:
    """Return the help of a rule; raise NotFound."""
    if slug not in SHELF:
        raise NotFound("Không có quy tắc này trong danh mục")
    return SHELF[slug]


def group_of(finding: Finding) -> RepairGroup:
    """Return what a person would do about a finding; what no rule explains is about the clauses."""
    known = SHELF.get(finding.rule)
    return known.group if known else RepairGroup.CLAUSE


def consequence_of(finding: Finding) -> str:
    """Return what happens if nothing is done about a finding."""
    known = SHELF.get(finding.rule)
    return finding.consequence or (known.consequence if known else "")


def grouped(findings: Iterable[Finding]) -> tuple[tuple[RepairGroup, tuple[Finding, ...]], ...]:
    """Return the findings by what a person would do, in the order in which it is best done."""
    found = tuple(findings)
    by_group = ((group, [f for f in found if group_of(f) is group]) for group in RepairGroup)
    return tuple((group, tuple(some)) for group, some in by_group if some)

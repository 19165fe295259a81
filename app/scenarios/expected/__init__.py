"""What `expect` and `check` may ask; each key compares the register with what is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.errors import ScenarioFailed
from app.scenarios.expected import course, papers, records, terms
from app.scenarios.expected.asked import Asked
from app.scenarios.script import Check
from app.scenarios.stage import Stage

EXPECTATIONS: Mapping[str, Callable[[Asked], None]] = {
    "end": course.end_is,
    "state": course.state_is,
    "body": course.body_is,
    "round": course.round_is,
    "code": course.code_is,
    "codes": course.codes_is,
    "facts": course.facts_is,
    "tasks": course.tasks_is,
    "never_opened": course.never_opened_is,
    "completed": course.completed_is,
    "inbox": course.inbox_is,
    "instances": course.instances_is,
    "ends": course.ends_is,
    "versions": course.versions_is,
    "organisation": course.organisation_is,
    "documents": papers.documents_is,
    "plans": papers.plans_is,
    "drafts": papers.drafts_is,
    "numbers": papers.numbers_is,
    "clocks": terms.clocks_is,
    "breaches": terms.breaches_is,
    "audit": records.audit_is,
    "audit_chain": records.audit_chain_is,
    "invariants": records.invariants_is,
    "notices": records.notices_is,
    "kept_messages": records.kept_messages_is,
}


def check(stage: Stage, step: Check) -> None:
    """Compare everything the step asks; raise ScenarioFailed with all differences at once."""
    differences: list[str] = []
    for key, node in step.expected.entries.items():
        if key == "case":
            continue
        try:
            EXPECTATIONS[key](Asked(stage, step.case, node))
        except ScenarioFailed as failed:
            differences.append(f"{key} (dòng {node.line}): {failed.message}")
    if differences:
        raise ScenarioFailed("\n    ".join(["khác với kịch bản:", *differences]))

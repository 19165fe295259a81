"""Show a rule of a regulation as it is written, for an owner who thinks that it is wrong."""

from __future__ import annotations

from app.clauses import load_clauses
from app.domain.people import Actor
from app.domain.verified import RulePage
from app.publication.checking import definitions_of
from app.publication.editing import reading
from app.publication.verifying.objections import objections_of
from app.publication.verifying.of_draft import question_of
from app.publication.written_rules import clauses_beside, written_rule
from app.steps.services import Services


def read_written_rule(services: Services, actor: Actor, draft_id: str, rule_id: str) -> RulePage:
    """Return the rule, read with the labels of the draft; raise NotFound, PermissionDenied."""
    folder = services.settings.workflows_dir
    with reading(services, actor, "Xem quy tắc", draft_id) as tx:
        draft, question = question_of(services, tx, draft_id)
        objections = objections_of(tx, draft_id, rule_id)
    drawn = definitions_of(question.files).values()
    rule = written_rule(folder / "rules", rule_id, drawn)
    clauses = clauses_beside(load_clauses(folder / "clauses"), rule.clauses)
    return RulePage(draft, rule, clauses, objections)

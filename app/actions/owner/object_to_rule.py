"""Say that a rule is wrong, with a reason: on record, shown to who approves, waiving nothing."""

from __future__ import annotations

from app.domain.audit import EventKind
from app.domain.people import Actor
from app.publication.editing import record, writing
from app.publication.limits import checked_objection
from app.publication.written_rules import written_rule
from app.steps.services import Services
from app.store import drafts


def object_to_rule(
    services: Services, actor: Actor, draft_id: str, rule_id: str, reason: str
) -> None:
    """Record the objection; raise NotFound for an unknown rule, FormInvalid without a reason."""
    kept = checked_objection(reason)
    rule = written_rule(services.settings.workflows_dir / "rules", rule_id, ())
    with writing(services, actor, "Ghi ý kiến về quy tắc", draft_id) as tx:
        draft, now = drafts.load(tx, draft_id), services.clock.now()
        summary = f"Cho rằng quy tắc {rule.id} sai, khi sửa quy trình {draft.process_id}"
        payload = {"rule": rule.id, "file": rule.file, "text": rule.text, "reason": kept}
        record(tx, actor, EventKind.RULE_DISPUTED, now, summary, draft, payload)

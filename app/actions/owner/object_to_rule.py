"""Say that a rule is wrong, with a reason: on record, shown to who approves, waiving nothing."""

from __future__ import annotations

from app.domain.audit import EventKind
from app.domain.people import Actor
from app.domain.verified import Verified
from app.publication.editing import record, writing
from app.publication.limits import checked_objection
from app.publication.verifying.of_draft import question_of
from app.publication.written_rules import written_rule
from app.steps.services import Services


def object_to_rule(
    services: Services, actor: Actor, draft_id: str, rule_id: str, reason: str
) -> None:
    """Record the objection with the path it is about.

    Raises NotFound for an unknown rule, FormInvalid without a reason.
    """
    kept = checked_objection(reason)
    rule = written_rule(services.settings.workflows_dir / "rules", rule_id, ())
    with writing(services, actor, "Ghi ý kiến về quy tắc", draft_id) as tx:
        draft, question = question_of(services, tx, draft_id)
        now, path = services.clock.now(), _path(question.known(), rule_id)
        summary = f"Cho rằng quy tắc {rule.id} sai, khi sửa quy trình {draft.process_id}"
        written = {"rule": rule.id, "file": rule.file, "text": rule.text}
        payload = {**written, "reason": kept, "path": list(path)}
        record(tx, actor, EventKind.RULE_DISPUTED, now, summary, draft, payload)


def _path(known: Verified | None, rule_id: str) -> tuple[str, ...]:
    """Return the path that the rule was found broken on, in words; none where it is not."""
    found = known.findings if known else ()
    return next((one.path for one in found if one.rule == f"clause-{rule_id}"), ())

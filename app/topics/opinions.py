"""Topics of opinions asked of members and bodies: silence is recorded, never an answer (C-033)."""

from __future__ import annotations

from app.domain.audit import EventKind
from app.topics.context import TopicContext


def mark_silent(context: TopicContext) -> None:
    """Note that a member or body gave no opinion by its date; reports list the silent ones."""
    register = context.register
    who = str(context.fact("member_id") or context.fact("body_id_asked") or "")
    silent = [*list(register.facts.pass_facts().get("silent") or []), who]
    register.facts.set(context.activation.id, "silent", silent, "pass")
    register.record(
        EventKind.REMINDER_SENT,
        "Không có ý kiến trong thời hạn",
        element_id=context.element.id,
        process_id=context.activation.process_id,
        activation_id=context.activation.id,
        payload={"silent": who},
    )


def legal_members(context: TopicContext) -> None:
    """List the bodies that look at legal risks, the lead first (C-097)."""
    profile = context.register.profile
    lead = profile.text("lead_bodies.legal_review_lead")
    members = profile.texts("lead_bodies.legal_review_members")
    context.write("legal_member_ids", list(dict.fromkeys((lead, *members))))

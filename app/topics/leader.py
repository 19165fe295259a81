"""Topics of the leader's decision: may it open, the watch over its report (A-17, A-18)."""

from __future__ import annotations

from app.register.conflicts import conflicted
from app.topics.context import TopicContext


def check(context: TopicContext) -> None:
    """Tell whether somebody holds the head's position today, free of conflict (INV-03)."""
    register = context.register
    body = register.case.body_id
    leaders = register.organisation.holders("leader", body, register.today)
    if not leaders:
        status = "khuyet"
    elif set(leaders) & conflicted(register):
        status = "xung_dot"
    else:
        status = "tai_vi"
    context.write("leader_status", status)


def alert_override_late(context: TopicContext) -> None:
    """Alert monitor body and superior's office that the report to the superior is late (SC-21)."""
    register = context.register
    superior = register.organisation.direct_superior(register.case.body_id) or ""
    monitor = register.profile.text("lead_bodies.monitor")
    text = f"Hồ sơ {register.case.code}: chưa báo cáo cấp trên về quyết định của người đứng đầu"
    register.alert(
        text,
        (("appraisal_body", monitor), ("office", superior)),
        key=f"{register.pass_id}:override_late",
    )


def remind(context: TopicContext) -> None:
    """Remind the leader of a decision that waits."""
    register = context.register
    text = f"Hồ sơ {register.case.code} chờ người đứng đầu quyết định"
    register.remind(text, (("leader", register.case.body_id),))

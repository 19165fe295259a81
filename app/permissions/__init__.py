"""Who may do what: small checks that raise with a sentence for the reader and its clauses.

They are pure: actor and rows go in; whether a task is still open is a matter of state, not of
right. Example: `check_can_submit(actor, task, conflicts)` returns the capacity in which the actor
completes the task, or raises PermissionDenied.
"""

from app.permissions.reading import (
    can_read_case,
    check_can_read_case,
    check_can_read_document,
    check_can_read_upload,
    reading_bodies,
)
from app.permissions.system import (
    check_can_approve_destruction,
    check_can_approve_move,
    check_can_approve_publication,
    check_can_approve_repair,
    check_can_ask_to_read,
    check_can_edit_calendar,
    check_can_edit_organisation,
    check_can_edit_processes,
    check_can_handle_incidents,
    check_can_inspect,
    check_can_let_read,
    check_can_move_cases,
    check_can_propose_destruction,
    check_can_publish,
    check_can_remove_view,
    check_can_repair,
    check_can_start_plan,
    check_can_verify_audit,
    check_can_watch,
    handles_incidents,
    reads_every_case,
    sees_restricted,
)
from app.permissions.tasks import (
    check_can_claim,
    check_can_release,
    check_can_submit,
    check_is_staff,
    check_not_held,
)

__all__ = [
    "can_read_case",
    "check_can_approve_destruction",
    "check_can_approve_move",
    "check_can_approve_publication",
    "check_can_approve_repair",
    "check_can_ask_to_read",
    "check_can_claim",
    "check_can_edit_calendar",
    "check_can_edit_organisation",
    "check_can_edit_processes",
    "check_can_handle_incidents",
    "check_can_inspect",
    "check_can_let_read",
    "check_can_move_cases",
    "check_can_propose_destruction",
    "check_can_publish",
    "check_can_read_case",
    "check_can_read_document",
    "check_can_read_upload",
    "check_can_release",
    "check_can_remove_view",
    "check_can_repair",
    "check_can_start_plan",
    "check_can_submit",
    "check_can_verify_audit",
    "check_can_watch",
    "check_is_staff",
    "check_not_held",
    "handles_incidents",
    "reading_bodies",
    "reads_every_case",
    "sees_restricted",
]

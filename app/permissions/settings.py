"""Who may change the settings of an installation, and who may agree to what another asked for."""

from __future__ import annotations

from app.domain.people import Actor
from app.errors import PermissionDenied

NEEDED = "Chỉ quản trị xem và đề nghị thay đổi được cấu hình; cần quyền thì đề nghị quản trị"


def check_can_change_settings(actor: Actor) -> None:
    """Raise PermissionDenied for everybody but administrators."""
    if "admin" not in actor.system_roles:
        raise PermissionDenied(NEEDED, clauses=("C-179",))


def check_can_approve_setting(actor: Actor, proposed_by: str) -> None:
    """Raise PermissionDenied unless an administrator looks at what another asked for."""
    check_can_change_settings(actor)
    if actor.person_id == proposed_by:
        raise PermissionDenied(
            "Người gửi đề nghị không tự duyệt; đề nghị quản trị khác duyệt", clauses=("C-179",)
        )

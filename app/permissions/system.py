"""What is done around the cases: start a plan, publish, verify the audit, edit the calendar."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.people import Actor, Capacity
from app.errors import PermissionDenied
from app.permissions.tasks import PROPOSER, check_is_staff

PAPER_CHANNELS = frozenset({"giay", "buu_chinh"})


def check_can_start_plan(actor: Actor, channel: str) -> Capacity:
    """Return the capacity in which the actor may start a plan (C-005, C-021).

    On paper or by post the office of the body that received it enters the plan.
    """
    check_is_staff(actor)
    paper = channel in PAPER_CHANNELS
    role = "office" if paper else PROPOSER
    for capacity in actor.capacities:
        if capacity.role == role:
            return capacity
    if paper:
        raise PermissionDenied(
            "Chỉ văn phòng cấp ủy nhập được hồ sơ giấy; gửi bản giấy tới văn phòng",
            clauses=("C-021",),
        )
    raise PermissionDenied(
        "Chỉ cán bộ, tổ chức thuộc hệ thống chính trị của tỉnh lập được kế hoạch; "
        "báo quản trị nếu đồng chí chưa có trong danh sách đơn vị",
        clauses=("C-005",),
    )


def check_can_publish(actor: Actor) -> None:
    """Raise PermissionDenied for everybody but process owners."""
    _check_system_role(actor, {"process_owner"}, "Chỉ chủ quy trình công bố được sơ đồ và biểu")


def check_can_edit_processes(actor: Actor) -> None:
    """Raise PermissionDenied for everybody but process owners."""
    _check_system_role(
        actor, {"process_owner"}, "Chỉ chủ quy trình mở và sửa được bản thảo quy trình"
    )


def check_can_approve_publication(actor: Actor, requested_by: str, editors: Sequence[str]) -> None:
    """Raise PermissionDenied unless a process owner looks at what only others drew and asked for.

    Two persons stand behind each release: whoever edited the draft or sent it may not publish it.
    """
    check_can_publish(actor)
    if actor.person_id == requested_by or actor.person_id in editors:
        did = "gửi duyệt" if actor.person_id == requested_by else "sửa"
        raise PermissionDenied(
            f"Người đã {did} bản thảo này không tự duyệt công bố; đề nghị chủ quy trình khác duyệt",
            clauses=("C-179",),
        )


def check_can_verify_audit(actor: Actor) -> None:
    """Raise PermissionDenied for everybody but auditors and administrators."""
    _check_system_role(
        actor, {"auditor", "admin"}, "Chỉ kiểm soát viên và quản trị xem được nhật ký toàn hệ thống"
    )


def check_can_watch(actor: Actor) -> None:
    """Raise PermissionDenied for everybody but auditors and administrators."""
    _check_system_role(
        actor, {"auditor", "admin"}, "Chỉ kiểm soát viên và quản trị tra cứu được mọi hồ sơ"
    )


def check_can_inspect(actor: Actor) -> None:
    """Raise PermissionDenied for everybody but auditors: what is in a case is not for others."""
    _check_system_role(actor, {"auditor"}, "Chỉ kiểm soát viên xem được toàn bộ diễn biến hồ sơ")


def reads_every_case(actor: Actor) -> bool:
    """Tell whether the actor may open what is in a found case; administrators only see it stand."""
    return "auditor" in actor.system_roles


def sees_restricted(actor: Actor) -> bool:
    """Tell whether cases of restricted access are among those that the actor finds."""
    return "auditor" in actor.system_roles


def check_can_remove_view(actor: Actor, owner_id: str) -> None:
    """Raise PermissionDenied unless the kept question is the actor's own."""
    check_can_watch(actor)
    if actor.person_id != owner_id:
        raise PermissionDenied("Chỉ người đã lưu bộ lọc này bỏ được nó; lưu một bộ lọc khác tên")


def check_can_edit_calendar(actor: Actor) -> None:
    """Raise PermissionDenied for everybody but administrators."""
    _check_system_role(actor, {"admin"}, "Chỉ quản trị sửa được lịch làm việc")


def check_can_move_cases(actor: Actor) -> None:
    """Raise PermissionDenied for everybody but administrators."""
    _check_system_role(actor, {"admin"}, "Chỉ quản trị chuyển được phiên bản của hồ sơ đang chạy")


def check_can_approve_move(actor: Actor, proposed_by: str) -> None:
    """Raise PermissionDenied unless an administrator looks at what another asked for."""
    check_can_move_cases(actor)
    if actor.person_id == proposed_by:
        raise PermissionDenied(
            "Người gửi yêu cầu chuyển không tự duyệt; đề nghị quản trị khác duyệt",
            clauses=("C-179",),
        )


def check_can_propose_destruction(actor: Actor) -> None:
    """Raise PermissionDenied for everybody but administrators."""
    _check_system_role(actor, {"admin"}, "Chỉ quản trị lập được danh sách tiêu hủy")


def check_can_approve_destruction(actor: Actor, proposed_by: str) -> None:
    """Raise PermissionDenied unless an auditor or administrator looks at another's list."""
    _check_system_role(
        actor, {"auditor", "admin"}, "Chỉ kiểm soát viên và quản trị duyệt được danh sách tiêu hủy"
    )
    if actor.person_id == proposed_by:
        raise PermissionDenied(
            "Người lập danh sách không tự duyệt; đề nghị kiểm soát viên hoặc quản trị khác duyệt",
            clauses=("C-179",),
        )


def check_can_ask_to_read(actor: Actor) -> None:
    """Raise PermissionDenied for everybody but auditors."""
    _check_system_role(actor, {"auditor"}, "Chỉ kiểm soát viên xin xem được hồ sơ hạn chế")


def check_can_let_read(actor: Actor, asked_by: str) -> None:
    """Raise PermissionDenied unless another auditor, or an administrator, looks at the request."""
    _check_system_role(
        actor, {"auditor", "admin"}, "Chỉ kiểm soát viên và quản trị quyết định việc xin xem"
    )
    if actor.person_id == asked_by:
        raise PermissionDenied(
            "Người xin xem không tự quyết định; đề nghị kiểm soát viên khác hoặc quản trị",
            clauses=("C-179",),
        )


def check_can_repair(actor: Actor) -> None:
    """Raise PermissionDenied for everybody but administrators."""
    _check_system_role(actor, {"admin"}, "Chỉ quản trị sửa được hồ sơ bị mắc")


def check_can_approve_repair(actor: Actor, proposed_by: str) -> None:
    """Raise PermissionDenied unless an administrator looks at what another asked for."""
    check_can_repair(actor)
    if actor.person_id == proposed_by:
        raise PermissionDenied(
            "Người đề nghị sửa không được tự duyệt; đề nghị quản trị khác duyệt",
            clauses=("C-179",),
        )


def check_can_edit_organisation(actor: Actor) -> None:
    """Raise PermissionDenied for everybody but administrators."""
    _check_system_role(actor, {"admin"}, "Chỉ quản trị sửa được đơn vị, con người và tài khoản")


def check_can_handle_incidents(actor: Actor) -> None:
    """Raise PermissionDenied for everybody but administrators; auditors read incidents."""
    _check_system_role(actor, {"admin"}, "Chỉ quản trị thử lại, ghi chú và đóng được sự cố")


def handles_incidents(actor: Actor) -> bool:
    """Tell whether the actor may do more with an incident than read it."""
    return "admin" in actor.system_roles


def _check_system_role(actor: Actor, allowed: set[str], sentence: str) -> None:
    if not actor.system_roles & allowed:
        raise PermissionDenied(f"{sentence}; cần quyền thì đề nghị quản trị", clauses=("C-179",))

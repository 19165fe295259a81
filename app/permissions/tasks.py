"""Who may do a task: the one named or the holder of its role; never a system role (INV-20)."""

from __future__ import annotations

from collections.abc import Set

from app.domain.cases import TaskRow
from app.domain.people import Actor, Capacity
from app.errors import Conflict, PermissionDenied

SYSTEM_ROLES = frozenset({"admin", "process_owner", "auditor"})
PROPOSER = "proposer"
# Those whose own matter it is: they plan, acted, were reached or report, and say so themselves.
OWN_MATTER = frozenset({PROPOSER, "cadre", "recipient", "reporter"})


def check_is_staff(actor: Actor) -> None:
    """Refuse those who run the system any act of the procedure (INV-20)."""
    if actor.system_roles & SYSTEM_ROLES:
        raise PermissionDenied(
            "Tài khoản quản trị, chủ quy trình hoặc kiểm soát không xử lý việc nghiệp vụ; "
            "việc này do người giữ vai trò trong hồ sơ làm",
            clauses=("INV-20",),
        )


def check_can_submit(actor: Actor, task: TaskRow, conflicts: Set[str]) -> Capacity:
    """Return the capacity in which the actor may do the task; raise PermissionDenied.

    `conflicts` are the persons with a conflict of interest in the case. Whether the task is still
    open, or held by somebody else, is not a matter of right: see `check_not_held`.
    """
    check_is_staff(actor)
    # First: who drafted is told so, whether or not the role would be theirs.
    _check_four_eyes(actor, task)
    capacity = _capacity_for(actor, task)
    _check_no_conflict(actor, task, conflicts)
    return capacity


def check_can_claim(actor: Actor, task: TaskRow, conflicts: Set[str]) -> Capacity:
    """Return the capacity in which the actor may take the task; only group tasks are taken."""
    capacity = check_can_submit(actor, task, conflicts)
    if task.person_ids:
        raise PermissionDenied(f"“{task.name}” đã giao đích danh, không cần nhận; mở việc để làm")
    check_not_held(actor, task)
    return capacity


def check_can_release(actor: Actor, task: TaskRow) -> Capacity:
    """Return the capacity of the person who holds the task and may give it back."""
    check_is_staff(actor)
    if task.claimed_by != actor.person_id:
        raise PermissionDenied(f"Chỉ người đang giữ “{task.name}” mới trả được việc này")
    return _capacity_for(actor, task)


def check_not_held(actor: Actor, task: TaskRow) -> None:
    """Raise Conflict, naming the holder, if somebody else has taken the task."""
    if task.claimed_by and task.claimed_by != actor.person_id:
        raise Conflict(
            f"“{task.name}” đã có người nhận; chờ người đó trả việc hoặc đề nghị chuyển",
            winner=task.claimed_by,
        )


def _capacity_for(actor: Actor, task: TaskRow) -> Capacity:
    if task.person_ids:
        return _capacity_of_named(actor, task)
    held = actor.holds(task.role, task.body_id)
    if held is None:
        raise PermissionDenied(
            f"Đồng chí không giữ vai trò được làm “{task.name}”; "
            "nếu vừa được phân công, báo quản trị cập nhật danh sách",
            clauses=("C-179",),
        )
    return held


def _capacity_of_named(actor: Actor, task: TaskRow) -> Capacity:
    if actor.person_id not in task.person_ids:
        raise PermissionDenied(
            f"“{task.name}” giao cho người khác theo tên; "
            "nếu cần làm thay, đề nghị lãnh đạo văn phòng giao lại",
            clauses=("C-179",),
        )
    held = actor.holds(task.role, task.body_id)
    if held is None and task.role == PROPOSER:
        held = next((c for c in actor.capacities if c.role == PROPOSER), None)
    return held or Capacity(task.role, task.body_id, NAMED_LABELS.get(task.role, actor.name))


NAMED_LABELS = {
    PROPOSER: "Bên đề xuất",
    "board_secretary": "Thư ký cuộc họp",
    "meeting_chair": "Chủ trì cuộc họp",
    "council_member": "Ủy viên Hội đồng thẩm định",
    "council_chair": "Chủ tịch Hội đồng thẩm định",
    "council_secretary": "Thư ký Hội đồng thẩm định",
    "cadre": "Cán bộ chủ trì xử lý",
    "recipient": "Người nhận báo cáo",
    "reporter": "Người báo cáo",
}


def _check_four_eyes(actor: Actor, task: TaskRow) -> None:
    """Nobody checks or signs what is their own draft (INV-13)."""
    if actor.person_id in task.excluded_ids:
        raise PermissionDenied(
            f"Đồng chí đã soạn nội dung này nên không làm “{task.name}”; "
            "chuyển người khác cùng vai trò",
            clauses=("INV-13",),
        )


def _check_no_conflict(actor: Actor, task: TaskRow, conflicts: Set[str]) -> None:
    """A person in conflict acts on the case only in their own matter (A-26, INV-13)."""
    if actor.person_id in conflicts and task.role not in OWN_MATTER:
        raise PermissionDenied(
            f"Đồng chí có lợi ích liên quan tới hồ sơ này nên không làm “{task.name}”; "
            "chuyển người khác cùng vai trò",
            clauses=("A-26", "INV-13"),
        )

"""Who starts plans, publishes, verifies the audit and edits calendar and organisation."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.domain.people import Actor, Capacity
from app.errors import PermissionDenied
from app.permissions import (
    check_can_approve_destruction,
    check_can_ask_to_read,
    check_can_edit_calendar,
    check_can_edit_organisation,
    check_can_inspect,
    check_can_let_read,
    check_can_propose_destruction,
    check_can_publish,
    check_can_remove_view,
    check_can_start_plan,
    check_can_verify_audit,
    check_can_watch,
    reads_every_case,
    sees_restricted,
)

PROPOSING = Capacity("proposer", "MG-HX-KT", "Bên đề xuất")
OFFICE = Capacity("office", "MG-HX", "Văn phòng Thị ủy Hòa Xuyên")


def actor(*capacities: Capacity, system: str = "") -> Actor:
    """Somebody with these capacities or this system role."""
    return Actor("x", "X", "x", capacities, frozenset({system} if system else ()))


MATRIX: list[tuple[Callable[[Actor], None], set[str]]] = [
    (check_can_publish, {"process_owner"}),
    (check_can_verify_audit, {"auditor", "admin"}),
    (check_can_watch, {"auditor", "admin"}),
    (check_can_inspect, {"auditor"}),
    (check_can_edit_calendar, {"admin"}),
    (check_can_edit_organisation, {"admin"}),
    (check_can_propose_destruction, {"admin"}),
    (check_can_ask_to_read, {"auditor"}),
]
# What one person asks for and a second decides.
SECOND: list[tuple[Callable[[Actor, str], None], set[str]]] = [
    (check_can_approve_destruction, {"auditor", "admin"}),
    (check_can_let_read, {"auditor", "admin"}),
]


@pytest.mark.parametrize("system", ["", "admin", "process_owner", "auditor"])
@pytest.mark.parametrize(("check", "allowed"), MATRIX, ids=[m[0].__name__ for m in MATRIX])
def test_system_acts_belong_to_system_roles(
    check: Callable[[Actor], None], allowed: set[str], system: str
) -> None:
    who = actor(PROPOSING, OFFICE, system=system)
    if system in allowed:
        check(who)
    else:
        with pytest.raises(PermissionDenied):
            check(who)


@pytest.mark.parametrize("system", ["", "admin", "process_owner", "auditor"])
@pytest.mark.parametrize(("check", "allowed"), SECOND, ids=[m[0].__name__ for m in SECOND])
def test_the_second_person_is_of_the_right_role_and_not_the_first(
    check: Callable[[Actor, str], None], allowed: set[str], system: str
) -> None:
    who = actor(OFFICE, system=system)
    if system in allowed:
        check(who, "y")
    with pytest.raises(PermissionDenied):
        check(who, who.person_id if system in allowed else "y")


def test_kept_question_is_removed_by_its_owner_alone() -> None:
    who = actor(system="auditor")
    check_can_remove_view(who, who.person_id)
    with pytest.raises(PermissionDenied):
        check_can_remove_view(who, "y")


@pytest.mark.parametrize(("system", "may"), [("auditor", True), ("admin", False)])
def test_only_auditors_get_into_found_cases_and_see_restricted_ones(system: str, may: bool) -> None:
    who = actor(system=system)
    assert reads_every_case(who) is sees_restricted(who) is may


def test_anybody_of_the_political_system_starts_a_plan() -> None:
    assert check_can_start_plan(actor(OFFICE, PROPOSING), "dien_tu") == PROPOSING


def test_person_outside_the_political_system_starts_none() -> None:
    with pytest.raises(PermissionDenied) as caught:
        check_can_start_plan(actor(), "dien_tu")
    assert caught.value.clauses == ("C-005",)


@pytest.mark.parametrize("channel", ["giay", "buu_chinh"])
def test_paper_is_entered_by_the_office(channel: str) -> None:
    assert check_can_start_plan(actor(PROPOSING, OFFICE), channel) == OFFICE
    with pytest.raises(PermissionDenied):
        check_can_start_plan(actor(PROPOSING), channel)


@pytest.mark.parametrize("system", ["admin", "process_owner", "auditor"])
def test_system_roles_start_no_plan(system: str) -> None:
    with pytest.raises(PermissionDenied):
        check_can_start_plan(actor(PROPOSING, OFFICE, system=system), "dien_tu")

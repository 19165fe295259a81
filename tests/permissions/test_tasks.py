"""Who may do a task, role by role."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.people import Actor, Capacity
from app.errors import Conflict, PermissionDenied
from app.permissions import (
    check_can_claim,
    check_can_release,
    check_can_submit,
    check_is_staff,
    check_not_held,
)
from tests.store.factories import task_row

STANDING = Capacity("standing_committee", "MG-HX", "Thường trực Thị ủy Hòa Xuyên")
OFFICE = Capacity("office", "MG-HX", "Văn phòng Thị ủy Hòa Xuyên")
ELSEWHERE = Capacity("standing_committee", "MG-BL", "Thường trực Huyện ủy Bình Lâm")
PROPOSING = Capacity("proposer", "MG-HX-KT", "Bên đề xuất")


def actor(person: str, *capacities: Capacity, system: str = "") -> Actor:
    """A person with these capacities."""
    roles = frozenset({system} if system else ())
    return Actor(person, person.title(), person, capacities, roles)


ALLOWED = [
    # who, task, the capacity recorded
    ("holder of the role", actor("huong", OFFICE, STANDING), {}, STANDING),
    ("named person", actor("tu"), {"person_ids": ("tu",), "role": "board_secretary"}, None),
    (
        "named proposer",
        actor("thu", PROPOSING),
        {"person_ids": ("thu",), "role": "proposer", "body_id": ""},
        PROPOSING,
    ),
    ("one of several named", actor("ha", OFFICE), {"person_ids": ("nga", "ha")}, None),
    ("holder of the claim", actor("huong", STANDING), {"claimed_by": "huong"}, STANDING),
    ("not the drafter", actor("huong", STANDING), {"excluded_ids": ("nga",)}, STANDING),
]


@pytest.mark.parametrize(
    ("who", "task", "capacity"), [a[1:] for a in ALLOWED], ids=[a[0] for a in ALLOWED]
)
def test_may_do_the_task(who: Actor, task: dict[str, Any], capacity: Capacity | None) -> None:
    found = check_can_submit(who, task_row(**task), frozenset())
    assert found.label
    assert capacity is None or found == capacity


@pytest.mark.parametrize("role", ["proposer", "cadre", "recipient", "reporter"])
def test_a_conflict_keeps_nobody_from_their_own_matter(role: str) -> None:
    """Else an objection against the cadre who acted would keep the action from being reported."""
    task = task_row(person_ids=("hau",), role=role, body_id="MG-BL-TK")
    assert check_can_submit(actor("hau", OFFICE), task, frozenset({"hau"}))


NAMED = {"person_ids": ("tu",), "role": "board_secretary"}
REFUSED = [
    # who, task, persons in conflict, clause
    ("nobody's role", actor("thu"), {}, (), "C-179"),
    ("another role", actor("nga", OFFICE), {}, (), "C-179"),
    ("the role elsewhere", actor("man", ELSEWHERE), {}, (), "C-179"),
    ("not the one named", actor("bach", STANDING), NAMED, (), "C-179"),
    ("own draft", actor("huong", STANDING), {"excluded_ids": ("huong",)}, (), "INV-13"),
    ("own draft, and not the role", actor("nga"), {"excluded_ids": ("nga",)}, (), "INV-13"),
    ("named, but own draft", actor("tu"), NAMED | {"excluded_ids": ("tu",)}, (), "INV-13"),
    ("in conflict", actor("huong", STANDING), {}, ("huong",), "INV-13"),
    ("named, but in conflict", actor("tu"), NAMED, ("tu",), "INV-13"),
    ("administrator", actor("a", STANDING, system="admin"), {}, (), "INV-20"),
    ("process owner", actor("a", STANDING, system="process_owner"), {}, (), "INV-20"),
    ("auditor", actor("a", STANDING, system="auditor"), {}, (), "INV-20"),
    ("named administrator", actor("tu", system="admin"), NAMED, (), "INV-20"),
]


@pytest.mark.trips("INV-13", "INV-20")
@pytest.mark.parametrize(
    ("who", "task", "conflicts", "clause"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED]
)
def test_may_not_do_the_task(
    who: Actor, task: dict[str, Any], conflicts: tuple[str, ...], clause: str
) -> None:
    with pytest.raises(PermissionDenied) as caught:
        check_can_submit(who, task_row(**task), frozenset(conflicts))
    assert clause in caught.value.clauses
    assert caught.value.message.strip()


@pytest.mark.parametrize("role", ["cadre", "recipient", "reporter"])
def test_person_named_in_an_emergency_acts_in_a_capacity_not_in_a_name(role: str) -> None:
    held = check_can_submit(actor("loc"), task_row(role=role, person_ids=("loc",)), frozenset())
    assert held.label and held.label != "Loc"


def test_proposer_in_conflict_still_does_own_tasks() -> None:
    task = task_row(person_ids=("thu",), role="proposer", body_id="")
    assert check_can_submit(actor("thu", PROPOSING), task, frozenset({"thu"})) == PROPOSING


def test_conflict_of_others_is_nobody_elses() -> None:
    assert check_can_submit(actor("huong", STANDING), task_row(), frozenset({"binh"})) == STANDING


def test_group_task_may_be_claimed() -> None:
    assert check_can_claim(actor("huong", STANDING), task_row(), frozenset()) == STANDING


def test_named_task_needs_no_claim() -> None:
    task = task_row(person_ids=("huong",))
    with pytest.raises(PermissionDenied, match="đích danh"):
        check_can_claim(actor("huong", STANDING), task, frozenset())


def test_task_held_by_another_is_a_conflict_naming_the_holder() -> None:
    task = task_row(claimed_by="binh")
    for check in (
        lambda: check_can_claim(actor("huong", STANDING), task, frozenset()),
        lambda: check_not_held(actor("huong", STANDING), task),
    ):
        with pytest.raises(Conflict) as caught:
            check()
        assert caught.value.winner == "binh"
    check_not_held(actor("binh", STANDING), task)
    check_not_held(actor("huong", STANDING), task_row())


def test_only_the_holder_releases() -> None:
    task = task_row(claimed_by="huong")
    assert check_can_release(actor("huong", STANDING), task) == STANDING
    for other in (actor("binh", STANDING), actor("huong", STANDING, system="admin")):
        with pytest.raises(PermissionDenied):
            check_can_release(other, task)


def test_staff_are_all_but_the_system_roles() -> None:
    check_is_staff(actor("thu"))
    for system in ("admin", "process_owner", "auditor"):
        with pytest.raises(PermissionDenied):
            check_is_staff(actor("a", system=system))

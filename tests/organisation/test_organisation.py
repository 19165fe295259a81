"""Who holds which role on a day, the lines upwards, and the fallbacks of small bodies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.people import Appointment, Delegation, OrganisationRows, OrganKind, OrganRole
from app.errors import NotFound
from app.organisation import Organisation
from tests.organisation.factories import ON, shipped, shipped_rows, unit

HOLDERS = [
    # bodies with office, standing committee and board
    ("office", "MG-HX", ("dung", "ha", "nga")),
    ("office_lead", "MG-HX", ("dung", "ha")),
    ("standing_committee", "MG-HX", ("binh", "huong", "vinh")),
    ("leader", "MG-HX", ("binh",)),
    ("board_secretary", "MG-HX", ("tu",)),
    ("meeting_chair", "MG-HX", ("binh",)),
    ("office", "MG-TU", ("anh", "thuy")),
    # a small committee: nobody leads its office but its secretary
    ("office", "MG-HX-CT", ("my",)),
    ("office_lead", "MG-HX-CT", ("loc",)),
    ("board_secretary", "MG-HX-CT", ("xuan",)),
    # no office and no standing committee
    ("office", "MG-BL-TK", ("nen",)),
    ("office_lead", "MG-BL-TK", ("nhan",)),
    ("standing_committee", "MG-BL-TK", ("nhan", "hau")),
    # a cell, whose secretary assigned a member to do what an office does
    ("office", "MG-HX-CT-CB3", ("ba",)),
    ("standing_committee", "MG-HX-CT-CB3", ("sang", "cuc")),
    ("leader", "MG-HX-CT-CB3", ("sang",)),
    # agencies appraise and have a head, but are no committee
    ("appraisal_body", "MG-HX-BTC", ("loan", "quy")),
    ("own_head", "MG-HX-KT", ("hiep",)),
    ("leader", "MG-HX-KT", ()),
    ("office", "MG-HX-KT", ()),
    ("appraisal_body", "MG-HX", ()),
    # accounts of the system take no part
    ("appraisal_body", "MG-TU-VP", ("anh", "thuy")),
    # unknown
    ("king", "MG-HX", ()),
    ("office", "nowhere", ()),
]


@pytest.mark.parametrize(("role", "body", "persons"), HOLDERS)
def test_role_is_held_by(role: str, body: str, persons: tuple[str, ...]) -> None:
    assert shipped().holders(role, body, ON) == persons


def test_office_of_a_body_is_its_office_role() -> None:
    assert shipped().office_of("MG-HX", ON) == ("dung", "ha", "nga")


def test_office_of_a_small_body_is_whom_its_secretary_assigned() -> None:
    assigned = Delegation("nhan", "ut", "office", date(2024, 1, 1))
    organisation = shipped(delegations=(assigned,))
    assert organisation.holders("office", "MG-BL-TK", ON) == ("ut",)
    assert ("office", "MG-BL-TK") in {
        (c.role, c.body_id) for c in organisation.capacities("ut", ON)
    }


def test_roles_end_with_the_membership() -> None:
    ended = tuple(
        replace(m, valid_to=ON) if m.person_id == "nga" else m for m in shipped_rows().memberships
    )
    organisation = shipped(memberships=ended)
    assert "nga" in organisation.holders("office", "MG-HX", ON)
    assert "nga" not in organisation.holders("office", "MG-HX", ON + timedelta(days=1))


def test_roles_begin_with_the_membership() -> None:
    before = date(2020, 10, 14)
    assert shipped().holders("office", "MG-HX", before) == ()
    assert shipped().holders("office", "MG-HX", before + timedelta(days=1)) != ()


def test_vacant_leader_is_nobody_and_a_successor_follows() -> None:
    left = tuple(
        replace(a, valid_to=date(2024, 1, 31)) if a.person_id == "binh" else a
        for a in shipped_rows().appointments
    )
    vacant = shipped(appointments=left)
    assert vacant.holders("leader", "MG-HX", ON) == ()
    assert vacant.holders("meeting_chair", "MG-HX", ON) == ("binh", "huong", "vinh")
    successor = Appointment("huong", "MG-HX.bi-thu", date(2024, 2, 1))
    filled = shipped(appointments=(*left, successor))
    assert filled.holders("leader", "MG-HX", ON) == ("huong",)


MEMBERS = [
    ("MG-HX", OrganKind.BOARD, 11, "binh"),
    ("MG-TU", OrganKind.BOARD, 13, "son"),
    ("MG-HX-CT", OrganKind.BOARD, 9, "loc"),
    ("MG-HX-CT", OrganKind.COMMITTEE, 9, "loc"),
    ("MG-HX-CT-CB3", OrganKind.BOARD, 4, "sang"),
]


@pytest.mark.parametrize(("body", "kind", "size", "chair"), MEMBERS)
def test_forum_has_all_its_members_once_the_chair_first(
    body: str, kind: OrganKind, size: int, chair: str
) -> None:
    members = shipped().members(body, kind, ON)
    assert (len(members), len(set(members)), members[0]) == (size, size, chair)


def test_only_bodies_with_a_board_of_their_own_have_one() -> None:
    organisation = shipped()
    having = {u.id for u in organisation.units() if organisation.has_board(u.id, ON)}
    assert having == {"MG-TU", "MG-DUK", "MG-HX", "MG-BL"}


def test_capacities_are_shown_in_vietnamese() -> None:
    labels = {c.role: c.label for c in shipped().capacities("binh", ON)}
    assert labels["leader"] == "Bí thư Thị ủy Hòa Xuyên"
    assert labels["standing_committee"] == "Thường trực Thị ủy Hòa Xuyên"
    clerk = {(c.role, c.body_id): c.label for c in shipped().capacities("nga", ON)}
    assert clerk["office", "MG-HX"] == "Văn phòng Thị ủy Hòa Xuyên"
    assert ("office_lead", "MG-HX") not in clerk


@pytest.mark.clause("C-005")
def test_who_works_outside_the_political_system_proposes_nothing() -> None:
    assert "proposer" not in {c.role for c in shipped().capacities("manh", ON)}
    assert shipped().holders("proposer", "BO-X", ON) == ()


def test_proposer_holds_no_office_of_the_body() -> None:
    roles = {(c.role, c.body_id) for c in shipped().capacities("thu", ON)}
    assert ("proposer", "MG-HX-KT") in roles
    assert not {r for r in roles if r[1] == "MG-HX"}


@pytest.mark.parametrize("person", ["quantri", "kiemsoat", "chuquytrinh", "nobody"])
def test_accounts_of_the_system_and_strangers_have_no_capacity(person: str) -> None:
    assert shipped().capacities(person, ON) == ()


def test_every_holder_has_the_capacity_and_no_one_else() -> None:
    organisation = shipped()
    by_person = {
        (p.id, c.role, c.body_id)
        for p in organisation.people()
        for c in organisation.capacities(p.id, ON)
    }
    by_role = {
        (person, role, u.id)
        for u in organisation.units()
        for role in {role for role, _, _ in HOLDERS} | {"proposer"}
        for person in organisation.holders(role, u.id, ON)
    }
    assert by_person == by_role


def test_delegation_lends_the_capacity_and_says_for_whom() -> None:
    lent = Delegation("huong", "vinh", "*", ON, ON)
    given = Delegation("dung", "nga", "office_lead", ON)
    organisation = shipped(delegations=(lent, given))
    labels = {(c.role, c.body_id): c.label for c in organisation.capacities("nga", ON)}
    assert labels["office_lead", "MG-HX"] == (
        "Lãnh đạo Văn phòng Thị ủy Hòa Xuyên (thay Trần Quốc Dũng)"
    )
    own = [c.label for c in organisation.capacities("vinh", ON) if c.role == "standing_committee"]
    assert own == ["Thường trực Thị ủy Hòa Xuyên"]


def test_office_of_a_cell_that_assigned_nobody_is_its_secretary() -> None:
    assert shipped(delegations=()).holders("office", "MG-HX-CT-CB3", ON) == ("sang",)


def test_whoever_is_assigned_an_office_says_so_by_its_label() -> None:
    labels = {c.role: c.label for c in shipped().capacities("ba", ON)}
    assert labels["office"] == "Người được phân công làm văn phòng, Chi bộ Tổ dân phố 3"


@pytest.mark.parametrize("scope", ["ofice", "leader", "proposer"])
def test_a_delegation_that_lends_nothing_is_found(scope: str) -> None:
    [found] = shipped(delegations=(Delegation("sang", "ba", scope, ON),)).check()
    assert (found.rule, found.element_id) == ("delegation_of_nothing", "MG-HX-CT-CB3")


def test_delegation_never_lends_the_leader() -> None:
    organisation = shipped(delegations=(Delegation("binh", "thu", "*", ON),))
    lent = {c.role for c in organisation.capacities("thu", ON) if "(thay" in c.label}
    assert lent == {"standing_committee", "own_head"}


def test_delegation_ends_with_its_last_day() -> None:
    organisation = shipped(delegations=(Delegation("dung", "thu", "*", ON, ON),))
    assert any(c.role == "office" for c in organisation.capacities("thu", ON))
    after = organisation.capacities("thu", ON + timedelta(days=1))
    assert not any(c.role == "office" for c in after)


MANAGED = [
    ("thu", "MG-HX"),  # by the leading position
    ("hung", "MG-HX"),  # no such position: the committee of the place of work
    ("binh", "MG-TU"),
    ("khoi", "MG-HX"),
    ("huy", "MG-DUK"),
    ("tu", "MG-HX"),  # no position at all: the own Party organisation
]


@pytest.mark.parametrize(("person", "body"), MANAGED)
def test_person_is_managed_by(person: str, body: str) -> None:
    assert shipped().managing_body(person, ON) == body


def test_highest_leading_position_decides_who_manages() -> None:
    second = Appointment("hiep", "MG-UBND.chu-tich", ON)
    organisation = shipped(appointments=(*shipped_rows().appointments, second))
    assert organisation.managing_body("hiep", ON) == "TW"
    assert organisation.managing_body("hiep", ON - timedelta(days=1)) == "MG-HX"


KINDS = [("binh", "lanh_dao"), ("thu", "quan_ly"), ("huy", "su_nghiep"), ("hung", "khong")]


@pytest.mark.parametrize(("person", "kind"), KINDS)
def test_best_kind_of_position_counts(person: str, kind: str) -> None:
    assert shipped().position_kind(person, ON) == kind


def test_superiors_are_walked_by_the_explicit_links() -> None:
    organisation = shipped()
    assert organisation.superiors("MG-HX-CT-CB3") == ("MG-HX-CT", "MG-HX", "MG-TU", "TW")
    assert organisation.direct_superior("TW") is None


COMPETENT = [(1, "MG-HX-CT"), (2, "MG-HX-CT"), (3, "MG-HX"), (4, "MG-TU"), (5, "TW"), (6, None)]


@pytest.mark.parametrize(("rank", "body"), COMPETENT)
def test_competent_body_is_the_first_of_the_rank_upwards(rank: int, body: str | None) -> None:
    assert shipped().competent_body("MG-HX-CT", rank) == body


def test_heads_know_their_units() -> None:
    assert shipped().headed_by("hiep", ON) == ("MG-HX-KT",)
    assert shipped().headed_by("thu", ON) == ()


def test_unknown_unit_or_person_is_not_found() -> None:
    with pytest.raises(NotFound, match="nowhere"):
        shipped().unit("nowhere")
    with pytest.raises(NotFound, match="nobody"):
        shipped().person("nobody")
    assert not shipped().has_unit("nowhere")
    assert not shipped().has_person("nobody")


def test_label_of_a_role_names_the_body() -> None:
    assert shipped().role_label("office", "MG-TU") == "Văn phòng Tỉnh ủy Minh Giang"
    assert shipped().role_label("proposer", "") == "Bên đề xuất"


def test_shipped_organisation_is_in_order() -> None:
    assert shipped().check() == ()


def test_unit_without_superior_is_named_and_opens_no_case() -> None:
    units = tuple(
        replace(u, direct_superior_id=None) if u.id == "MG-HX" else u for u in shipped_rows().units
    )
    organisation = shipped(units=units)
    found = organisation.check()
    assert [(f.rule, f.element_id) for f in found] == [("unit_without_superior", "MG-HX")]
    assert "Thị ủy Hòa Xuyên" in found[0].message
    assert not organisation.can_receive("MG-HX")
    assert organisation.can_receive("MG-BL")
    assert not organisation.can_receive("TW")


def test_rings_and_unknown_superiors_are_named() -> None:
    rows = OrganisationRows(
        units=(
            unit("ROOT", None, rank=5, onboarded=False),
            unit("A", "B"),
            unit("B", "A"),
            unit("C", "GONE"),
            unit("D", "ROOT"),
        )
    )
    organisation = Organisation(rows)
    assert {(f.element_id, f.rule) for f in organisation.check()} == {
        ("A", "ring_of_superiors"),
        ("B", "ring_of_superiors"),
        ("C", "unknown_superior"),
    }
    assert organisation.superiors("A") == ("B",)


def test_seats_come_in_order() -> None:
    rows = tuple(m for m in shipped_rows().memberships if m.role is not OrganRole.CHAIR)
    assert shipped(memberships=rows).members("MG-HX", OrganKind.BOARD, ON)[:2] == ("huong", "vinh")

"""The demo organisation: bodies, seats and superiors as the acceptance fixture names them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.domain.people import OrganRole, UnitKind
from app.errors import SettingsError
from app.organisation import Organisation
from app.profiles.people_file import OrganisationData, load_organisation
from app.profiles.profile_file import load_profile

PROFILES = Path(__file__).parents[2] / "workflows" / "profiles"
MG_TEXT = (PROFILES / "MG" / "organisation.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def mg() -> OrganisationData:
    return load_organisation(PROFILES, "MG")


def test_only_the_root_has_no_direct_superior(mg: OrganisationData) -> None:
    superiors = {unit.id: unit.direct_superior_id for unit in mg.units}
    assert [unit for unit, superior in superiors.items() if superior is None] == ["TW"]
    chain = ["MG-HX-CT-CB3", "MG-HX-CT", "MG-HX", "MG-TU", "TW"]
    assert [superiors[unit] for unit in chain[:-1]] == chain[1:]
    assert (superiors["MG-BL-TK"], superiors["MG-BL"]) == ("MG-BL", "MG-TU")
    assert superiors["MG-DUK"] == "MG-TU"


def test_only_bodies_outside_the_system_are_not_onboarded(mg: OrganisationData) -> None:
    outside = {unit.id for unit in mg.units if not unit.onboarded}
    assert outside == {"TW", "BTC-TW", "CP", "BO-X"}


@pytest.mark.parametrize(
    ("organ_id", "size"),
    [
        ("MG-TU.ban_thuong_vu", 13),
        ("MG-HX.ban_thuong_vu", 11),
        ("MG-BL.ban_thuong_vu", 9),
        ("MG-HX-CT.cap_uy", 9),
        ("MG-HX.cap_uy", 35),
        ("MG-TU.cap_uy", 53),
    ],
)
def test_each_forum_has_the_members_that_the_fixture_counts(
    mg: OrganisationData, organ_id: str, size: int
) -> None:
    assert len({m.person_id for m in mg.memberships if m.organ_id == organ_id}) == size


def test_every_organ_has_as_many_members_as_its_size(mg: OrganisationData) -> None:
    for organ in mg.organs:
        seats = [m.person_id for m in mg.memberships if m.organ_id == organ.id]
        assert len(seats) == len(set(seats)) == organ.size, organ.id


def test_the_ward_committee_has_no_board(mg: OrganisationData) -> None:
    assert not any(organ.id == "MG-HX-CT.ban_thuong_vu" for organ in mg.organs)


def test_the_people_of_the_scenarios_hold_their_seats(mg: OrganisationData) -> None:
    seats = {(m.organ_id, m.role): m.person_id for m in mg.memberships}
    assert seats["MG-HX.ban_thuong_vu", OrganRole.CHAIR] == "binh"
    assert seats["MG-HX.ban_thuong_vu", OrganRole.SECRETARY] == "tu"
    assert seats["MG-HX.van_phong", OrganRole.CHAIR] == "dung"
    held = {a.person_id: a.position_id for a in mg.appointments}
    managed = {p.id: p.managed_by_unit_id for p in mg.positions}
    assert managed[held["thu"]] == "MG-HX"
    assert managed[held["nhi"]] == "MG-BL"


def test_every_committee_in_the_system_has_a_head_in_office(mg: OrganisationData) -> None:
    heads = {p.unit_id for p in mg.positions if p.is_head}
    bodies = {u.id for u in mg.units if u.kind is UnitKind.PARTY_COMMITTEE and u.onboarded}
    assert bodies <= heads


def test_the_organisation_has_no_fault_and_resolves_the_roles_of_scenarios(
    mg: OrganisationData,
) -> None:
    organisation, day = Organisation(mg.rows), date(2024, 3, 4)
    assert organisation.check() == ()
    assert set(organisation.holders("office", "MG-HX", day)) >= {"nga", "dung"}
    assert "dung" in organisation.holders("office_lead", "MG-HX", day)
    assert set(organisation.holders("standing_committee", "MG-HX", day)) >= {"binh", "huong"}
    assert organisation.holders("board_secretary", "MG-HX", day) == ("tu",)
    assert "quy" in organisation.holders("appraisal_body", "MG-HX-BTC", day)
    assert organisation.managing_body("thu", day) == "MG-HX"


def test_logins_are_initials_and_system_accounts_carry_their_role(mg: OrganisationData) -> None:
    logins = {account.person_id: account.login for account in mg.accounts}
    assert (logins["binh"], logins["huong"], logins["dung"]) == ("tpb", "ltmh", "tqd")
    roles = {a.login: set(a.system_roles) for a in mg.accounts if a.system_roles}
    assert roles == {
        "admin": {"admin"},
        "admin2": {"admin"},
        "auditor": {"auditor"},
        "auditor2": {"auditor"},
        "owner": {"process_owner"},
        "owner2": {"process_owner"},
    }


def test_the_bodies_that_the_profile_names_exist(mg: OrganisationData) -> None:
    units = {unit.id for unit in mg.units}
    lead = load_profile(PROFILES, "MG").facts()["lead_bodies"]
    assert {lead["monitor"], lead["legal_review_lead"], *lead["legal_review_members"]} <= units


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("{id: thu,", "{id: nga,", "“nga” ghi hai lần"),
        ("login: htt,", "login: tpb,", "“tpb” ghi hai lần"),
        ("superior: MG-HX-CT,", "superior: MG-HX-ZZ,", "“MG-HX-ZZ”"),
        ("chair: [dung]", "chair: [dzung]", "“dzung”"),
        ("size: 11, chair", "sise: 11, chair", "ghi thêm size"),
        ("size: 11, chair", "size: 11, note: 1, chair", "bỏ note"),
        ("to: ba, scope", "to: bba, scope", "“bba”"),
        ("to: ba, scope", "to: ba, skope", "ghi thêm scope"),
        ("kind: service_unit", "kind: hospital", "hospital"),
        ("units:", "units: [", "organisation.yaml"),
    ],
)
def test_a_wrong_organisation_file_is_refused_by_name(
    tmp_path: Path, old: str, new: str, word: str
) -> None:
    assert old in MG_TEXT
    (tmp_path / "MG").mkdir()
    (tmp_path / "MG" / "organisation.yaml").write_text(MG_TEXT.replace(old, new, 1), "utf-8")
    with pytest.raises(SettingsError) as refused:
        load_organisation(tmp_path, "MG")
    assert word in refused.value.message

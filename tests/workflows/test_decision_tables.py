"""Every combination of inputs meets exactly one row of each shipped table that must give one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import product
from typing import Any

import pytest

from app.decision_tables import DecisionTable, check_table, decide, read_table
from app.decision_tables.table import HitPolicy
from tests.feel.factories import environment
from tests.workflows.shipped import WORKFLOWS

KINDS = ("ca_nhan", "nhom", "cap_uy", "to_chuc_dang", "co_quan", "don_vi")
POSITIONS = ("lanh_dao", "quan_ly", "su_nghiep", "khong")
CLASSES = (
    "thuong",
    "can_bo",
    "ngan_sach",
    "dat_dai_quy_hoach",
    "to_chuc_bo_may",
    "quoc_phong_an_ninh",
)
RANKS = (1, 2, 3, 4, 5)
LIMIT = 45_000_000_000
PROFILE = {"issue_types_allowed": ["chua_quy_dinh", "hon_hop"], "cost_class_c": LIMIT}


@cache
def table(name: str) -> DecisionTable:
    """Read a shipped table."""
    (path,) = WORKFLOWS.glob(f"*/{name}.dmn")
    return read_table(path.read_bytes())


def given(name: str, facts: Mapping[str, Any]) -> Any:
    """Return what a table gives; two rows of a UNIQUE table would be refused."""
    return _decided(table(name), facts)


def _decided(one: DecisionTable, facts: Mapping[str, Any]) -> Any:
    return decide(one, facts.get, environment())


def proposers() -> Iterator[dict[str, Any]]:
    """Yield every proposer, unsaid positions included."""
    kinds = product((True, False, None), ("chua_quy_dinh", "khac"), KINDS, (*POSITIONS, None))
    for within, issue, kind, position in kinds:
        yield {
            "profile": PROFILE,
            "within_duties": within,
            "issue_type": issue,
            "proposer_kind": kind,
            "position_kind": position,
        }


def plans() -> Iterator[dict[str, Any]]:
    """Yield every plan that a competent level is looked up for."""
    for subject, scope, manager, position in product(CLASSES, RANKS, RANKS, (None, 4)):
        yield {
            "subject_class": subject,
            "scope_rank": scope,
            "manager_rank": manager,
            "position_manager_rank": position,
        }


def bodies() -> Iterator[dict[str, Any]]:
    """Yield every body and plan that a forum is looked up for."""
    for rank, board, subject, cost in product(RANKS, (True, False), CLASSES, (0, LIMIT - 1, LIMIT)):
        yield {
            "profile": PROFILE,
            "body_rank": rank,
            "has_board": board,
            "subject_class": subject,
            "est_cost": cost,
        }


def requests() -> Iterator[dict[str, Any]]:
    """Yield every request to extend: in time or not, to every kind of date, for every reason."""
    ends = ("2024-04-24T00:00:00+07:00", "2024-05-07T00:00:00+07:00", None)
    asked = ("2024-05-06", "2024-05-07", "2024-06-17", "2024-06-18", None)
    for end, day, hard, long in product(ends, asked, (True, False, None), (True, False, None)):
        yield {
            "current_due": "2024-05-06",
            "current_due_end": end,
            "cap": "2024-06-17",
            "requested_due": day,
            "is_complex": hard,
            "needs_appraisal_time": long,
        }


SPACES = {
    "dmn_eligibility": proposers,
    "dmn_competence": plans,
    "dmn_forum": bodies,
    "dmn_extension": requests,
}


@pytest.mark.parametrize("name", [*SPACES, "dmn_legality"])
def test_publication_finds_no_overlap_and_no_gap(name: str) -> None:
    assert table(name).id == name
    assert check_table(table(name)) == ()


@pytest.mark.parametrize("name", SPACES)
def test_every_combination_meets_exactly_one_row(name: str) -> None:
    assert table(name).policy is HitPolicy.UNIQUE
    for facts in SPACES[name]():
        assert set(given(name, facts).values()) != {None}, facts


@pytest.mark.parametrize("name", SPACES)
def test_every_row_is_met_by_some_combination(name: str) -> None:
    for row in table(name).rules:
        alone = replace(table(name), rules=(row,))
        met = (_decided(alone, facts) for facts in SPACES[name]())
        assert any(set(found.values()) != {None} for found in met), f"row {row.number}"


@pytest.mark.clause("C-008")
def test_person_without_a_qualifying_position_is_not_eligible() -> None:
    facts = {
        "profile": PROFILE,
        "within_duties": True,
        "issue_type": "chua_quy_dinh",
        "proposer_kind": "ca_nhan",
    }
    refused = given("dmn_eligibility", {**facts, "position_kind": "khong"})
    assert refused == {"eligible": False, "reason_code": "khong_giu_chuc_vu"}
    assert given("dmn_eligibility", {**facts, "position_kind": "quan_ly"})["eligible"] is True


@pytest.mark.clause("C-004")
def test_matter_outside_the_duties_is_not_eligible() -> None:
    refused = given(
        "dmn_eligibility",
        {
            "profile": PROFILE,
            "within_duties": False,
            "issue_type": "chua_quy_dinh",
            "proposer_kind": "co_quan",
            "position_kind": None,
        },
    )
    assert refused == {"eligible": False, "reason_code": "ngoai_chuc_trach"}


@pytest.mark.parametrize(
    ("subject", "scope", "manager", "rank"),
    [
        ("thuong", 1, 1, 2),
        ("thuong", 3, 2, 3),
        ("thuong", 2, 4, 4),
        ("ngan_sach", 2, 2, 3),
        ("ngan_sach", 5, 3, 5),
        ("dat_dai_quy_hoach", 2, 3, 4),
        ("to_chuc_bo_may", 5, 3, 5),
        ("can_bo", 2, 2, 4),
    ],
)
@pytest.mark.clause("C-011")
def test_competent_level_follows_matter_and_scope(
    subject: str, scope: int, manager: int, rank: int
) -> None:
    found = given(
        "dmn_competence",
        {
            "subject_class": subject,
            "scope_rank": scope,
            "manager_rank": manager,
            "position_manager_rank": 4,
        },
    )
    assert found["competent_rank"] == rank
    assert found["competence_basis"]


@pytest.mark.parametrize(
    ("rank", "board", "subject", "cost", "forum"),
    [
        (1, False, "thuong", 0, "chi_bo_hoi_nghi"),
        (2, False, "thuong", 0, "cap_uy"),
        (3, True, "thuong", 0, "ban_thuong_vu"),
        (3, True, "thuong", LIMIT, "cap_uy"),
        (4, True, "to_chuc_bo_may", 0, "cap_uy"),
    ],
)
@pytest.mark.clause("C-035")
def test_forum_follows_body_matter_and_cost(
    rank: int, board: bool, subject: str, cost: int, forum: str
) -> None:
    found = given(
        "dmn_forum",
        {
            "profile": PROFILE,
            "body_rank": rank,
            "has_board": board,
            "subject_class": subject,
            "est_cost": cost,
        },
    )
    assert found == {"forum_expected": forum}


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({}, None),
        ({"current_due_end": "2024-04-24T00:00:00+07:00"}, "late"),
        ({"requested_due": "2024-06-18"}, "over_cap"),
        ({"requested_due": "2024-05-06"}, "not_later"),
        ({"is_complex": False}, "no_ground"),
        ({"needs_appraisal_time": False}, "no_ground"),
        ({"requested_due": "2024-06-18", "is_complex": False}, "over_cap"),
    ],
)
@pytest.mark.clause("C-031")
def test_extension_is_looked_at_only_in_time_within_the_cap_and_for_its_ground(
    facts: dict[str, Any], code: str | None
) -> None:
    request = {
        "current_due": "2024-05-06",
        "current_due_end": "2024-05-07T00:00:00+07:00",
        "cap": "2024-06-17",
        "requested_due": "2024-06-17",
        "is_complex": True,
        "needs_appraisal_time": True,
    }
    found = given("dmn_extension", {**request, **facts})
    assert found == {"admissible": code is None, "refusal_code": code}


@pytest.mark.parametrize("code", ["QN", "BD", "VP", "UB", "MG"])
@pytest.mark.clause("C-012")
def test_constitution_and_charter_are_hard_and_other_law_is_explained(code: str) -> None:
    items = given("dmn_legality", {"profile": {"code": code}})
    assert {item["item"]: item["hard"] for item in items} == {
        "hien_phap": True,
        "dieu_le": True,
        "phap_luat_khac": False,
    }


@pytest.mark.clause("C-135")
def test_hai_phong_has_five_hard_items() -> None:
    items = given("dmn_legality", {"profile": {"code": "HP"}})
    assert table("dmn_legality").policy is HitPolicy.COLLECT
    assert len(items) == 5
    assert all(item["hard"] and item["label"] for item in items)

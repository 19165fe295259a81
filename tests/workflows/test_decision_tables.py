"""Every combination of inputs meets exactly one row of each shipped table that must give one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

import pytest
from lxml import etree

from app.feel import evaluate, unary_test
from tests.feel.factories import environment
from tests.workflows.shipped import WORKFLOWS

DMN = "{https://www.omg.org/spec/DMN/20191111/MODEL/}"
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


@dataclass(frozen=True)
class Table:
    """A decision table as its file writes it."""

    hit_policy: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]

    def hits(self, facts: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return what each row that is met gives."""
        env = environment()
        values = [evaluate(text, facts.get, env) for text in self.inputs]
        return [
            {
                name: evaluate(cell, facts.get, env)
                for name, cell in zip(self.outputs, given, strict=True)
            }
            for tests, given in self.rows
            if all(unary_test(t, v, facts.get, env) for t, v in zip(tests, values, strict=True))
        ]


@cache
def table(name: str) -> Table:
    """Read a shipped table."""
    (path,) = WORKFLOWS.glob(f"*/{name}.dmn")
    root = etree.fromstring(path.read_bytes())
    return Table(
        str(next(root.iter(f"{DMN}decisionTable")).get("hitPolicy")),
        tuple(str(e.findtext(f"{DMN}inputExpression/{DMN}text")) for e in root.iter(f"{DMN}input")),
        tuple(str(e.get("name")) for e in root.iter(f"{DMN}output")),
        tuple((_cells(r, "inputEntry"), _cells(r, "outputEntry")) for r in root.iter(f"{DMN}rule")),
    )


def _cells(row: Any, tag: str) -> tuple[str, ...]:
    return tuple(cell.findtext(f"{DMN}text") for cell in row.findall(f"{DMN}{tag}"))


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


SPACES = {"dmn_eligibility": proposers, "dmn_competence": plans, "dmn_forum": bodies}


@pytest.mark.parametrize("name", SPACES)
def test_every_combination_meets_exactly_one_row(name: str) -> None:
    assert table(name).hit_policy == "UNIQUE"
    for facts in SPACES[name]():
        assert len(table(name).hits(facts)) == 1, facts


@pytest.mark.parametrize("name", SPACES)
def test_every_row_is_met_by_some_combination(name: str) -> None:
    met = [facts for facts in SPACES[name]()]
    for number, row in enumerate(table(name).rows):
        alone = Table("UNIQUE", table(name).inputs, table(name).outputs, (row,))
        assert any(alone.hits(facts) for facts in met), f"row {number + 1}"


def _one(name: str, **facts: Any) -> dict[str, Any]:
    (given,) = table(name).hits(facts)
    return given


@pytest.mark.clause("C-008")
def test_person_without_a_qualifying_position_is_not_eligible() -> None:
    facts = {
        "profile": PROFILE,
        "within_duties": True,
        "issue_type": "chua_quy_dinh",
        "proposer_kind": "ca_nhan",
    }
    refused = _one("dmn_eligibility", **facts, position_kind="khong")
    assert refused == {"eligible": False, "reason_code": "khong_giu_chuc_vu"}
    assert _one("dmn_eligibility", **facts, position_kind="quan_ly")["eligible"] is True


@pytest.mark.clause("C-004")
def test_matter_outside_the_duties_is_not_eligible() -> None:
    refused = _one(
        "dmn_eligibility",
        profile=PROFILE,
        within_duties=False,
        issue_type="chua_quy_dinh",
        proposer_kind="co_quan",
        position_kind=None,
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
    given = _one(
        "dmn_competence",
        subject_class=subject,
        scope_rank=scope,
        manager_rank=manager,
        position_manager_rank=4,
    )
    assert given["competent_rank"] == rank
    assert given["competence_basis"]


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
    given = _one(
        "dmn_forum",
        profile=PROFILE,
        body_rank=rank,
        has_board=board,
        subject_class=subject,
        est_cost=cost,
    )
    assert given == {"forum_expected": forum}


@pytest.mark.parametrize("code", ["QN", "BD", "VP", "UB", "MG"])
@pytest.mark.clause("C-012")
def test_constitution_and_charter_are_hard_and_other_law_is_explained(code: str) -> None:
    items = table("dmn_legality").hits({"profile": {"code": code}})
    assert {item["item"]: item["hard"] for item in items} == {
        "hien_phap": True,
        "dieu_le": True,
        "phap_luat_khac": False,
    }


@pytest.mark.clause("C-135")
def test_hai_phong_has_five_hard_items() -> None:
    items = table("dmn_legality").hits({"profile": {"code": "HP"}})
    assert table("dmn_legality").hit_policy == "COLLECT"
    assert len(items) == 5
    assert all(item["hard"] and item["label"] for item in items)

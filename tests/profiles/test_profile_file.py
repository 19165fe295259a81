"""Profiles: every key known, typed and present; FEEL and Python read the same values."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from app.errors import SettingsError
from app.profiles.keys import DUE_DAYS, KEYS, ND73
from app.profiles.profile import Profile
from app.profiles.profile_file import load_profile, load_profiles
from app.profiles.term_names import OF_DECREE, OF_UNIT

PROFILES = Path(__file__).parents[2] / "workflows" / "profiles"
MG_TEXT = (PROFILES / "MG" / "profile.toml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def mg() -> Profile:
    return load_profile(PROFILES, "MG")


def written(folder: Path, text: str) -> Path:
    (folder / "MG").mkdir()
    (folder / "MG" / "profile.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("code", ["BD", "HP", "MG", "QN", "UB", "VP"])
def test_each_shipped_profile_loads(code: str) -> None:
    assert load_profile(PROFILES, code).code == code


def test_all_shipped_profiles_are_found_by_code() -> None:
    assert set(load_profiles(PROFILES)) == {"BD", "HP", "MG", "QN", "UB", "VP"}


def test_feel_sees_nested_keys_and_null_for_the_lapse_that_is_off(mg: Profile) -> None:
    facts = mg.facts()
    assert facts["due_days"]["coordination"] == 7
    assert facts["override"]["scope"] == "no_majority"
    assert facts["rework_lapse_days"] is None


def test_python_reads_typed_values(mg: Profile) -> None:
    assert mg.vote_quorum == Fraction(2, 3)
    assert mg.negative_rule == "either"
    assert (mg.max_reappraisals, mg.max_questions) == (1, 2)
    assert mg.due_days("authority") == 5
    assert mg.lead_body("monitor") == "MG-TU-BTC"
    assert mg.level(4).leader_title == "Bí thư"
    assert mg.level_name(4) == "Tỉnh ủy"
    assert [(line.item, line.hard) for line in mg.legality_items] == [
        ("hien_phap", True),
        ("dieu_le", True),
        ("phap_luat_khac", False),
    ]


def test_a_key_that_is_missing_or_null_is_named(mg: Profile) -> None:
    with pytest.raises(SettingsError, match=r"due_days\.tea"):
        mg.due_days("tea")
    with pytest.raises(SettingsError, match="rework_lapse_days"):
        mg.number("rework_lapse_days")


def test_a_rank_that_the_profile_does_not_have_is_named(mg: Profile) -> None:
    with pytest.raises(SettingsError, match="cấp 9"):
        mg.level(9)


def test_the_party_term_follows_the_date(mg: Profile) -> None:
    assert mg.party_term(date(2024, 3, 27)) == "2020-2025"
    assert mg.party_term(date(2025, 10, 1)) == "2025-2030"
    with pytest.raises(SettingsError, match="party_terms"):
        mg.party_term(date(2019, 1, 1))


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("max_questions = 2", "max_question = 2", "có phải appraisal.max_questions"),
        ("max_questions = 2", "", "ghi thêm khóa appraisal.max_questions"),
        ("max_questions = 2", 'max_questions = "2"', "số nguyên"),
        ('scope = "no_majority"', 'scope = "always"', "no_majority, not_approved"),
        ('issue_types_allowed = ["chua_quy_dinh"', 'issue_types_allowed = ["la"', "đang là la"),
        ("hard = false", "hard = 0", "true hoặc false"),
        ('label = "Không trái Hiến pháp"', "", "item, label, hard"),
        ('code = "MG"', 'code = "HP"', "phải là MG"),
        ('code = "MG"', 'code = "MG', "TOML"),
    ],
)
def test_a_wrong_profile_file_is_refused_by_name(
    tmp_path: Path, old: str, new: str, word: str
) -> None:
    folder = written(tmp_path, MG_TEXT.replace(old, new, 1))
    with pytest.raises(SettingsError) as refused:
        load_profile(folder, "MG")
    assert word in refused.value.message


def test_an_unknown_profile_is_refused_by_name() -> None:
    with pytest.raises(SettingsError, match="ZZ"):
        load_profile(PROFILES, "ZZ")


@pytest.mark.clause("C-111")
def test_own_head_report_and_basis_section_are_asked_where_the_source_asks() -> None:
    asked = {
        code: (p.value("require_own_head_report"), p.value("require_basis_section"))
        for code, p in load_profiles(PROFILES).items()
    }
    assert asked == {
        "BD": (True, True),
        "HP": (True, False),
        "MG": (False, False),
        "QN": (False, False),
        "UB": (False, False),
        "VP": (False, False),
    }


@pytest.mark.clause("C-135")
def test_all_five_legality_items_of_hai_phong_are_hard() -> None:
    items = load_profile(PROFILES, "HP").legality_items
    assert [(line.item, line.hard) for line in items] == [
        ("hien_phap", True),
        ("dieu_le", True),
        ("quy_dinh_dang", True),
        ("vbqppl", True),
        ("dieu_uoc_quoc_te", True),
    ]


@pytest.mark.clause("C-131")
def test_only_hai_phong_takes_proposals_within_the_rules() -> None:
    allowing = {
        code
        for code, p in load_profiles(PROFILES).items()
        if "trong_quy_dinh" in p.texts("issue_types_allowed")
    }
    assert allowing == {"HP"}


def test_only_quang_ngai_has_a_procedure_of_its_own() -> None:
    sources = {code: p.text("procedure_source") for code, p in load_profiles(PROFILES).items()}
    assert {code for code, source in sources.items() if source == "own"} == {"QN"}
    assert set(sources.values()) == {"own", "QN_default"}


def test_every_term_of_a_profile_has_a_name_for_readers() -> None:
    named = {*OF_UNIT, *OF_DECREE}
    assert named >= {f"due_days.{name}" for name in DUE_DAYS} | {f"nd73.{name}" for name in ND73}
    assert named <= set(KEYS)


def test_terms_of_the_decree_stay_empty_until_somebody_fills_them_in() -> None:
    for profile in load_profiles(PROFILES).values():
        assert set(profile.facts()["nd73"].values()) == {None}

"""Numbers: the pattern, the padding, and the period in which a series counts on."""

from __future__ import annotations

from datetime import date

import pytest

from app.documents import DOC_TYPES, number_text, period_key
from tests.documents.factories import mg_profile, mg_unit


@pytest.mark.parametrize(
    ("key", "unit_id", "n", "written"),
    [
        ("VB_CHO_CHU_TRUONG", "MG-HX", 5, "Số 05-CV/ThU"),
        ("VB_CHO_CHU_TRUONG", "MG-TU", 566, "Số 566-CV/TU"),
        ("TTR", "MG-HX", 41, "Số 41-TTr/ThU"),
        ("BC_CO_QUAN_BAN_HANH", "MG-BL", 9, "Số 09-BC/HU"),
    ],
)
def test_a_number_follows_the_profile_pattern(key: str, unit_id: str, n: int, written: str) -> None:
    assert number_text(mg_profile(), DOC_TYPES[key], mg_unit(unit_id), n) == written


def test_a_party_series_counts_on_until_the_term_ends() -> None:
    doc_type, profile = DOC_TYPES["TTR"], mg_profile()
    assert period_key(profile, doc_type, date(2023, 12, 31)) == "2020-2025"
    assert period_key(profile, doc_type, date(2024, 1, 1)) == "2020-2025"
    assert period_key(profile, doc_type, date(2026, 1, 1)) == "2025-2030"


def test_a_profile_may_let_the_series_start_anew_each_year() -> None:
    profile = mg_profile()
    yearly = type(profile)("MG", {**profile.tree, "reset_rules": {"party": "year"}})
    assert period_key(yearly, DOC_TYPES["TTR"], date(2024, 1, 1)) == "2024"


def test_a_state_letter_has_no_symbol_and_every_other_state_paper_has_one() -> None:
    profile, unit = mg_profile(), mg_unit("MG-SNV")
    letter, report = DOC_TYPES["CV_GIAO_THAM_DINH"], DOC_TYPES["BC_RUI_RO_PHAP_LY"]
    assert number_text(profile, letter, unit, 398, "CCVC") == "Số: 398/SNV-CCVC"
    assert number_text(profile, letter, unit, 5) == "Số: 05/SNV"
    assert number_text(profile, report, unit, 7) == "Số: 07/BC-SNV"


def test_a_state_series_starts_anew_each_year() -> None:
    day, unit = date(2024, 1, 1), mg_unit("MG-SNV")
    assert period_key(mg_profile(), DOC_TYPES["BC_RUI_RO_PHAP_LY"], day, unit) == "2024"

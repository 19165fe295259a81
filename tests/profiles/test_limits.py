"""Values outside their limits are refused by the key's name, in a file as on a page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.errors import SettingsError
from app.profiles import Profile, load_profile
from app.profiles.keys import KEYS
from app.profiles.meanings import GROUPS, MEANINGS
from app.profiles.profile_file import with_values
from app.profiles.typed import is_fixed, read_value, shown, typed_of

PROFILES = Path(__file__).parents[2] / "workflows" / "profiles"
LEVEL = {name: "tên" for name in ("name", "committee", "standing_board", "standing_committee")}
LEVEL |= {"office": "tên", "leader_title": "tên"}


@pytest.fixture(scope="module")
def mg() -> Profile:
    return load_profile(PROFILES, "MG")


def period(**changes: Any) -> dict[str, Any]:
    """A period that may stand so."""
    return {"kind": "*", "outcome": "ended", "years": 5, "source": "do đơn vị quy định"} | changes


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("due_days.authority", 0, "từ 1 đến 365, đang là 0"),
        ("override.report_due", 2, "để 1, quy định không cho số khác"),
        ("place_name", "  ", "ghi một dòng, từ 1 đến 500 ký tự"),
        ("place_name", "Minh\nGiang", "ghi một dòng"),
        ("legal_bases", [], "ghi từ 1 đến 100 dòng"),
        ("legal_bases", ["Điều lệ", 7], "mỗi dòng phải là chữ"),
        ("number_patterns.party", "Số {n.__class__}", "ghi {n} đúng một lần"),
        ("number_patterns.party", "Số {n:>999999999}", "ghi {n} đúng một lần"),
        ("number_patterns.party", "Số {n!r}", "ghi {n} đúng một lần"),
        ("number_patterns.party", "Số {symbol}", "ghi {n} đúng một lần"),
        ("number_patterns.party", "{symbol}{n}", "ghi {n} đúng một lần"),
        ("number_patterns.party", "2024-{n}", "bỏ chữ số"),
        ("number_patterns.party", "Số {n", "đóng mở ngoặc nhọn"),
        ("party_terms", [{"key": "a", "from": "1/10/2025"}], "dạng 2025-10-01"),
        ("party_terms", [], "ghi từ 1 đến 100 dòng"),
        ("retention.periods", [period(kind="old")], "kind là một trong"),
        ("retention.periods", [period(outcome="lost")], "outcome là một trong"),
        ("retention.periods", [period(years=0)], "years từ 1 đến 100"),
        ("retention.periods", [period(source=" ")], "source ghi ai quy định"),
        ("level_list", [{"rank": 6, "key": "xa", **LEVEL}], "cấp tăng dần từ 1 đến 5"),
        ("legality_items", [{"item": "Hiến", "label": "x", "hard": True}], "cột item ghi chữ"),
        ("vote.quorum", "1/4", "chọn một trong 2/3, 1/2"),
    ],
)
def test_value_outside_its_limit_is_refused_by_key_and_limit(
    mg: Profile, key: str, value: Any, told: str
) -> None:
    with pytest.raises(SettingsError) as refused:
        with_values(mg, {key: value})
    assert key in refused.value.message and told in refused.value.message


def test_other_values_lie_over_the_file_and_none_empties_what_is_optional(mg: Profile) -> None:
    after = with_values(mg, {"due_days.authority": 4, "nd73.answer_days": 15})
    assert (after.due_days("authority"), after.days("nd73.answer_days")) == (4, 15)
    assert (after.due_days("advice"), mg.due_days("authority")) == (3, 5)
    assert with_values(after, {"nd73.answer_days": None}).days("nd73.answer_days") is None
    with pytest.raises(SettingsError, match=r"ghi thêm khóa due_days\.authority"):
        with_values(mg, {"due_days.authority": None})


def test_every_key_has_one_place_and_a_meaning() -> None:
    placed = [key for group in GROUPS for key in group.keys]
    assert sorted(placed) == sorted(KEYS) == sorted(MEANINGS)


@pytest.mark.parametrize("code", ["HP", "MG", "VP"])
def test_what_a_page_shows_is_read_back_as_it_was(code: str) -> None:
    for key, value in load_profile(PROFILES, code).flat().items():
        assert read_value(key, typed_of(key, value)) == value, key


def test_typed_texts_become_values_of_their_kind() -> None:
    assert read_value("cost_class_c", {"cost_class_c": ["45.000.000"]}) == 45_000_000
    assert read_value("nd73.answer_days", {"nd73.answer_days": [" "]}) is None
    assert read_value("appraisal.council.odd", {"appraisal.council.odd": ["co"]}) is True
    rows = {"party_terms.key": ["2025-2030", ""], "party_terms.from": ["2025-10-01", " "]}
    assert read_value("party_terms", rows) == [{"key": "2025-2030", "from": "2025-10-01"}]
    for text in ("x", "-1", "1,5", "", "9" * 19):
        with pytest.raises(SettingsError, match="ghi một số nguyên"):
            read_value("due_days.triage", {"due_days.triage": [text]})


def test_readers_see_words_not_codes() -> None:
    assert shown("no_majority") == "không phương án nào đủ quá bán"
    assert (shown(None), shown(True), shown(45_000_000)) == ("để trống", "có", "45.000.000")
    assert shown([{"item": "a", "hard": False}, {"item": "b", "hard": True}]) == "a, không; b, có"


def test_what_a_clause_fixes_cannot_be_edited() -> None:
    fixed = {key for key in KEYS if is_fixed(key)}
    assert {"code", "vote.casting", "clock.count_receipt_day", "override.report_due"} <= fixed
    assert "due_days.triage" not in fixed

"""What a FEEL text is and which names it uses, before anything is evaluated."""

from __future__ import annotations

import pytest

from app.errors import FeelError
from app.feel import check, names_of, names_of_test


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('channel in ["giay", "buu_chinh"]', {"channel"}),
        ("=eligible = true", {"eligible"}),
        ("${ count(coordinating) > 0 }", {"coordinating"}),
        ("profile.override.scope", {"profile"}),
        ("for x in a, y in x.b return x + y + z", {"a", "z"}),
        ("some r in risks satisfies r.ok = bar", {"risks", "bar"}),
        ("{a: 1, b: a + c}.b", {"c"}),
        ("function(q) q + w", {"w"}),
        ("working days(-3, due)", {"due"}),
        ("now() > date and time(cap)", {"cap"}),
        ("a instance of number", {"a"}),
        ("-total", {"total"}),
        ("nhãn + 1", {"nhãn"}),
    ],
)
def test_names_are_the_free_root_variables(text: str, names: set[str]) -> None:
    assert names_of(text).names == names


def test_names_inside_a_filter_are_told_apart() -> None:
    found = names_of("rows[ok = false and item.k > limit].name")
    assert found.names == {"rows"}
    assert found.maybe == {"ok", "limit"}


def test_paths_are_given_for_checking_profile_keys() -> None:
    found = names_of('profile.override.scope = "no_majority" and clock.d20 != null')
    assert found.paths == {"profile.override.scope", "clock.d20"}


def test_functions_are_named() -> None:
    assert names_of("working days(count(a)) > now()").functions == {"working days", "count", "now"}


@pytest.mark.parametrize(
    "text",
    [
        "P30D",
        "PT1H30M",
        "P1Y2M",
        "-P3D",
        "R3/PT1H",
        "R/PT1H",
        "R/P1D",
        "R/2024-03-04T00:00:00+07:00/P1D",
        "2024-03-04",
        "2024-03-04T00:00:00+07:00",
        "2024-03-04T00:00Z",
        "${P2D}",
        " P5D ",
    ],
)
def test_bare_iso_text_is_a_value(text: str) -> None:
    found = names_of(text)
    assert found.is_value
    assert found.names == frozenset()


@pytest.mark.parametrize("text", ["P", "PT", "P1", "R3", "PD", "P30D + x"])
def test_text_that_only_looks_like_iso_is_an_expression(text: str) -> None:
    assert not names_of(text).is_value


@pytest.mark.parametrize("text", ["2024-13-45", "2024-02-30T00:00:00+07:00", "R/2024-00-01/P1D"])
def test_impossible_date_is_refused(text: str) -> None:
    with pytest.raises(FeelError, match="không phải ngày giờ có thật"):
        names_of(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1 +", "vị trí 4"),
        ("a == b", "vị trí 4, chỗ “= b”"),
        ("a = > 3", "vị trí 5"),
        ("> 5", "không đọc được"),
        ("a && b", "không đọc được"),
        ("!a", "không đọc được"),
        ("", "để trống"),
        ("${}", "để trống"),
        ('a = "open', "không đọc được"),
        ("__import__('os').getpid() > 0", "không đọc được"),
        ("if a then b", "không đọc được"),
        ("a\x00b", "ký tự điều khiển"),
        ("x" * 10_001, "rút gọn"),
    ],
)
def test_text_that_is_not_feel_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(FeelError, match=words):
        names_of(text)


@pytest.mark.parametrize("text", ["foo(1)", "working day(3)", "a.b(1)", 'eval("1")', "sum2([1])"])
def test_unknown_function_is_refused(text: str) -> None:
    with pytest.raises(FeelError, match="mà hệ thống không có"):
        names_of(text)


def test_function_of_the_expression_itself_is_known() -> None:
    assert names_of("{f: function(x) x + 1, y: f(2)}.y").functions == frozenset()


def test_unary_tests_name_what_they_use() -> None:
    assert names_of_test("> limit, [1..top]").names == {"limit", "top"}
    assert names_of_test('not("a")').names == frozenset()
    assert names_of_test("? > other").names == {"other"}
    assert names_of_test(" ").text == "-"


def test_check_names_what_nobody_writes() -> None:
    assert check("finding = basis", {"finding", "basis"}) == ()
    (sentence,) = check("fnding = basis", {"finding", "basis"})
    assert "“fnding”" in sentence
    (sentence,) = check("finding =", {"finding"})
    assert "không đọc được" in sentence


def test_context_read_by_its_keys_is_not_handed_over_whole() -> None:
    text = "profile.due_days.reply > 3 and rows[level = profile.code] = [] and count(other) > 0"
    assert names_of(text).keys == {"profile": ["due_days", "code"]}


def test_context_read_whole_somewhere_has_no_keys() -> None:
    assert names_of("profile.code = profile").keys == {}

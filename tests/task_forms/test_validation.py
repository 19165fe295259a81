"""Conditions, rows, rules across fields, and what an attacker sends."""

from __future__ import annotations

import time
from typing import Any

import pytest

from app.errors import FeelError, FormInvalid, UnknownAnswer
from app.task_forms import validate
from tests.task_forms.factories import (
    accepted,
    choice,
    context,
    field,
    form,
    group,
    refused,
    rows,
    rule,
    sentences,
)

COMPLETENESS = choice("radio", "completeness", {"du": "Đủ", "thieu": "Thiếu"}, required=True)
MISSING = field("textfield", "missing", required=True, hide='=completeness != "thieu"')
RISKS = rows(
    "risks",
    field("textfield", "risk", label="Rủi ro", required=True),
    field("textarea", "prevention", label="Cách phòng", required=True, hide='=this.risk = ""'),
    label="Rủi ro",
)
LEGALITY = rows(
    "legality",
    field("textfield", "item", readonly=True, hide="=true"),
    choice("radio", "ok", {True: "Đạt", False: "Không đạt"}, label="Kết quả", required=True),
    field("textarea", "note", label="Lý do", required=True, hide="=this.ok = null or this.ok"),
    label="Kiểm tra",
    allowAddRemove=False,
)
ITEMS = {"legality": [{"item": "hien_phap"}, {"item": "dieu_le"}]}


# Conditions


def test_hidden_answer_is_dropped_and_not_required() -> None:
    made = form(COMPLETENESS, MISSING)
    result = accepted(made, {"completeness": "du", "missing": "smuggled"})
    assert result == {"completeness": "du", "missing": None}


def test_shown_answer_is_required() -> None:
    made = form(COMPLETENESS, MISSING)
    assert sentences(made, {"completeness": "thieu"}) == {"missing": "Ghi missing"}


def test_condition_on_a_hidden_answer_sees_null() -> None:
    made = form(
        COMPLETENESS,
        MISSING,
        field("textfield", "third", required=True, hide='=missing = null or missing = ""'),
    )
    assert accepted(made, {"completeness": "du", "missing": "x"})["third"] is None
    assert list(sentences(made, {"completeness": "thieu", "missing": "x"})) == ["third"]


def test_hidden_group_drops_everything_in_it() -> None:
    made = form(COMPLETENESS, group(field("textfield", "a", required=True), RISKS, hide="=true"))
    given = {"completeness": "du", "a": "x", "risks": [{"risk": "y"}]}
    assert accepted(made, given) == {"completeness": "du", "a": None, "risks": None}


def test_condition_reads_facts_profile_and_the_present() -> None:
    made = form(
        field("textfield", "a", required=True, hide="=round_no < 2"),
        field("textfield", "b", required=True, hide="=profile.appraisal.max = 1"),
        field("textfield", "c", required=True, hide="=today() = date(day)"),
    )
    given = {"facts": {"round_no": 1, "day": "2024-04-24"}, "profile": {"appraisal.max": 1}}
    assert refused(made, {}, **given) == ()
    assert set(sentences(made, {}, facts={"round_no": 2, "day": "2024-04-25"})) == {"a", "b", "c"}


def test_fact_of_an_earlier_round_never_answers_for_the_person() -> None:
    made = form(COMPLETENESS)
    assert list(sentences(made, {}, facts={"completeness": "du"})) == ["completeness"]


# Read-only and computed


def test_readonly_value_comes_from_the_register_and_is_not_written() -> None:
    made = form(
        field("number", "members", readonly=True),
        field("number", "present", label="Có mặt", max="=members", required=True),
    )
    assert accepted(made, {"members": 99, "present": 11}, facts={"members": 11}) == {"present": 11}
    error = {"present": "Ghi có mặt không quá 11"}
    assert sentences(made, {"members": 99, "present": 12}, facts={"members": 11}) == error


def test_forged_total_is_refused_as_unknown_or_recomputed() -> None:
    total = {
        "type": "expression",
        "id": "t",
        "key": "total",
        "expression": "=sum(for c in costs return c.amount)",
    }
    made = form(rows("costs", field("number", "amount", required=True)), total)
    result = accepted(made, {"costs": [{"amount": 2}, {"amount": "1.000"}], "total": 9})
    assert result["total"] == 1002


# Rows


def test_row_errors_say_the_row_number() -> None:
    made = form(RISKS)
    given = {"risks": [{"risk": "a", "prevention": "b"}, {}, {"risk": "c"}]}
    assert sentences(made, given) == {
        "risks[1].risk": "Dòng 2: ghi rủi ro",
        "risks[2].prevention": "Dòng 3: ghi cách phòng",
    }


def test_row_value_hidden_in_its_row_is_dropped() -> None:
    result = accepted(form(LEGALITY), {"legality": [{"ok": True, "note": "x"}] * 2}, prefill=ITEMS)
    assert result["legality"] == [
        {"item": "hien_phap", "ok": True, "note": None},
        {"item": "dieu_le", "ok": True, "note": None},
    ]


def test_fixed_rows_keep_the_name_that_the_register_gave() -> None:
    given = {"legality": [{"item": "forged", "ok": True}, {"ok": False, "note": "lý do"}]}
    result = accepted(form(LEGALITY), given, prefill=ITEMS)
    assert [row["item"] for row in result["legality"]] == ["hien_phap", "dieu_le"]


def test_fixed_rows_cannot_be_left_out_or_added() -> None:
    made = form(LEGALITY)
    short = sentences(made, {"legality": [{"ok": True}]}, prefill=ITEMS)
    assert short == {"legality[1].ok": "Dòng 2: chọn kết quả"}
    with pytest.raises(UnknownAnswer, match="2 dòng cố định"):
        refused(made, {"legality": [{"ok": True}] * 3}, prefill=ITEMS)


def test_rows_beyond_the_limit_are_refused_in_words() -> None:
    many = {"risks": [{"risk": "a", "prevention": "b"}] * 201}
    assert sentences(form(RISKS), many) == {"risks": "Bỏ bớt dòng ở rủi ro, nhiều nhất 200 dòng"}


@pytest.mark.parametrize("given", ["x", {"0": {}}, ["x"], [["x"]], 3])
def test_rows_of_a_wrong_shape_are_refused(given: Any) -> None:
    assert list(sentences(form(RISKS), {"risks": given})) == ["risks"]


def test_accepted_answers_pass_again_unchanged() -> None:
    made = form(COMPLETENESS, MISSING, LEGALITY, RISKS, field("number", "no", readonly=True))
    given = {
        "completeness": "du",
        "risks": [{"risk": "a", "prevention": "b"}],
        "legality": [{"ok": True}, {"ok": False, "note": "x"}],
    }
    once = accepted(made, given, prefill=ITEMS)
    assert accepted(made, once, prefill=ITEMS) == once


# Rules across fields


def test_rule_that_is_not_true_stands_at_its_field() -> None:
    made = form(
        field("number", "present", required=True),
        field("number", "votes", required=True),
        rules=[rule("votes <= present", "votes", "Ghi số phiếu không quá số có mặt")],
    )
    assert sentences(made, {"present": 3, "votes": 4}) == {
        "votes": "Ghi số phiếu không quá số có mặt"
    }
    assert refused(made, {"present": 4, "votes": 4}) == ()


def test_rule_about_a_wrong_field_waits_for_that_field() -> None:
    made = form(
        field("number", "present", label="Số có mặt", required=True),
        field("number", "votes"),
        rules=[rule("votes <= present", "votes")],
    )
    assert sentences(made, {"votes": 4}) == {"present": "Ghi số có mặt"}


def test_rule_message_may_be_feel() -> None:
    made = form(
        field("number", "votes"),
        rules=[rule("votes = need", "votes", '="Tổng số phiếu cần bằng " + string(need)')],
    )
    found = sentences(made, {"votes": 4}, facts={"need": 11})
    assert found == {"votes": "Tổng số phiếu cần bằng 11"}


def test_rule_sees_hidden_answers_as_null_and_unknown_is_not_true() -> None:
    made = form(COMPLETENESS, MISSING, rules=[rule('missing = "x"', "completeness")])
    assert sentences(made, {"completeness": "du", "missing": "x"}) == {"completeness": "Sửa lại"}


def test_rule_may_count_working_days() -> None:
    made = form(
        field("datetime", "due", subtype="date"),
        rules=[rule("date(due) < date(date and time(working days(5)))", "due")],
    )
    given = {"working_days": lambda count, start: f"2024-05-{count:02d}T00:00:00+07:00"}
    assert refused(made, {"due": "04/05/2024"}, **given) == ()
    assert list(sentences(made, {"due": "05/05/2024"}, **given)) == ["due"]
    with pytest.raises(FeelError, match="lịch làm việc"):
        refused(made, {"due": "04/05/2024"})


def test_errors_stand_in_page_order_with_label_and_clauses() -> None:
    made = form(
        field("textfield", "b", label="Bê", required=True, properties={"clause": "C-012, C-014"}),
        field("textfield", "a", label="A", required=True),
        rules=[rule("false", "c"), rule("false", "b")],
    )
    errors = refused(made, {})
    assert [error.path for error in errors] == ["b", "a", "c"]
    assert errors[0].clauses == ("C-012", "C-014")
    assert errors[0].label == "Bê"


# Hostile input


@pytest.mark.parametrize(
    "given",
    [
        {"hacker": 1},
        {"completeness": "du", "__proto__": {}},
        {"risks": [{"risk": "a", "admin": True}]},
        {"completeness.x": "du"},
        {"g": {}},
    ],
)
def test_key_that_the_form_does_not_have_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(UnknownAnswer, match="không có mục"):
        refused(form(COMPLETENESS, RISKS), given)


def test_ten_megabytes_of_text_are_refused_in_words_at_once() -> None:
    begun = time.monotonic()
    (error,) = refused(form(field("textarea", "a")), {"a": "ă" * 10_000_000})
    assert "1.000.000 ký tự" in error.message
    assert time.monotonic() - begun < 5


def test_answers_that_are_no_json_are_refused() -> None:
    loop: dict[str, Any] = {}
    loop["a"] = loop
    with pytest.raises(UnknownAnswer):
        refused(form(field("textarea", "a")), loop)


def test_slow_pattern_is_stopped() -> None:
    made = form(field("textfield", "a", pattern="^(a+)+$"))
    begun = time.process_time()
    with pytest.raises(FeelError, match="quá lâu"):
        refused(made, {"a": "a" * 60 + "!"})
    assert time.process_time() - begun < 10
    assert refused(made, {"a": "aa"}) == ()


def test_a_warm_validation_takes_a_few_milliseconds() -> None:
    parts = [field("textarea", f"t{n}", required=True, minLength=3) for n in range(25)]
    made = form(*parts, LEGALITY, RISKS)
    given = {
        **{f"t{n}": "đủ dài" for n in range(25)},
        "risks": [{"risk": "a", "prevention": "b"}] * 5,
        "legality": [{"ok": True}] * 2,
    }
    validate(made, given, context(prefill=ITEMS))
    begun = time.perf_counter()
    for _ in range(20):
        validate(made, given, context(prefill=ITEMS))
    spent = (time.perf_counter() - begun) / 20
    print(f"validation of 39 answers: {spent * 1000:.1f} ms")
    assert spent < 0.1


def test_form_invalid_says_how_many() -> None:
    with pytest.raises(FormInvalid, match="2 mục cần sửa"):
        validate(
            form(field("textfield", "a", required=True), field("textfield", "b", required=True)),
            {},
            context(),
        )

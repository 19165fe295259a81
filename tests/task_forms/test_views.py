"""What is drawn: prefill, what was typed, options, rows, conditions, limits, texts."""

from __future__ import annotations

from app.domain.forms import FieldView, Option
from app.task_forms import present
from tests.task_forms.factories import PEOPLE, choice, context, field, form, group, rows

AGREE = choice("radio", "agree", {True: "Có", False: "Không"}, required=True)
REMARK = field(
    "textarea",
    "remark",
    label="Ý kiến",
    description="Nêu rõ.",
    minLength=30,
    hide="=agree = null or agree",
)


def by_key(views: tuple[FieldView, ...]) -> dict[str, FieldView]:
    """Return the views by key."""
    return {view.key: view for view in views}


def test_first_opening_shows_prefill_defaults_and_facts() -> None:
    made = form(
        field("textfield", "a"),
        field("textfield", "b", defaultValue="mặc định"),
        field("number", "no", readonly=True),
    )
    views = by_key(present(made, {}, context(prefill={"a": "trước"}, facts={"no": 12_000})))
    assert (views["a"].value, views["b"].value) == ("trước", "mặc định")
    assert (views["no"].value, views["no"].text, views["no"].readonly) == (12_000, "12.000", True)


def test_typed_values_win_over_prefill_even_when_emptied() -> None:
    made = form(field("textfield", "a"), field("number", "n"))
    views = by_key(present(made, {"a": None, "n": "nhiều"}, context(prefill={"a": "trước"})))
    assert views["a"].value is None
    assert (views["n"].value, views["n"].text) == ("nhiều", "nhiều")


def test_condition_decides_what_is_shown() -> None:
    made = form(AGREE, group(REMARK))
    for agree, shown in ((None, False), (True, False), (False, True)):
        (_, inside) = present(made, {"agree": agree}, context())
        assert inside.children[0].shown is shown
        assert inside.shown


def test_limits_are_given_as_values() -> None:
    made = form(field("number", "n", min=1, max="=top"), REMARK)
    views = by_key(present(made, {}, context(facts={"top": 5})))
    assert views["n"].constraints == {"min": 1, "max": 5}
    assert views["remark"].constraints["hide"] == "agree = null or agree"
    assert views["remark"].hint == "Nêu rõ."
    assert not views["remark"].required


def test_options_come_from_the_form_the_register_or_feel() -> None:
    made = form(
        AGREE,
        choice("select", "rank", {1: "Chi bộ"}),
        field("select", "who", valuesExpression="=options.people"),
        field("radio", "x", valuesExpression='=for i in 1..2 return {value: i, label: "L"}'),
        field("checklist", "y", valuesExpression='=["a", "b"]'),
    )
    views = by_key(present(made, {"who": "p-an", "agree": False}, context()))
    assert views["agree"].options == (Option("true", "Có"), Option("false", "Không"))
    assert views["rank"].options == (Option("1", "Chi bộ"),)
    assert views["who"].options == PEOPLE
    assert views["x"].options == (Option("1", "L"), Option("2", "L"))
    assert views["y"].options == (Option("a", "a"), Option("b", "b"))
    assert views["who"].text == "Nguyễn Văn An"
    assert views["agree"].text == "Không"


def test_rows_carry_indexed_paths_and_their_own_conditions() -> None:
    made = form(
        rows(
            "risks",
            field("textfield", "risk"),
            field("textfield", "why", hide='=this.risk = ""'),
            defaultRepetitions=1,
        )
    )
    (empty,) = present(made, {}, context())
    assert len(empty.rows) == 1
    (view,) = present(made, {"risks": [{"risk": "a"}, {}]}, context())
    assert [[cell.path for cell in row] for row in view.rows] == [
        ["risks[0].risk", "risks[0].why"],
        ["risks[1].risk", "risks[1].why"],
    ]
    assert [row[1].shown for row in view.rows] == [True, False]
    assert view.can_add
    assert view.can_remove


def test_fixed_rows_are_those_of_the_register() -> None:
    made = form(
        rows(
            "legality",
            field("textfield", "item", readonly=True),
            field("textfield", "note"),
            allowAddRemove=False,
        )
    )
    items = {"legality": [{"item": "hien_phap"}, {"item": "dieu_le"}]}
    (view,) = present(made, {"legality": [{"note": "x", "item": "?"}]}, context(prefill=items))
    assert [[cell.value for cell in row] for row in view.rows] == [
        ["hien_phap", "x"],
        ["dieu_le", None],
    ]
    assert not view.can_add


def test_total_is_computed_as_text() -> None:
    total = {"type": "expression", "id": "t", "key": "total", "expression": "=sum(costs.n)"}
    made = form(rows("costs", field("number", "n")), total)
    view = present(made, {"costs": [{"n": 1500}, {"n": "500"}]}, context())[1]
    assert (view.value, view.text, view.readonly) == (2000, "2.000", True)


def test_texts_are_filled_in_from_facts() -> None:
    made = form(
        {"type": "text", "id": "t", "text": "Chào {{person.name}}"},
        field("textfield", "a", label='="Lần " + string(round_no)'),
    )
    views = present(made, {}, context(facts={"person": {"name": "An"}, "round_no": 2}))
    assert views[0].text == "Chào An"
    assert views[1].label == "Lần 2"


def test_dates_read_as_people_write_them() -> None:
    made = form(field("datetime", "d", subtype="date"), field("datetime", "m", subtype="datetime"))
    typed = {"d": "2024-04-24", "m": "2024-04-24T14:05:00+07:00"}
    views = by_key(present(made, typed, context()))
    assert views["d"].text == "24/04/2024"
    assert views["m"].text == "24/04/2024 14:05"
    assert views["m"].subtype == "datetime"


def test_hostile_answers_are_drawn_without_falling_over() -> None:
    made = form(AGREE, rows("risks", field("textfield", "risk")), field("number", "n"))
    present(made, {"agree": ["x"], "risks": {"a": 1}, "n": {"a": 1}, "zzz": 1}, context())

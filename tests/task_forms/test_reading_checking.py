"""Form files: read or refused in words; what keeps a form from being published."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.errors import DiagramRefused
from app.task_forms import check_form, fact_names, read_form
from tests.task_forms.factories import choice, field, form, group, rows, rule

FORMS = Path(__file__).parents[2] / "forms"
SHIPPED = sorted(FORMS.glob("*/*.form"))
NAME = field("textfield", "name")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_shipped_form_has_no_finding(path: Path) -> None:
    made = read_form(path.read_bytes())
    assert check_form(made) == ()
    assert made.id == f"{path.parent.name}.{path.stem}"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "không phải JSON"),
        (b"<html></html>", "không phải JSON"),
        (b"\xff\xfe\x00", "không phải JSON"),
        (b"[" * 100_000, "không phải JSON"),
        (b"[]", "không phải biểu"),
        (b'{"id": "x"}', "không phải biểu"),
        (b'{"components": []}', "không phải biểu"),
        (b'{"id": "x", "components": [3]}', "không phải biểu"),
        (b'{"id": "x", "components": [{"components": [[]]}]}', "không phải biểu"),
        (b'{"id": "x", "components": [], "properties": {"rules": [3]}}', "không phải quy tắc"),
        (b" " * 1_000_001, "1 MB"),
    ],
)
def test_bytes_that_are_no_form_are_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(DiagramRefused, match=words):
        read_form(data)


def test_root_properties_and_renames_are_read() -> None:
    made = form(
        group(field("textarea", "conditions", properties={"fact": "appraisal_conditions"})),
        field("number", "auto", readonly=True),
        rows("risks", field("textfield", "risk", properties={"fact": "ignored"})),
        rules=[{**rule("true", "risks"), "clauses": ["C-024"]}],
    )
    assert made.title == "Biểu thử"
    assert made.renames == {"conditions": "appraisal_conditions"}
    assert made.rules[0].clauses == ("C-024",)
    assert fact_names(made) == ("appraisal_conditions", "risks")


@pytest.mark.parametrize(
    ("component", "finding"),
    [
        ({"type": "iframe", "id": "x"}, "form_component"),
        ({"type": "html", "id": "x", "content": "<p>"}, "form_component"),
        ({"type": "table", "id": "x"}, "form_component"),
        (field("textfield", "a.b"), "form_key"),
        (field("textfield", "1a"), "form_key"),
        (field("textfield", "tên"), "form_key"),
        (NAME, "form_key"),
        ({**group(field("textfield", "a")), "path": "g"}, "form_key"),
        (field("select", "a"), "form_options"),
        (field("select", "a", valuesKey="x"), "form_options"),
        (field("select", "a", valuesExpression="=options.people[1]"), "form_options"),
        (field("textfield", "a", readonly="=b = 1"), "form_readonly"),
        (rows("r", field("textfield", "a", readonly=True)), "form_readonly"),
        (field("textfield", "a", hide="=b = "), "form_feel"),
        (field("textfield", "a", hide="=b == 1"), "form_feel"),
        (field("number", "a", max="=foo(1)"), "form_feel"),
        (field("radio", "a", valuesExpression="=["), "form_feel"),
        (
            rows(
                "r", choice("radio", "ok", {True: "Đ"}), field("textfield", "n", hide="=ok = true")
            ),
            "form_row_name",
        ),
    ],
)
def test_component_that_cannot_be_used_is_found(component: dict[str, Any], finding: str) -> None:
    found = check_form(form(NAME, component))
    assert finding in {one.rule for one in found}
    assert all(one.message and one.repair for one in found)


@pytest.mark.parametrize(
    "broken",
    [
        rule("name = ", "name"),
        rule("foo(name)", "name"),
        rule("true", "nowhere"),
        rule("true", "name", ""),
        rule("true", "name", '="x" +'),
    ],
)
def test_rule_that_cannot_be_used_is_found(broken: dict[str, Any]) -> None:
    (found,) = check_form(form(NAME, rules=[broken]))
    assert found.rule == "form_rule"


def test_unknown_scope_is_found() -> None:
    (found,) = check_form(form(NAME, scope="world"))
    assert found.rule == "form_scope"


def test_what_form_js_itself_refuses_is_found() -> None:
    twice = [{**field("textfield", "a"), "id": "same"}, {**field("textfield", "b"), "id": "same"}]
    (found,) = check_form(form(*twice))
    assert found.rule == "form_schema"


def test_supported_components_pass() -> None:
    made = form(
        {"type": "text", "id": "t", "text": "# Chào"},
        {"type": "separator", "id": "s"},
        {"type": "spacer", "id": "sp"},
        group(NAME, field("textarea", "b"), field("number", "c"), field("checkbox", "d")),
        field("datetime", "e", subtype="date"),
        choice("checklist", "f", {"x": "X"}),
        choice("radio", "g", {"x": "X"}),
        choice("select", "h", {"x": "X"}),
        field("taglist", "i", valuesExpression="=options.people", properties={"ref": "people"}),
        field("filepicker", "j"),
        rows("k", field("textfield", "l"), field("textfield", "m", hide="=this.l = null")),
        {"type": "expression", "id": "n", "key": "n", "expression": "=c + 1"},
    )
    assert check_form(made) == ()


def test_reading_keeps_the_schema_as_written() -> None:
    data = {"id": "a.b", "type": "default", "components": [NAME]}
    made = read_form(json.dumps(data).encode())
    assert made.schema == data
    assert made.scope == "activation"


@pytest.mark.parametrize("key", ["draft", "section", "answers", "password"])
def test_key_that_a_page_takes_for_its_own_control_is_refused(key: str) -> None:
    (finding,) = check_form(form(group(field("textfield", key))))
    assert finding.rule == "form_control_name"
    assert check_form(form(rows("risks", field("textfield", key)))) == ()


@pytest.mark.parametrize(
    ("part", "value"),
    [("validate", True), ("conditional", "x"), ("values", 3), ("label", {}), ("key", ["a"])],
)
def test_component_with_a_part_of_another_kind_is_refused_by_its_name(
    part: str, value: object
) -> None:
    component = {"type": "textfield", "id": "Field_x", "key": "x", "label": "Ý kiến", part: value}
    data = json.dumps({"id": "p.t", "components": [component]}).encode()
    with pytest.raises(DiagramRefused, match=part):
        read_form(data)

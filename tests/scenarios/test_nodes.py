"""YAML read as it was written, with lines, and refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import ScenarioRefused
from app.scenarios.nodes import Table, choice_of, items_of, number_of, plain, read_yaml, text_of


def table_in(folder: Path, text: str) -> Table:
    """Return what a file with this text holds."""
    path = folder / "SC-0.yaml"
    path.write_text(text, "utf-8")
    return read_yaml(path)


def test_yes_and_no_stay_the_words_that_were_written(tmp_path: Path) -> None:
    table = table_in(tmp_path, "a: yes\nb: no\nc: 012\nd: 2024-03-04\n")
    assert plain(table) == {"a": "yes", "b": "no", "c": "012", "d": "2024-03-04"}


def test_an_empty_value_is_none_and_a_quoted_one_is_text(tmp_path: Path) -> None:
    table = table_in(tmp_path, "a: ~\nb:\nc: '~'\n")
    assert plain(table) == {"a": None, "b": None, "c": "~"}


def test_an_unknown_key_is_refused_with_its_line_and_the_known_ones(tmp_path: Path) -> None:
    table = table_in(tmp_path, "who: thu\nwhom: nga\n")
    with pytest.raises(ScenarioRefused, match=r"dòng 2: không có mục “whom”.*who, body"):
        table.only("who", "body")


def test_a_key_written_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ScenarioRefused, match="dòng 2: mục “a” viết hai lần"):
        table_in(tmp_path, "a: 1\na: 2\n")


@pytest.mark.parametrize("text", ["", "a: [1", "- 1\n", "a: {b: 1"])
def test_what_is_no_mapping_is_refused_naming_the_file(tmp_path: Path, text: str) -> None:
    with pytest.raises(ScenarioRefused, match=r"SC-0\.yaml"):
        table_in(tmp_path, text)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ScenarioRefused, match="không đọc được tệp"):
        read_yaml(tmp_path / "none.yaml")


def test_values_of_the_wrong_kind_are_refused_with_their_line(tmp_path: Path) -> None:
    table = table_in(tmp_path, "a: [1]\nb: x\n")
    with pytest.raises(ScenarioRefused, match="dòng 1: cần một giá trị"):
        text_of(table.need("a"))
    with pytest.raises(ScenarioRefused, match="dòng 2: cần một số nguyên"):
        number_of(table.need("b"))
    with pytest.raises(ScenarioRefused, match="dòng 2: ghi một trong: up, down"):
        choice_of(table.need("b"), "up", "down")
    with pytest.raises(ScenarioRefused, match="dòng 1: thiếu mục “c”"):
        table.need("c")


def test_one_value_alone_is_a_list_of_one(tmp_path: Path) -> None:
    table = table_in(tmp_path, "a: x\nb: ~\nc: [x, y]\n")
    assert [len(items_of(table.need(key))) for key in "abc"] == [1, 0, 2]

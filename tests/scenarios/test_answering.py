"""Answers become the fields that a browser would send."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from app.errors import ScenarioRefused
from app.scenarios.acting import typed
from app.scenarios.answering import Filling, content_of
from app.scenarios.pages import Control

PAGE = {
    "title": Control("text", ["cũ"]),
    "agree": Control("radio", [], ["true", "false"]),
    "received": Control("radio", [], ["yes", "no"]),
    "recipients": Control("checkbox", ["thu"], ["thu", "nga"]),
    "held_at.date": Control("text", [""]),
    "held_at.time": Control("text", [""]),
    "legality[0].ok": Control("radio", [], ["true", "false"]),
    "legality[1].ok": Control("radio", [], ["true", "false"]),
    "risks[0].description": Control("textarea", ["rủi ro cũ"]),
    "risks[1].description": Control("textarea", ["rủi ro cũ nữa"]),
    "scan": Control("file"),
}
NAMES = {"legality": ("hien_phap", "dieu_le")}


def filled(answers: Mapping[str, Any]) -> Filling:
    """Return the page with these answers written on it."""
    filling = Filling(PAGE, NAMES, typed)
    for key, value in answers.items():
        filling.put(key, value)
    return filling


def fields(answers: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the fields as sent."""
    return filled(answers).fields


def test_what_is_not_answered_stays_as_the_page_held_it() -> None:
    sent = list(filled({}).posted())
    assert ("title", "cũ") in sent
    assert ("recipients", "thu") in sent
    assert "scan" not in dict(sent)


def test_yes_and_no_become_what_the_field_offers() -> None:
    sent = fields({"agree": "yes", "received": "yes", "commitment": "no"})
    assert (sent["agree"], sent["received"], sent["commitment"]) == (["true"], ["yes"], ["false"])


def test_days_and_times_are_typed_as_people_do() -> None:
    sent = fields({"due": "2024-03-25", "held_at": "2024-03-26 08:00"})
    assert sent["due"] == ["25/03/2024"]
    assert (sent["held_at.date"], sent["held_at.time"]) == (["26/03/2024"], ["08:00"])


def test_rows_written_replace_all_rows_of_the_page() -> None:
    sent = fields({"risks": [{"description": "mới", "impact": "2"}]})
    assert sent["risks[0].description"] == ["mới"]
    assert sent["risks[0].impact"] == ["2"]
    assert "risks[1].description" not in sent


def test_an_empty_list_leaves_no_row() -> None:
    assert not [name for name in fields({"risks": []}) if name.startswith("risks[")]


def test_each_row_shown_is_answered_and_a_named_one_may_differ() -> None:
    rows = {"each": {"ok": "yes"}, "dieu_le": {"ok": "no", "note": "chưa rõ"}}
    sent = fields({"legality": rows})
    assert sent["legality[0].ok"] == ["true"]
    assert sent["legality[1].ok"] == ["false"]
    assert sent["legality[1].note"] == ["chưa rõ"]


def test_a_row_of_an_unknown_name_is_refused() -> None:
    with pytest.raises(ScenarioRefused, match="không có dòng dieu_la"):
        filled({"legality": {"each": {"ok": "yes"}, "dieu_la": {"ok": "no"}}})


def test_nothing_is_sent_as_an_empty_field() -> None:
    assert fields({"title": None})["title"] == [""]


def test_a_file_is_attached_and_not_typed() -> None:
    filling = filled({"scan": {"file": "bien-ban.pdf"}})
    assert filling.files == {"scan": "bien-ban.pdf"}
    assert content_of("bien-ban.pdf").startswith(b"%PDF-")
    with pytest.raises(ScenarioRefused, match="chỉ đính kèm"):
        content_of("bien-ban.exe")

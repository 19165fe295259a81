"""Vietnamese stands in the code; every text has its English, with the same values in it."""

from __future__ import annotations

import re

from flask.testing import FlaskClient

from tests.web.catalogue import catalogue, texts
from tests.web.conftest import post

VALUE = re.compile(r"%\(\w+\)s")
FORBIDDEN = ("không hợp lệ", "trường bắt buộc", "vui lòng", "rất tiếc", "phê duyệt", "!")


def test_every_text_is_translated() -> None:
    english = catalogue()
    missing = []
    for text in texts():
        message = english.get(text)
        forms = [] if message is None else message.string
        forms = [forms] if isinstance(forms, str) else list(forms)
        if message is None or message.fuzzy or not forms or not all(forms):
            missing.append(text)
    assert missing == []


def test_no_translation_is_left_over() -> None:
    used = texts()
    ids = [m.id[0] if isinstance(m.id, tuple) else m.id for m in catalogue() if m.id]
    assert [text for text in ids if text not in used] == []


def test_translations_carry_the_same_values() -> None:
    for message in catalogue():
        if not message.id:
            continue
        source = message.id if isinstance(message.id, str) else message.id[0]
        forms = [message.string] if isinstance(message.string, str) else message.string
        for form in forms:
            assert set(VALUE.findall(form)) == set(VALUE.findall(source)), source


def test_no_text_uses_a_word_the_register_forbids() -> None:
    for text in texts():
        assert not [word for word in FORBIDDEN if word in text.lower()], text


def test_the_switch_turns_the_page_english_and_stays_on_it(dung: FlaskClient) -> None:
    status, _text, target = post(dung, "/ngon-ngu", {"language": "en", "next": "/viec?tab=done"})
    assert (status, target) == (303, "/viec?tab=done")
    page = dung.get("/viec").get_data(as_text=True)
    assert '<html lang="en"' in page
    assert "My tasks" in page
    assert "1 day late" in page
    assert "6 working days left" in page


def test_theme_and_contrast_are_set_by_the_server(dung: FlaskClient) -> None:
    wanted = {"language": "vi", "theme": "dark", "contrast": "high"}
    assert post(dung, "/cai-dat", wanted)[2] == "/cai-dat"
    page = dung.get("/viec").get_data(as_text=True)
    assert '<html lang="vi" data-bs-theme="dark" data-contrast="high">' in page


def test_an_unknown_preference_falls_back(dung: FlaskClient) -> None:
    dung.set_cookie("hien-thi", "xx.<b>.high")
    assert '<html lang="vi" data-bs-theme="light" data-contrast="high">' in dung.get(
        "/viec"
    ).get_data(as_text=True)

"""Vietnamese labels in lines."""

from __future__ import annotations

import unicodedata

from app.diagrams.picture.labels import width_of, wrap


def test_label_is_broken_between_words_where_it_no_longer_fits() -> None:
    lines = wrap("Báo cáo người đứng đầu nơi công tác", 100)
    assert lines == ["Báo cáo người", "đứng đầu nơi", "công tác"]
    assert all(width_of(line) <= 100 for line in lines)


def test_long_word_stands_alone_and_whole() -> None:
    assert wrap("a nghiêngnghiêngnghiêng b", 50) == ["a", "nghiêngnghiêngnghiêng", "b"]


def test_marks_add_no_width_however_they_are_written() -> None:
    composed = unicodedata.normalize("NFC", "Thẩm định")
    apart = unicodedata.normalize("NFD", "Thẩm định")
    assert wrap(apart, 200) == [composed]
    assert width_of("Thẩm") == width_of("Tham")


def test_empty_label_has_no_lines() -> None:
    assert wrap(" \n ", 100) == []

"""Files of answers: forms that are accepted, and words for those that are not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.errors import AnswersRefused
from app.steps.bare.answers import read_answers


def test_json_and_yaml_say_the_same() -> None:
    first = read_answers(b'{"a": [{"x": 1}], "b": {"y": true}, "start": "go"}')
    second = read_answers(b"a: [{x: 1}]\nb: {y: true}\nstart: go\n")
    assert first == second
    assert [first.take("a"), first.take("a"), first.take("b"), first.take("b")] == [
        {"x": 1},
        None,
        {"y": True},
        {"y": True},
    ]


def test_dates_become_iso_text_and_local_moments_get_their_zone() -> None:
    answers = read_answers(b"now: 2024-03-04T08:00:00\na: {due: 2024-03-05}")
    assert answers.now == datetime(2024, 3, 4, 1, 0, tzinfo=UTC)
    assert answers.take("a") == {"due": "2024-03-05"}


def test_element_may_be_called_like_a_word_of_the_file() -> None:
    assert read_answers(b"start: {x: 1}").take("start") == {"x": 1}


def test_nothing_is_no_answer() -> None:
    assert read_answers(b"").take("a") is None


@pytest.mark.parametrize(
    "data",
    [
        b"a: 5",
        b"a: [1]",
        b"[1, 2]",
        b"a: {",
        b"\xff\xfe\x00",
        b"now: tomorrow",
        b"a: &a {x: 1}\nb: *a",
        b"a: &a [*a]",
        b"a: !!python/object/apply:os.system ['true']",
        b"x" * 1_100_000,
        b"[" * 100_000,
    ],
)
def test_what_cannot_be_used_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(AnswersRefused) as refused:
        read_answers(data)
    assert len(refused.value.message) < 400

"""A condition taken apart: what it compares, and what nobody can enumerate."""

from __future__ import annotations

import pytest

from app.errors import FeelError
from app.feel import atoms_of


def parts(text: str) -> list[tuple[str, str]]:
    return [(atom.kind, atom.path) for atom in atoms_of(text)[1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a = "x"', [("fact", "a")]),
        ('"x" = a', [("fact", "a")]),
        ('not(a in ["p", "q"]) or flag', [("fact", "a"), ("fact", "flag")]),
        ("count(rows) > 0", [("count", "rows")]),
        ('profile.override.scope = "no_majority"', [("fact", "profile.override.scope")]),
        ("n between 1 and 3", [("fact", "n")]),
        ('if mode = "a" then "X" else "Y"', [("fact", "mode")]),
        ('"constant"', []),
        ("P30D", []),
    ],
)
def test_comparison_of_one_fact_with_literals_is_followed(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "x > y",
        "x + 1 > 3",
        "every row in rows satisfies row.ok",
        "list contains(ids, item)",
        "day < today()",
        "rows[1].a = 2",
    ],
)
def test_comparison_that_nobody_can_list_stays_whole(text: str) -> None:
    assert parts(text) == [("opaque", text)]


def test_an_atom_says_what_its_fact_is_compared_with_and_how() -> None:
    (atom,) = atoms_of('a in ["x", null, "y"]')[1]
    assert atom.literals == ("x", None, "y")
    assert (atom.before, atom.after) == ("", ' in ["x", null, "y"]')


def test_letters_beyond_the_basic_plane_leave_the_text_whole() -> None:
    assert parts('a = "😀"') == [("opaque", 'a = "😀"')]


def test_text_that_is_no_feel_is_refused() -> None:
    with pytest.raises(FeelError):
        atoms_of("a ==")

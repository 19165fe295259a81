"""The README leads to the first green test, stays short, and names only what is there."""

from __future__ import annotations

import re

from tests.codebase.tree import ROOT

MOST_LINES = 120
MOST_PICTURE_BYTES = 300 * 1024
# Words in code marks that are paths of this tree: they hold a slash or a known ending.
PATH = re.compile(r"`([\w.{},-]+(?:/[\w.{},-]*)+|[\w-]+\.(?:md|cfg|toml))`")
LINK = re.compile(r"\]\(([^)#:]+)\)")
MADE_LATER = ("var/",)


def test_the_readme_is_short() -> None:
    assert len(_readme().splitlines()) <= MOST_LINES


def test_every_path_in_the_readme_exists() -> None:
    named = {*PATH.findall(_readme()), *LINK.findall(_readme())}
    paths = {path for path in named if "<" not in path and not path.startswith(MADE_LATER)}
    assert [path for path in sorted(paths) if not (ROOT / path).exists()] == []


def test_every_make_target_in_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    assert set(re.findall(r"`make ([a-z]+)`", _readme())) - targets == set()


def test_the_readme_shows_the_two_commands() -> None:
    assert "make run" in _readme() and "make test" in _readme()


def test_the_map_of_the_readme_names_every_room() -> None:
    rooms = {path.name for path in (ROOT / "app").iterdir() if (path / "__init__.py").is_file()}
    assert {room for room in rooms if not re.search(rf"\b{room}\b", _readme())} == set()


def test_the_picture_is_small() -> None:
    pictures = list((ROOT / "docs").glob("*.png"))
    assert [
        picture.name for picture in pictures if picture.stat().st_size > MOST_PICTURE_BYTES
    ] == []


def _readme() -> str:
    return (ROOT / "README.md").read_text("utf-8")

"""A guide written in markdown, made into a page: its HTML, title, and table of contents.

The files of `docs/huong-dan` are the guides; one more file there is one more guide. Raw HTML in
them is shown as text and unsafe addresses are no links, so nothing needs to be cleaned afterwards.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from app.config import ROOT

FOLDER = ROOT / "docs" / "huong-dan"
PICTURES = FOLDER / "hinh"
NUMBER = re.compile(r"^\d+\.\s+")
MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass(frozen=True)
class Guide:
    """One guide; `about` is its first paragraph, `contents` pairs of anchor and heading."""

    slug: str
    title: str
    about: str
    html: str
    contents: tuple[tuple[str, str], ...]


@lru_cache(maxsize=1)
def guides() -> dict[str, Guide]:
    """Return every guide by its slug, in the order of the file names."""
    return {path.stem: read_guide(path) for path in sorted(FOLDER.glob("*.md"))}


def read_guide(path: Path) -> Guide:
    """Read one file: a heading `#`, a paragraph that says whom it is for, headings `##`."""
    tokens = MARKDOWN.parse(path.read_text("utf-8"))
    contents = []
    for mark, words in pairwise(tokens):
        if mark.type == "heading_open" and mark.tag == "h2":
            mark.attrSet("id", anchor_of(words.content))
            contents.append((anchor_of(words.content), words.content))
    for words in tokens:
        _size_pictures(words.children or (), path.parent)
    title, about, rest = tokens[1].content, tokens[4].content, tokens[3:]
    return Guide(path.stem, title, about, _html(rest), tuple(contents))


def anchor_of(heading: str) -> str:
    """Return the anchor of a heading: its words without number and marks, `kiem-tra`."""
    plain = unicodedata.normalize("NFD", NUMBER.sub("", heading).lower().replace("đ", "d"))
    return "-".join(re.findall(r"[a-z0-9]+", "".join(c for c in plain if c.isascii())))


def _size_pictures(inside: Iterable[Token], folder: Path) -> None:
    """Say how large each picture is: the text below must not move when it arrives."""
    for one in inside:
        picture = folder / str(one.attrs.get("src", ""))
        if one.type == "image" and picture.is_file():
            width, height = _png_size(picture.read_bytes())
            one.attrSet("width", str(width))
            one.attrSet("height", str(height))


def _png_size(data: bytes) -> tuple[int, int]:
    """Return width and height, which a PNG holds in its first chunk (PNG 11.2.1)."""
    return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])


def _html(tokens: Sequence[Token]) -> str:
    html: str = MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})
    return html

"""The guides show pictures that are there, small, and made by walks in the browser."""

from __future__ import annotations

import re

from app.config import ROOT

GUIDES = ROOT / "docs/huong-dan"
PICTURE = re.compile(r"!\[[^]]+\]\(hinh/([\w-]+)\.png\)")
MOST_BYTES = 200 * 1024


def test_every_picture_of_a_guide_is_there_and_made_by_a_walk() -> None:
    texts = [path.read_text("utf-8") for path in sorted(GUIDES.glob("*.md"))]
    named = {
        name for text in texts for name in re.findall(r"!\[[^]]+\]\(hinh/([\w-]+)\.png\)", text)
    }
    kept = {path.stem: path.stat().st_size for path in (GUIDES / "hinh").glob("*.png")}
    walks = (ROOT / "tests/web").glob("test_*_in_browser.py")
    walked = "".join(path.read_text("utf-8") for path in walks)
    assert named == kept.keys()
    assert [name for name in named if f'"{name}"' not in walked] == []
    assert [name for name, size in kept.items() if size > MOST_BYTES] == []

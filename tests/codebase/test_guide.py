"""The owners' guide shows pictures that are there, small, and made by the walk in the browser."""

from __future__ import annotations

import re

from app.config import ROOT

GUIDE = ROOT / "docs/huong-dan/chu-quy-trinh.md"
WALK = ROOT / "tests/web/test_owner_walk_in_browser.py"
MOST_BYTES = 200 * 1024


def test_every_picture_of_the_guide_is_there_and_made_by_the_walk() -> None:
    named = re.findall(r"!\[[^]]+\]\(hinh/([\w-]+)\.png\)", GUIDE.read_text("utf-8"))
    kept = {path.stem: path.stat().st_size for path in (GUIDE.parent / "hinh").glob("*.png")}
    walked = WALK.read_text("utf-8")
    assert sorted(named) == sorted(kept)
    assert [name for name in named if f'"{name}"' not in walked] == []
    assert [name for name, size in kept.items() if size > MOST_BYTES] == []

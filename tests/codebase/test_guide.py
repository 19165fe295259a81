"""The guides show pictures that walks in the browser made, and call things as the pages do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.config import ROOT

GUIDES = ROOT / "docs/huong-dan"
PICTURE = re.compile(r"!\[[^]]+\]\(hinh/([\w-]+)\.png\)")
MOST_BYTES = 200 * 1024
# What stands in bold is the name of something on a page; `…` is whatever the page puts there.
BOLD = re.compile(r"\*\*(.+?)\*\*")
CODE = re.compile(r"```.*?```", re.S)
SPOKEN = ("app/**/*.py", "app/web/templates/**/*.html", "app/web/frontend/src/**/*.js*")


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


@pytest.mark.parametrize("guide", sorted(GUIDES.glob("*.md")), ids=lambda path: path.stem)
def test_every_name_in_bold_stands_on_a_page(guide: Path, spoken: str) -> None:
    names = dict.fromkeys(BOLD.findall(CODE.sub("", guide.read_text("utf-8"))))
    assert [name for name in names if not _stands(name, spoken)] == []


def test_a_name_that_no_page_has_would_be_noticed(spoken: str) -> None:
    assert _stands("Gửi đề nghị sửa", spoken) and _stands("Lưu lịch năm …", spoken)
    assert not _stands("Gửi đề nghị sửa hồ", spoken) and not _stands("Sửa nhật ký", spoken)


@pytest.fixture(scope="module")
def spoken() -> str:
    """Return the sources of everything that pages say."""
    files = (path for pattern in SPOKEN for path in ROOT.glob(pattern))
    return "\n".join(path.read_text("utf-8") for path in files)


def _stands(name: str, spoken: str) -> bool:
    """Tell whether a name is a whole text of a page, whatever stands where it has `…`."""
    written = re.escape(name).replace("…", r"[^\"'<>]{1,60}")
    return re.search(rf"[\"'>]{written}[\"'<:]", spoken) is not None

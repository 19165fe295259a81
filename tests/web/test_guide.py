"""Guides as pages: links lead somewhere, pages lead to their part, text stays text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.domain.drafts import FileKind
from app.web.guide import ADMINISTRATORS, AUDITORS, OWNERS, PARTS
from app.web.guide_text import anchor_of, guides, read_guide
from tests.web.conftest import read, sign_in
from tests.web.routes import ADMIN, AUDITOR, GUARDS, WATCHER, address

LINK = re.compile(r'(?:href|src)="([^"]+)"')
WATCHED = "/quan-tri/luu-tru"
# Whose guide explains a page, by who may open it.
GUIDES_OF = {
    ADMIN: (ADMINISTRATORS,),
    AUDITOR: (AUDITORS,),
    WATCHER: (ADMINISTRATORS, AUDITORS),
}


@pytest.mark.parametrize("slug", sorted(guides()))
def test_every_link_and_picture_of_a_guide_leads_somewhere(dung: FlaskClient, slug: str) -> None:
    page = dung.get(f"/huong-dan/{slug}").get_data(as_text=True)
    anchors = set(re.findall(r' id="([^"]+)"', page))
    main = page.split("<main")[1].split("</main>")[0]
    missing = []
    for target in LINK.findall(main):
        if target.startswith("#"):
            missing += [target] if target[1:] not in anchors else []
            continue
        path = target if target.startswith("/") else f"/huong-dan/{target}"
        missing += [target] if dung.get(path).status_code not in (200, 403) else []
    assert missing == []
    assert len(guides()[slug].contents) > 3


@pytest.mark.parametrize(("slug", "parts"), PARTS.items())
def test_every_part_that_a_page_leads_to_stands_in_its_guide(
    flask_app: Flask, slug: str, parts: Mapping[str, str]
) -> None:
    anchors = {anchor for anchor, _words in guides()[slug].contents}
    assert [part for part in parts.values() if part not in anchors] == []
    known = {*flask_app.view_functions, *flask_app.blueprints, *FileKind}
    assert [name for name in parts if name not in known] == []


@pytest.mark.parametrize(
    ("rule", "part"),
    [
        ("/quy-trinh", "bat-dau-tu-dau"),
        ("/quy-trinh/quy-tac/<slug>", "kiem-tra"),
        ("/ban-thao/<draft_id>/kiem-tra", "kiem-tra"),
        ("/ban-thao/<draft_id>/tep/<kind>/<key>", "trinh-ve"),
    ],
)
def test_a_page_of_an_owner_leads_to_the_part_that_explains_it(
    client: FlaskClient, rule: str, part: str
) -> None:
    sign_in(client, "cqt")
    page = client.get(address(rule)).get_data(as_text=True)
    assert f'href="/huong-dan/{OWNERS}#{part}"' in page


def test_every_page_of_administrators_and_auditors_leads_to_a_part(flask_app: Flask) -> None:
    missing = [
        (rule.rule, slug)
        for rule in flask_app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
        for slug in GUIDES_OF.get(GUARDS.get(("GET", rule.rule), ""), ())
        if not {rule.endpoint, rule.endpoint.partition(".")[0]} & PARTS[slug].keys()
    ]
    assert missing == []


def test_a_page_that_both_read_leads_each_to_their_own_guide(
    auditor: FlaskClient, admin: FlaskClient
) -> None:
    for browser, slug in ((auditor, AUDITORS), (admin, ADMINISTRATORS)):
        (part,) = re.findall(r'class="guide"><a href="/huong-dan/([^"]+)', read(browser, WATCHED))
        assert part == f"{slug}#{PARTS[slug]['retention']}"


def test_a_page_of_staff_leads_to_no_part_of_it(dung: FlaskClient) -> None:
    assert f"/huong-dan/{OWNERS}#" not in dung.get("/viec").get_data(as_text=True)


def test_markup_and_unsafe_addresses_in_a_guide_are_text(tmp_path: Path) -> None:
    file = tmp_path / "thu.md"
    file.write_text(
        "# Thử\n\nDành cho thử.\n\n## 2. Đưa vào sổ\n\n<script>a()</script> [x](javascript:b())\n",
        "utf-8",
    )
    guide = read_guide(file)
    assert (guide.title, guide.about) == ("Thử", "Dành cho thử.")
    assert guide.contents == (("dua-vao-so", "2. Đưa vào sổ"),)
    assert "<script" not in guide.html and "<a" not in guide.html
    assert anchor_of("10. Kiểm tra, rồi gửi") == "kiem-tra-roi-gui"


def test_an_unknown_guide_or_picture_is_not_found(dung: FlaskClient) -> None:
    assert dung.get("/huong-dan/khong-co").status_code == 404
    assert dung.get("/huong-dan/hinh/..%2fchu-quy-trinh.md").status_code == 404

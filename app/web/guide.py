"""Hướng dẫn: the guides as pages, their pictures, and the part that explains the page at hand."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Flask, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.errors import NotFound
from app.web.guide_text import PICTURES, guides
from app.web.session import SIGNED_IN, actor_or_none, guard
from app.web.texts import _

PLACE = "/huong-dan"
OWNERS = "chu-quy-trinh"
AUDITORS = "kiem-soat"
ADMINISTRATORS = "quan-tri"
# Whose guide comes first where a page is explained in several.
READERS = (("auditor", AUDITORS), ("admin", ADMINISTRATORS), ("process_owner", OWNERS))
# Which heading of which guide explains a page: by endpoint, by the editor's kind of file, or by the
# group of pages.
PARTS: Mapping[str, Mapping[str, str]] = {
    OWNERS: {
        "processes.list_all": "bat-dau-tu-dau",
        "processes.start": "bat-dau-tu-dau",
        "processes.history": "phien-ban-va-so-sanh",
        "processes.compare": "phien-ban-va-so-sanh",
        "processes.rules": "kiem-tra",
        "processes.rule": "kiem-tra",
        "drafts.check": "kiem-tra",
        "drafts.repair": "kiem-tra",
        "drafts.ask": "gui-duyet",
        "drafts.send": "gui-duyet",
        "drafts.review": "duyet-cong-bo",
        "drafts.decide": "duyet-cong-bo",
        "editor.preview": "bieu",
        "process": "trinh-ve",
        "form": "bieu",
        "decision": "bang-quyet-dinh",
        "drafts": "ban-thao",
        "verification": "kiem-tra-theo-dieu-khoan",
        "rehearsal": "dien-tap",
        "situations": "tinh-huong",
    },
    AUDITORS: {
        "monitor.show": "tinh-hinh",
        "monitor": "bat-bien",
        "case_search": "tra-cuu-ho-so",
        "inspection.show": "mot-ho-so-mot-trang",
        "inspection.sent_form": "bieu-da-gui-truoc-va-sau",
        "inspection.conformance": "doi-chieu-voi-quy-tac",
        "audit.check_case": "bo-ho-so-tu-chung-minh",
        "audit": "chung-minh",
        "record_checks": "chung-minh",
        "exports": "tra-cuu-ho-so",
        "log": "nhat-ky",
        "readings": "ho-so-han-che",
        "incidents": "su-co-sua-chua-va-luu-tru",
        "retention": "su-co-sua-chua-va-luu-tru",
    },
    ADMINISTRATORS: {
        "monitor": "bat-dau-tu-dau",
        "case_search": "sua-ho-so-bi-mac",
        "exports": "sua-ho-so-bi-mac",
        "incidents": "su-co",
        "repairs": "sua-ho-so-bi-mac",
        "moves": "chuyen-phien-ban",
        "organisation": "to-chuc",
        "organisation_files": "nhap-xuat-danh-sach",
        "people.show": "tai-khoan",
        "people.account": "tai-khoan",
        "configuration": "cau-hinh-so-hieu-mau-van-ban",
        "document_templates": "cau-hinh-so-hieu-mau-van-ban",
        "number_series": "cau-hinh-so-hieu-mau-van-ban",
        "system_state": "trang-he-thong",
        "calendar": "lich-lam-viec",
        "retention": "luu-tru-va-tieu-huy",
        "readings": "ho-so-han-che",
    },
}
blueprint = Blueprint("guide", __name__)


def install(flask_app: Flask) -> None:
    """Let every page ask which part of a guide explains it."""
    flask_app.context_processor(lambda: {"guide_part": guide_part})


def guide_part() -> str:
    """Return the address of the part that explains the page at hand; empty where none does."""
    kind = str((request.view_args or {}).get("kind", ""))
    names = (request.endpoint or "", kind, request.blueprint or "")
    for slug in _guides_of_reader():
        part = next((PARTS[slug][name] for name in names if name in PARTS[slug]), "")
        if part:
            return url_for("guide.show", guide_slug=slug, _anchor=part)
    return ""


def _guides_of_reader() -> list[str]:
    """Return the guides that are written for who reads the page."""
    person = actor_or_none()
    held = person.system_roles if person else frozenset()
    return [slug for role, slug in READERS if role in held]


@blueprint.get(PLACE)
@guard(SIGNED_IN)
def list_all() -> ResponseReturnValue:
    """Show what there is to read."""
    return render_template("guide/list.html", guides=guides().values())


@blueprint.get(f"{PLACE}/<guide_slug>")
@guard(SIGNED_IN)
def show(guide_slug: str) -> ResponseReturnValue:
    """Show one guide whole, so that the browser's own search finds every word of it."""
    found = guides().get(guide_slug)
    if found is None:
        raise NotFound(_("Không có bản hướng dẫn này."))
    return render_template("guide/show.html", guide=found, body=Markup(found.html))  # noqa: S704


@blueprint.get(f"{PLACE}/hinh/<picture_name>")
@guard(SIGNED_IN)
def picture(picture_name: str) -> ResponseReturnValue:
    """Hand out a picture of a guide."""
    found = next((one for one in PICTURES.glob("*.png") if one.name == picture_name), None)
    if found is None:
        raise NotFound(_("Không có hình này."))
    return Response(found.read_bytes(), mimetype="image/png")

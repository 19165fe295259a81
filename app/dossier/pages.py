"""The pages a person reads: the index that opens without a network, the summary for the archive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from app.documents import DOC_TYPES
from app.documents.pdf import compile_pdf
from app.domain.audit import RecordedEvent
from app.domain.cases import DocumentRow
from app.domain.clock import LOCAL
from app.dossier.contents import DrawnWay, SentForm
from app.dossier.members import Member

HERE = Path(__file__).parent / "pages"
_VERIFY = "python -m chu_truong_verifier {name} --key khoa-cong-khai.pem"


@dataclass(frozen=True)
class Reader:
    """A case as its dossier tells it to people."""

    code: str
    title: str
    body: str
    made_at: str
    papers: Sequence[tuple[DocumentRow, Sequence[str]]]
    forms: Sequence[SentForm]
    ways: Sequence[DrawnWay]
    files: Sequence[Member]
    events: Sequence[RecordedEvent]


def render_index(reader: Reader, members: Sequence[Member], key_id: str) -> str:
    """Return the index: one page with everything to read and links to the other members."""
    template = _pages().get_template("index.html")
    return template.render(
        one=reader,
        members=members,
        key_id=key_id,
        command=_VERIFY.format(name=f"{reader.code}.hoso.zip"),
        style=Markup((HERE / "index.css").read_text("utf-8")),  # noqa: S704 our own file
        drawn=lambda svg: Markup(svg),  # noqa: S704 drawn by us, its texts are escaped
    )


def render_summary(reader: Reader, at: datetime) -> bytes:
    """Return the summary as PDF/A: papers, who did what when, how to check the dossier."""
    page = {
        "name": f"Tóm tắt hồ sơ {reader.code}",
        "title": reader.title,
        "body": reader.body,
        "made_at": reader.made_at,
        "papers": [
            [row.number or "Không số", row.title, _moment(row.issued_at)]
            for row, _ in reader.papers
        ],
        "events": [_event_cells(one) for one in reader.events],
        "check": _VERIFY.format(name=f"{reader.code}.hoso.zip"),
    }
    return compile_pdf(HERE / "summary.typ", page, at)


def _event_cells(one: RecordedEvent) -> list[str]:
    who = ", ".join(filter(None, (one.event.actor_name or "Hệ thống", one.event.capacity)))
    return [_moment(one.event.at), one.event.summary, who, ", ".join(one.event.clauses)]


def _moment(at: datetime | None) -> str:
    return f"{at.astimezone(LOCAL):%H:%M %d/%m/%Y}" if at else ""


@lru_cache(maxsize=1)
def _pages() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Any] = {"moment": _moment, "type_name": lambda key: DOC_TYPES[key].name}
    made.filters.update(filters)
    return made

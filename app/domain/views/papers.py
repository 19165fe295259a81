"""One document with its signature and digest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.cases import DocumentState
from app.domain.views.summaries import CaseSummary


@dataclass(frozen=True)
class DocumentPage:
    """One document; `html` is the printable page, already rendered and, once issued, immutable."""

    id: str
    title: str
    type_name: str
    state: DocumentState
    case: CaseSummary
    html: str
    number: str = ""
    sha256: str = ""
    signed_by: str = ""
    signed_capacity: str = ""
    signed_at: datetime | None = None
    issued_at: datetime | None = None
    recipients: tuple[str, ...] = ()

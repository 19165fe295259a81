"""What appears on many pages in one line: cases, documents, files, questions with answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.cases import CaseState, DocumentState


@dataclass(frozen=True)
class CaseSummary:
    """A case in one line; `code` is empty before the plan was submitted."""

    id: str
    code: str
    title: str
    state: CaseState
    body_name: str = ""
    proposer: str = ""
    round_no: int = 1
    submitted_at: datetime | None = None


@dataclass(frozen=True)
class Fact:
    """A label and what stands for it, as text."""

    label: str
    text: str


@dataclass(frozen=True)
class CheckItem:
    """One question with its answer as it will be recorded; `path` leads back to the field."""

    label: str
    answer: str
    path: str
    section: str = ""


@dataclass(frozen=True)
class DocumentItem:
    """One document in a list; `note` says what matters of it (recipient, conclusion)."""

    id: str
    title: str
    state: DocumentState
    number: str = ""
    at: datetime | None = None
    note: str = ""


@dataclass(frozen=True)
class Upload:
    """A stored file that a person attached; `size` in bytes."""

    id: str
    name: str
    size: int
    sha256: str = ""
    content_type: str = "application/octet-stream"

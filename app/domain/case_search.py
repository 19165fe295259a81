"""What cases are looked up by: closed lists of states, dates, terms and sort keys, and no SQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.domain.cases import CaseState


class CaseSort(StrEnum):
    """In which order found cases stand; the value is the word in the address."""

    NEWEST = "moi"
    OLDEST = "cu"
    DUE = "han"
    CODE = "so"


class DateKind(StrEnum):
    """Which of a case's dates a range is about."""

    SUBMITTED = "gui"
    CREATED = "lap"
    DUE = "han"
    ANSWERED = "tra_loi"
    OVERRIDDEN = "nguoi_dung_dau"
    ESCALATED = "len_cap"
    REWORKED = "gui_lai"
    WITHDRAWN = "rut"


class TermKind(StrEnum):
    """How the answer term of a case stands."""

    RUNNING = "dang_tinh"
    NEAR = "sap_het"
    LATE = "qua_han"
    ANSWERED_LATE = "tra_loi_tre"
    EVER_LATE = "tung_qua_han"


class CourseKind(StrEnum):
    """What happened to a case on its way."""

    OPEN = "dang_xu_ly"
    OVERRIDDEN = "nguoi_dung_dau"
    ESCALATED = "len_cap"
    REWORKED = "chuan_bi_lai"
    WITHDRAWN = "da_rut"


@dataclass(frozen=True)
class CaseQuery:
    """What a person asks for; an empty part asks nothing. Days are local and both included.

    `step` is process and element joined by `|`; `fact` names a variable, `fact_value` what it is.
    `case_ids` are picked cases, which alone are meant where there are any. A body had or has the
    case, or has it now (`still_there`); with a range of days of what bodies do, it is who did it.
    """

    text: str = ""
    states: tuple[CaseState, ...] = ()
    course: CourseKind | None = None
    step: str = ""
    body_id: str = ""
    still_there: bool = False
    person: str = ""
    date_kind: DateKind = DateKind.SUBMITTED
    date_from: date | None = None
    date_to: date | None = None
    term: TermKind | None = None
    clause: str = ""
    doc_type: str = ""
    doc_number: str = ""
    fact: str = ""
    fact_value: str = ""
    case_ids: tuple[str, ...] = ()
    sort: CaseSort = CaseSort.NEWEST


@dataclass(frozen=True)
class CaseReach:
    """What the question means on a day and for a reader, worked out by the action.

    `person_ids` are the persons whose name matches, None when nobody was asked for; `near` is the
    last day that counts as soon. Of restricted cases the reader sees where they stand; what is in
    them (`contents`) may be asked only of those in `leave`.
    """

    today: date
    near: date
    person_ids: tuple[str, ...] | None = None
    restricted: bool = True
    contents: bool = False
    leave: frozenset[str] = frozenset()


@dataclass(frozen=True)
class CaseMark:
    """Where a page ended: the sort value and id of its last case."""

    value: str
    case_id: str


@dataclass(frozen=True)
class SavedView:
    """A question kept under a name; `fields` are those of the address. A shared one is read by all.

    `owner_name` is the name as it was when the view was kept.
    """

    id: str
    owner_id: str
    owner_name: str
    name: str
    fields: dict[str, list[str]]
    shared: bool
    saved_at: datetime

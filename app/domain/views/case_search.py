"""What those who watch see when they look cases up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.case_search import CaseMark, CaseQuery, SavedView
from app.domain.forms import Option
from app.domain.views.summaries import CaseSummary
from app.domain.views.terms import CaseDue


@dataclass(frozen=True)
class CaseLine:
    """One found case; `runs` are its instances in words, `doing` what is waited for."""

    case: CaseSummary
    due: CaseDue | None = None
    doing: str = ""
    runs: tuple[str, ...] = ()


@dataclass(frozen=True)
class SearchChoices:
    """What the selects of the page offer; `clauses` and states are worded by the page."""

    bodies: tuple[Option, ...] = ()
    steps: tuple[Option, ...] = ()
    doc_types: tuple[Option, ...] = ()


@dataclass(frozen=True)
class SearchPage:
    """Found cases from a mark on; `next` leads on, `more` tells that the count stopped early.

    `fields` are the question as it stands in the address; `opens` whether the reader may open
    the cases: administrators see that a case is there and where it stands, no more.
    """

    query: CaseQuery
    fields: Mapping[str, Sequence[str]]
    lines: tuple[CaseLine, ...]
    total: int
    more: bool = False
    next: CaseMark | None = None
    views: tuple[SavedView, ...] = ()
    choices: SearchChoices = field(default_factory=SearchChoices)
    opens: bool = True

"""List every term the installation counts: those of clauses, of the deploying body, of a decree."""

from __future__ import annotations

from app.domain.views import Term, TermSource, TermsPage
from app.profiles.term_names import OF_DECREE, OF_UNIT
from app.steps.services import Services
from app.working_days.terms import CAP_DAYS, DUE_DAYS

# The only numbers of days that the source texts give (Điều 4, khoản 3).
OF_CLAUSES = (
    Term("Trả lời kế hoạch", DUE_DAYS, TermSource.CLAUSE, "C-030"),
    Term("Trả lời kế hoạch khi đã gia hạn, nhiều nhất", CAP_DAYS, TermSource.CLAUSE, "C-031"),
)


def list_terms(services: Services) -> TermsPage:
    """Return all terms of the profile; one that is not set has no days, and none is counted."""
    profile = services.cache.profiles[services.settings.profile]
    named = ((OF_UNIT, TermSource.UNIT), (OF_DECREE, TermSource.DECREE))
    terms = (
        Term(name, profile.days(key), source)
        for names, source in named
        for key, name in names.items()
    )
    return TermsPage(profile.code, (*OF_CLAUSES, *terms))

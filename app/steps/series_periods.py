"""The periods in which series may be let begin: those of today and those that come next."""

from __future__ import annotations

from datetime import date

from app.profiles import Profile


def periods_of(profile: Profile, today: date) -> tuple[str, ...]:
    """Return this year and the next, the present Party term and later ones."""
    terms = profile.value("party_terms")
    now = profile.party_term(today)
    begun = next(row["from"] for row in terms if row["key"] == now)
    later = tuple(str(row["key"]) for row in terms if row["from"] >= begun)
    return (str(today.year), str(today.year + 1), *later)

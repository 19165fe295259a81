"""Run every campaign, one after the other: `make campaign`, or `python -m tests.campaign`."""

from __future__ import annotations

import sys

from tests.campaign import (
    case_walks,
    engine_walks,
    file_checks,
    kills,
    planned_edits,
    random_edits,
    scenarios_at_pages,
    strangers,
    tampering,
    verification_walks,
)

CAMPAIGNS = (
    ("Random processes against a reference", engine_walks.main),
    ("Random processes, the verifier's net against the engine", verification_walks.main),
    ("Whole cases by chance", case_walks.main),
    ("A thousand files of every sort", file_checks.main),
    ("What strangers' diagrams are told", strangers.main),
    ("Planned edits of every process against the clauses", planned_edits.main),
    ("Random edits of every process against all that a publication asks", random_edits.main),
    ("Every step of every scenario at its page", scenarios_at_pages.main),
    ("Submissions killed at random moments", kills.main),
    ("Manipulations of the record by SQL", tampering.main),
)


def main() -> int:
    """Run all, even when one fails; 1 when any did."""
    failed = [title for title, campaign in CAMPAIGNS if campaign([])]
    print(f"Failed: {', '.join(failed)}" if failed else "All campaigns passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

"""Print the figures of the project: `make bench`, or `python -m tests.bench`.

Each figure stands beside its yardstick, measured in the same run. Exit 1 when a promise is broken.
"""

from __future__ import annotations

import sys

from tests.bench import (
    at_scale,
    editors,
    engine_step,
    event_logs,
    publishing,
    record,
    statements,
    submit_http,
    verification,
)

FIGURES = (
    ("Complete one user task in the engine, with commit", engine_step.main),
    ("Submit over HTTP, PostgreSQL, gunicorn", submit_http.main),
    ("SQL statements of each act, PostgreSQL", statements.main),
    ("Every shipped process verified", verification.main),
    ("The whole folder published with its verification", publishing.main),
    ("Event logs of 100 000 events, PostgreSQL", event_logs.main),
    ("The record verified, PostgreSQL", record.main),
    ("100 000 finished cases, PostgreSQL", at_scale.main),
    ("Editors ready in the browser, drawings checked", editors.main),
)


def main() -> int:
    """Measure all, even when one fails."""
    missed = 0
    for title, figure in FIGURES:
        print(f"{title}:", flush=True)
        missed += 1 if figure() else 0
    print(f"{missed} of {len(FIGURES)} figures miss their promise" if missed else "All kept")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())

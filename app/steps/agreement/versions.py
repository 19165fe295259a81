"""Facts and engine states beside the digests that each step left of them, before and after.

A step notes what it found as well as what it wrote: who changes a row and lets the next step write
over it is still found, at the line of that step.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import orjson

from app.steps.kept_rows import KEPT, digest_of, facts_digest
from app.store.recorded_rows import Line, Row

Place = tuple[str, str]


class Versions:
    """What is known of each version of each row: its digest and the line that told it."""

    def __init__(self) -> None:
        self._known: dict[Place, dict[int, tuple[str, Line]]] = {}

    def add(self, line: Line) -> Iterator[tuple[str, Line]]:
        """Learn from a line; yield a row that stood otherwise than an earlier line left it."""
        kept = line.payload.get(KEPT)
        if not kept:
            return
        told = {("fact_sheet", scope): one for scope, one in kept.get("facts", {}).items()}
        if "state" in kept:
            told["instance", line.chain_id.partition(":")[2]] = kept["state"]
        for place, (version, before, after) in told.items():
            known = self._known.setdefault(place, {})
            if known.get(version, (before, line))[0] != before:
                yield place[0], line
            known[version] = before, line
            known[version + 1] = after, line

    def of_rows(self, tables: Mapping[str, Sequence[Row]]) -> Iterator[tuple[str, Line]]:
        """Yield the rows that are not as the last step left them, with the line of that step."""
        standing: dict[Place, tuple[int, str]] = {}
        for row in tables["fact_sheet"]:
            digest = facts_digest(orjson.loads(row["facts"]))
            standing["fact_sheet", row["scope_id"]] = row["version"], digest
        for row in tables["instance"]:
            standing["instance", row["id"]] = row["lock_version"], digest_of(row["state"])
        for place, known in self._known.items():
            last = max(known)
            digest, line = known[last]
            if standing.get(place, (last, "")) != (last, digest):
                yield place[0], line

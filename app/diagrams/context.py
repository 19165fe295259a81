"""What the rules may ask of the world outside the diagram.

None means that nobody was asked: a rule then leaves the question open. A bare check of a file asks
nothing; publication asks everything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class LintContext:
    """Known forms, roles (key → Vietnamese label), topics, tables, facts, clauses and processes.

    `processes` maps the id of each published process to the ids it calls. `facts` are all names
    that a form, topic, table or the register may write; `profile_keys` are dotted and without the
    leading `profile.`. `vacant_roles` are roles that nobody holds in any body today; `started_by`
    maps a message to the processes that it starts.
    """

    forms: frozenset[str] | None = None
    roles: Mapping[str, str] | None = None
    topics: frozenset[str] | None = None
    decisions: frozenset[str] | None = None
    facts: frozenset[str] | None = None
    clauses: frozenset[str] | None = None
    processes: Mapping[str, tuple[str, ...]] | None = None
    profile_keys: frozenset[str] | None = None
    vacant_roles: frozenset[str] | None = None
    started_by: Mapping[str, tuple[str, ...]] | None = None

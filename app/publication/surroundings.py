"""What publication knows of the world besides the files: folders, roles held today, topics."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from app.diagrams import LintContext
from app.domain.clock import local_day
from app.organisation import Organisation, roles
from app.publication.file_set import FileSet
from app.publication.parsed import diagram_of, form_of, table_of
from app.steps.bare.publication import standing_context
from app.steps.services import Services
from app.store.database import Transaction
from app.task_forms import fact_names


@dataclass(frozen=True)
class Surroundings:
    """Roles, topics, clauses and profile keys as they stand; no form, table or process yet."""

    standing: LintContext


def surroundings_of(services: Services, tx: Transaction) -> Surroundings:
    """Return the surroundings as of this transaction, with the roles that nobody holds."""
    organisation = services.world(tx).organisation
    vacant = vacant_roles(organisation, local_day(services.clock.now()))
    return Surroundings(replace(standing_context(services.settings), vacant_roles=vacant))


def vacant_roles(organisation: Organisation, day: date) -> frozenset[str]:
    """Return the roles that nobody holds in any body on a day; those found by a case are open.

    Without any unit the question is left open: nobody was installed yet.
    """
    units = [unit.id for unit in organisation.units()]
    return frozenset(
        role
        for role in roles.HELD_ROLES
        if units and not any(organisation.holders(role, unit_id, day) for unit_id in units)
    )


def context_of(files: FileSet, around: Surroundings) -> LintContext:
    """Return what the rules may ask where exactly these files would be published together."""
    facts = set(around.standing.facts or ())
    forms, decisions = set(), set()
    processes: dict[str, tuple[str, ...]] = {}
    started: dict[str, list[str]] = defaultdict(list)
    for one in files.values():
        if one.kind == "form" and (form := form_of(one.content)):
            forms.add(form.id)
            facts.update(fact_names(form))
        elif one.kind == "decision" and (table := table_of(one.content)):
            decisions.add(table.id)
            facts.update(output.name for output in table.outputs)
        elif one.kind == "process" and (diagram := diagram_of(one.content)):
            processes |= {name: d.calls() for name, d in diagram.definitions.items()}
            for message in diagram.main.start_messages:
                started[message].append(diagram.main_id)
    return replace(
        around.standing,
        forms=frozenset(forms),
        decisions=frozenset(decisions),
        facts=frozenset(facts),
        processes=processes,
        started_by={message: tuple(ids) for message, ids in started.items()},
    )

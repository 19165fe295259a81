"""What publication knows of people: roles that nobody holds, and rules asked over a file set."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from app.diagrams import lint, read_diagram
from app.domain.people import OrganisationRows
from app.organisation import Organisation, roles
from app.profiles import load_organisation
from app.publication.surroundings import Surroundings, context_of, vacant_roles
from app.steps.bare.publication import standing_context
from app.store.releases import NewArtifact
from tests.diagrams.factories import STRAIGHT, bpmn_file
from tests.factories import settings_for

DAY = date(2024, 3, 4)
SETTINGS = settings_for(Path("unused"))


def minh_giang() -> OrganisationRows:
    data = load_organisation(SETTINGS.workflows_dir / "profiles", "MG")
    return OrganisationRows(
        units=data.units,
        persons=data.people,
        organs=data.organs,
        memberships=data.memberships,
        positions=data.positions,
        appointments=data.appointments,
    )


def test_every_role_is_held_in_the_demo_and_none_where_nobody_was_appointed() -> None:
    rows = minh_giang()
    assert vacant_roles(Organisation(rows), DAY) == frozenset()
    nobody = replace(rows, persons=(), memberships=(), appointments=())
    assert vacant_roles(Organisation(nobody), DAY) == frozenset(roles.HELD_ROLES)


def test_question_stays_open_before_anybody_was_installed() -> None:
    assert vacant_roles(Organisation(OrganisationRows()), DAY) == frozenset()


def test_rules_ask_the_files_that_would_be_published_together() -> None:
    task = '<userTask camunda:candidateGroups="office" camunda:formRef="p.write" '
    diagram = bpmn_file(STRAIGHT.replace("<userTask ", task))
    files = {"process:p": NewArtifact("process", "p", "p.bpmn", diagram)}
    around = Surroundings(standing_context(SETTINGS))
    rules = {one.rule for one in lint(read_diagram(diagram), context_of(files, around))}
    assert "user-task-form" in rules
    form = b'{"id": "p.write", "components": []}'
    files["form:p.write"] = NewArtifact("form", "p.write", "write.form", form)
    rules = {one.rule for one in lint(read_diagram(diagram), context_of(files, around))}
    assert "user-task-form" not in rules

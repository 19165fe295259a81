"""Who is in conflict with a case: by declaration, and by rule (A-26, INV-13)."""

from __future__ import annotations

import pytest

from app.actions.staff.declare_conflict import declare_conflict
from app.domain.execution import ROOT
from app.domain.facts import CASE
from app.register.conflicts import conflicted, conflicted_by_rule
from app.register.register import CaseRegister, Doer
from app.steps.work import Work
from tests.factories import AtWork
from tests.forms import answers


def _register(office: AtWork, tx: object) -> CaseRegister:
    work = Work(office.services, tx, office.clock.now(), Doer())  # type: ignore[arg-type]
    return work.register_of(office.case(), None, ROOT)


@pytest.mark.clause("INV-13")
def test_proposer_and_the_head_of_the_proposers_unit_are_in_conflict(
    sqlite_office: AtWork,
) -> None:
    office = sqlite_office
    office.go_to("register_incoming")
    with office.services.database.reading() as tx:
        assert conflicted_by_rule(_register(office, tx)) == {"thu", "hiep"}


def test_every_member_of_a_group_is_in_conflict(sqlite_office: AtWork) -> None:
    office = sqlite_office
    group = answers.plan(proposer_kind="nhom", proposers=["thu", "loan"], group_head="thu")
    office.answers["prepare_plan"] = lambda _: group
    office.go_to("register_incoming")
    with office.services.database.reading() as tx:
        assert {"thu", "loan"} <= conflicted_by_rule(_register(office, tx))


def test_head_of_the_deciding_committee_is_not_barred_by_a_cadre_of_its_own(
    sqlite_office: AtWork,
) -> None:
    office = sqlite_office
    office.go_to("register_incoming")
    with office.services.database.reading() as tx:
        register = _register(office, tx)
        # Châu works in the committee itself; Bình leads it.
        register.facts.update(office.case_id, CASE, {"proposers": ["chau"]})
        assert conflicted_by_rule(register) == {"chau"}


def test_declared_person_is_in_conflict(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("register_incoming")
    declare_conflict(office.services, office.actor("nga"), office.case().code, "Chị ruột", "quy")
    with office.services.database.reading() as tx:
        assert "quy" in conflicted(_register(office, tx))

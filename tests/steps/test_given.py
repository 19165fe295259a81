"""What the register gives each form: every fact it reads, every choice it offers, first values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from app.domain.cases import TaskRow
from app.domain.facts import CASE, PASS
from app.domain.forms import Form, FormContext
from app.feel import names_of
from app.register.conflicts import legal_review_lead
from app.register.register import CaseRegister, Doer
from app.steps.form_context import form_context
from app.steps.work import Work
from app.store import clocks, instances, organisation_rows, passes
from tests.factories import AtWork
from tests.forms.contexts import form
from tests.forms.test_catalogue import FORM_IDS, feel_of, own_keys, schema_of


class Desk:
    """A case under consideration, at which any form may be opened."""

    def __init__(self, work: Work, register: CaseRegister, task: TaskRow) -> None:
        self.work, self.register, self.task = work, register, task

    def know(self, scope: str, **facts: Any) -> None:
        """Write facts as a step would."""
        self.register.facts.update(self._sheet(scope), scope, facts)

    def context(self, form_id: str, **row: Any) -> FormContext:
        """Return what the form is given."""
        process, element = form_id.split(".")
        task = replace(self.task, process_id=process, element_id=element, form_id=form_id, **row)
        catalogue = self.work.catalogue(self.work.world.latest_release)
        return form_context(self.work, self.register, task, catalogue)

    def _sheet(self, scope: str) -> str:
        if scope == CASE:
            return self.register.case.id
        if scope == PASS:
            return self.register.pass_id
        return self.register.facts.activation_sheet_id(self.task.activation_id)


@contextmanager
def desk(office: AtWork) -> Iterator[Desk]:
    """Open the register of a plan of the town that waits for its authority to be determined."""
    task = office.go_to("determine_authority")
    with office.services.database.transaction() as tx:
        work = Work(office.services, tx, office.clock.now(), Doer("nga", "Nga"))
        passing = passes.latest_of_case(tx, office.case_id)
        assert passing is not None
        clock = clocks.load(tx, passing.id)
        main = instances.of_case(tx, office.case_id)[0]
        register = work.register_of(office.case(), passing, main.id, clock)
        yield Desk(work, register, task)


def read_by(one: Form) -> set[str]:
    """Return the names that the form's FEEL reads from outside itself."""
    schema = schema_of(one.id)
    names = {name for text in feel_of(schema) for name in names_of(text).names}
    return names - set(own_keys(schema)) - {"profile", "options", "this", "item"}


def test_every_fact_that_a_form_reads_is_given(sqlite_office: AtWork) -> None:
    with desk(sqlite_office) as opened:
        for form_id in FORM_IDS:
            missing = read_by(form(form_id)) - set(opened.context(form_id).facts)
            assert missing == set(), form_id


def test_every_source_that_a_form_names_is_given(sqlite_office: AtWork) -> None:
    with desk(sqlite_office) as opened:
        opened.know(CASE, target_id="MG-TU")
        for form_id in FORM_IDS:
            refs = set(_refs(schema_of(form_id)))
            offered = opened.context(form_id).options
            assert refs == set(offered), form_id
            assert all(offered[ref] for ref in refs), form_id


def _refs(part: Mapping[str, Any]) -> Iterator[str]:
    ref = part.get("properties", {}).get("ref")
    if ref:
        yield ref
    for one in part.get("components", ()):
        yield from _refs(one)


AUTHORITY = "p01a_intake_authority.determine_authority"
ASSIGN = "p01b_appraisal.assign_appraisal"


def test_the_chain_of_superiors_is_offered_nearest_first(sqlite_office: AtWork) -> None:
    with desk(sqlite_office) as opened:
        found = opened.context(AUTHORITY)
        assert found.facts["superior_ids"] == ["MG-TU", "TW"]
        assert [one.value for one in found.options["superiors"]][:2] == ["MG-TU", "TW"]
        assert found.facts["expected_body"] == "MG-HX"
        assert found.prefill["competent_body"] is None


def test_a_grant_locks_the_finding(sqlite_office: AtWork) -> None:
    with desk(sqlite_office) as opened:
        opened.know(CASE, superior_granted=True, entry_reason="returned_down")
        found = opened.context(AUTHORITY)
        assert found.facts["superior_granted"] is True
        assert found.prefill["finding"] == "trong_tham_quyen"


def test_people_in_conflict_are_given_by_name(sqlite_office: AtWork) -> None:
    with desk(sqlite_office) as opened:
        people = opened.context(ASSIGN).facts["conflicted_people"]
        assert {"id": "thu", "name": "Hoàng Thị Thu"} in people


def test_the_office_of_the_superior_is_offered_to_the_superior(sqlite_office: AtWork) -> None:
    form_id = "s02_superior_acknowledge.acknowledge_report"
    with desk(sqlite_office) as opened:
        own = {one.value for one in opened.context(form_id).options["office_members"]}
        above = opened.context(form_id, body_id="MG-TU").options["office_members"]
        assert "nga" in own
        assert above and "nga" not in {one.value for one in above}


def test_silence_and_withdrawal_of_members_are_said(sqlite_office: AtWork) -> None:
    form_id = "p01b_appraisal.write_council_report"
    with desk(sqlite_office) as opened:
        opened.know(PASS, council=[{"person": "huong", "role": "chair"}])
        found = opened.context(form_id)
        assert found.facts["asked_count"] == found.facts["council_free"] == 1
        (row,) = found.prefill["opinions_received"]
        assert row["view"] == "Không có ý kiến trong thời hạn"


def test_the_head_begins_with_what_the_plan_asks_for(sqlite_office: AtWork) -> None:
    form_id = "p01c_decision.leader_decision"
    with desk(sqlite_office) as opened:
        opened.know(PASS, legality=[{"item": "hien_phap", "ok": True}])
        found = opened.context(form_id)
        assert (
            found.prefill["approved_scope_rank"] == opened.register.facts.case_facts()["scope_rank"]
        )
        assert found.facts["legality_failed"] == ["Không trái Điều lệ Đảng"]
        assert found.facts["superior_name"] == "Tỉnh ủy Minh Giang"


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({"decision": "quyet_dinh"}, "approved_by_leader"),
        ({"decision": "khong"}, "no_go"),
        ({"finding": "thuoc_cap_duoi"}, "return_down"),
        ({"quorum_ok": True, "authority": "giao_cap_duoi"}, "return_down"),
        ({"external_outcome": "return_down"}, "returned_by_external"),
        ({"external_outcome": "approved"}, "approved"),
        ({"external_outcome": "rework"}, "rework"),
    ],
)
def test_an_outcome_by_hand_has_the_support_of_the_register(
    sqlite_office: AtWork, facts: dict[str, Any], outcome: str
) -> None:
    form_id = "p01_art4_case.resolve_outcome"
    with desk(sqlite_office) as opened:
        assert outcome not in opened.context(form_id).facts["supported_outcomes"]
        opened.know(PASS, **facts)
        assert outcome in opened.context(form_id).facts["supported_outcomes"]


@pytest.mark.parametrize(("risk", "rows"), [("cao", 1), (None, 0)])
def test_triage_has_one_row_for_each_legal_risk(
    sqlite_office: AtWork, risk: str | None, rows: int
) -> None:
    form_id = "p01b_appraisal.triage_after_appraisal"
    with desk(sqlite_office) as opened:
        opened.know(PASS, overall_risk=risk, findings=[{"risk": "Thu phí"}] * rows)
        assert len(opened.context(form_id).prefill["risk_answers"]) == rows


def test_those_who_run_the_system_are_offered_for_no_part(sqlite_office: AtWork) -> None:
    with desk(sqlite_office) as opened:
        people = {one.value for one in opened.context(ASSIGN).options["people"]}
    assert "nga" in people
    assert not people & {"quantri", "kiemsoat", "chuquytrinh"}


def test_bodies_in_which_nobody_works_are_not_asked_to_report(sqlite_office: AtWork) -> None:
    office = sqlite_office
    with office.services.database.transaction() as tx:
        rows = organisation_rows.load(tx)
        persons = tuple(
            replace(person, unit_id="MG-TU") if person.unit_id == "MG-HX-UBKT" else person
            for person in rows.persons
        )
        held = {one.id for one in rows.positions if one.unit_id == "MG-HX-UBKT"}
        appointments = tuple(
            replace(one, valid_to=one.valid_from) if one.position_id in held else one
            for one in rows.appointments
        )
        left = replace(rows, persons=persons, appointments=appointments)
        organisation_rows.save(tx, left)
    with desk(office) as opened:
        bodies = {one.value for one in opened.context(ASSIGN).options["advisory_bodies"]}
    assert "MG-HX-BTC" in bodies
    assert "MG-HX-UBKT" not in bodies


@pytest.mark.parametrize(("managing", "receives"), [("MG-BL", True), ("TW", False)])
def test_a_dossier_is_forwarded_only_where_somebody_receives_it(
    sqlite_office: AtWork, managing: str, receives: bool
) -> None:
    with desk(sqlite_office) as opened:
        opened.know(CASE, managing_body_id=managing)
        given = opened.context("p01a_intake_authority.register_incoming").facts
    assert given["managing_body_receives"] is receives


@pytest.mark.parametrize(("proposer", "lead"), [("thu", "MG-TU-UBKT"), ("nghia", "MG-TU-BNC")])
def test_the_review_of_legal_risks_is_led_by_who_did_not_propose(
    sqlite_office: AtWork, proposer: str, lead: str
) -> None:
    with desk(sqlite_office) as opened:
        opened.know(CASE, proposers=[proposer])
        assert legal_review_lead(opened.register) == lead

"""The history of a case is judged by the rules of the clauses; a changed one breaks what it must.

A history is told again under new ids, as it was or with one thing left out or changed: the chains
are made by the store as always, so only the rules can notice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from app.actions.audit.read_conformance import read_conformance
from app.domain.audit import EventKind, NewEvent
from app.domain.views.conformance import CaseConformance, Kept
from app.errors import NotFound, PermissionDenied
from app.store import audit_log, cases, instances
from app.store.database import Transaction
from tests.factories import AtWork

AUDITOR, OFFICER = "kiemsoat", "nga"
Edit = Callable[[NewEvent], NewEvent | None]


def as_it_was(event: NewEvent) -> NewEvent | None:
    return event


def without_paper(doc_type: str) -> Edit:
    def edit(event: NewEvent) -> NewEvent | None:
        issued = event.kind is EventKind.DOCUMENT_ISSUED
        return None if issued and event.payload["type"] == doc_type else event

    return edit


def without_step(element_id: str) -> Edit:
    def edit(event: NewEvent) -> NewEvent | None:
        if event.kind is not EventKind.STEP_TAKEN:
            return event
        passed = [one for one in event.payload["passed"] if one[0] != element_id]
        return replace(event, payload={"passed": passed})

    return edit


def with_answer(element_id: str, name: str, value: object) -> Edit:
    def edit(event: NewEvent) -> NewEvent | None:
        if event.kind is not EventKind.TASK_COMPLETED or event.element_id != element_id:
            return event
        answers: Mapping[str, Any] = event.payload["answers"]
        return replace(event, payload={**event.payload, "answers": {**answers, name: value}})

    return edit


def test_only_a_changed_history_breaks_rules_and_breaks_the_intended_ones(
    sqlite_office: AtWork,
) -> None:
    sqlite_office.go_to_end()
    edits: dict[str, tuple[Edit, set[str]]] = {
        "as it was": (as_it_was, set()),
        "no reply": (without_paper("VB_CHO_CHU_TRUONG"), {"INV-01a", "INV-01b", "END-approved"}),
        "no appraisal": (without_step("write_appraisal"), {"INV-04c"}),
        "no intake slip": (without_step("svc_ack"), {"ACK-02"}),
        "authority refused": (with_answer("confirm_authority", "agree", False), {"AUTH-01"}),
        "negative report": (with_answer("write_appraisal", "overall", "negative"), {"INV-04a"}),
    }
    broken = {}
    for name, (edit, intended) in edits.items():
        found = retold(sqlite_office, edit)
        broken[name] = intended <= found if intended else not found
    assert broken == dict.fromkeys(edits, True)


def retold(office: AtWork, edit: Edit) -> set[str]:
    """Return the rules that the case breaks when its history is told again."""
    code = f"MG-{uuid4().hex[:8]}"
    with office.services.database.transaction() as tx:
        case = replace(cases.load(tx, office.case_id), id=uuid4().hex, code=code)
        cases.insert(tx, case)
        for run in instances.of_case(tx, office.case_id):
            _retell(tx, run.id, case.id, edit)
    page = read_conformance(office.services, office.actor(AUDITOR), code)
    return {rule.rule_id for rule in page.of(Kept.VIOLATED)}


def _retell(tx: Transaction, run_id: str, case_id: str, edit: Edit) -> None:
    run = instances.load(tx, run_id)
    new = replace(run, id=uuid4().hex, case_id=case_id, audit_seq=0, audit_hash="")
    instances.insert(tx, new)
    rows = [replace(row, instance_id=new.id) for row in instances.activations(tx, run_id)]
    instances.open_activations(tx, rows)
    chain = audit_log.chain_of(new.id)
    for recorded in audit_log.of_instance(tx, run_id, payloads=True):
        event = edit(replace(recorded.event, case_id=case_id))
        if event is not None:
            new_head = audit_log.append(
                tx, chain, new.audit_seq, new.audit_hash, [event], recorded.entered_at
            )
            new = replace(new, audit_seq=new_head[0], audit_hash=new_head[1])


def test_running_case_breaks_nothing_and_says_what_is_still_to_come(
    sqlite_office: AtWork,
) -> None:
    sqlite_office.go_to("determine_authority")
    page = _page(sqlite_office)
    assert page.of(Kept.VIOLATED) == ()
    waiting = {rule.rule_id: rule.reason for rule in page.of(Kept.UNDECIDED)}
    assert "đang chạy" in waiting["INV-01b"]


def test_rule_without_an_occasion_is_told_apart_from_one_that_was_kept(
    sqlite_office: AtWork,
) -> None:
    sqlite_office.go_to("determine_authority")
    applied = {rule.rule_id: rule.applied for rule in _page(sqlite_office).of(Kept.KEPT)}
    assert applied["ELI-02"] and not applied["INV-02a"]


def test_history_whose_details_were_destroyed_is_called_neither_kept_nor_broken(
    sqlite_office: AtWork,
) -> None:
    sqlite_office.go_to("determine_authority")
    with sqlite_office.services.database.transaction() as tx:
        case = replace(cases.load(tx, sqlite_office.case_id), id=uuid4().hex, code="MG-2020-0001")
        cases.insert(tx, case)
        for run in instances.of_case(tx, sqlite_office.case_id):
            _retell(tx, run.id, case.id, lambda event: replace(event, payload={}))
    page = read_conformance(sqlite_office.services, sqlite_office.actor(AUDITOR), "MG-2020-0001")
    assert page.rules == page.of(Kept.UNDECIDED) != ()


def _page(office: AtWork) -> CaseConformance:
    return read_conformance(office.services, office.actor(AUDITOR), office.case().code)


def test_only_auditors_read_it_and_only_of_cases_that_are(sqlite_office: AtWork) -> None:
    sqlite_office.go_to("register_incoming")
    with pytest.raises(PermissionDenied):
        read_conformance(
            sqlite_office.services, sqlite_office.actor(OFFICER), sqlite_office.case().code
        )
    with pytest.raises(NotFound):
        read_conformance(sqlite_office.services, sqlite_office.actor(AUDITOR), "MG-2020-0001")

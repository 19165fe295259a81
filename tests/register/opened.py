"""A case's register opened past the tasks, for tests of what holds whoever calls it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from app.domain.cases import DocumentRow, DocumentState
from app.domain.facts import PASS
from app.register.register import CaseRegister, Doer
from app.steps.work import Work
from app.store import documents, instances
from tests.factories import AtWork
from tests.store.factories import document_row


@contextmanager
def opened(office: AtWork) -> Iterator[CaseRegister]:
    """The register of the case at hand, in a transaction of its own."""
    with office.services.database.transaction() as tx:
        instance = instances.of_case(tx, office.case_id)[0]
        yield Work(office.services, tx, office.clock.now(), Doer()).register_for(instance)


def know(register: CaseRegister, **facts: Any) -> None:
    """Let the present pass know these facts."""
    register.facts.update(register.pass_id, PASS, facts)


def put_signed(register: CaseRegister, doc_type: str, **changes: Any) -> DocumentRow:
    """A paper of the present pass that Hòa Xuyên's standing committee has signed."""
    values: dict[str, Any] = {
        "case_id": register.case.id,
        "pass_id": register.pass_id,
        "instance_id": register.facts.instance_id,
        "doc_type": doc_type,
        "title": doc_type,
        "state": DocumentState.SIGNED,
        "signed_by": "huong",
        "recipients": ("thu",),
        "content": {"plan_hash": register.facts.case_facts()["plan_hash"]},
        "created_at": register.now,
    }
    row = document_row(f"signed-{doc_type}", **values | changes)
    documents.insert(register.tx, row)
    return row

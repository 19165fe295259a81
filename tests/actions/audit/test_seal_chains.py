"""The worker seals the heads of all chains: at its start, then every hour."""

from __future__ import annotations

from sqlalchemy import text

from app.actions.audit.verify_audit import broken_chains, verify_audit
from app.store import audit_log
from app.store.audit_log import HEADS_CHAIN
from app.worker import Worker
from tests.factories import AtWork
from tests.store.raw_access import without_triggers


def _seals(office: AtWork) -> int:
    with office.services.database.reading() as tx:
        return len(audit_log.of_chain(tx, HEADS_CHAIN))


def test_the_worker_seals_every_hour_what_has_moved(sqlite_office: AtWork) -> None:
    office = sqlite_office
    worker = Worker(office.services, 1.0)
    office.go_to("register_incoming")
    worker.tick()
    office.go_to("determine_authority")
    worker.tick()
    assert _seals(office) == 1
    office.clock.tick(3600)
    worker.tick()
    assert _seals(office) == 2


def test_a_chain_rewritten_after_the_workers_seal_is_found(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("register_incoming")
    Worker(office.services, 1.0).tick()
    chain = f"instance:{office.open_tasks()[0].instance_id}"
    assert broken_chains(verify_audit(office.services)) == []
    with office.services.database.transaction() as tx, without_triggers(tx, "audit_event"):
        tx.execute(text("DELETE FROM audit_event WHERE chain_id = :chain"), {"chain": chain})
    assert chain in {one.chain_id for one in broken_chains(verify_audit(office.services))}

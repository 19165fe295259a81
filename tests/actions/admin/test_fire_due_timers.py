"""The worker: each due instance in its own transaction; one that fails holds up no other."""

from __future__ import annotations

from datetime import datetime

from app.actions.admin.fire_due_timers import fire_due_timers
from app.domain.clock import LOCAL
from app.store import instances, timers
from app.worker import Worker
from tests.factories import AtWork

D20 = datetime(2024, 4, 1, tzinfo=LOCAL)


def _watch(office: AtWork) -> str:
    with office.services.database.reading() as tx:
        return instances.of_case(tx, office.case_id)[1].id


def _break(office: AtWork, instance_id: str) -> None:
    with office.services.database.transaction() as tx:
        row = instances.load_locked(tx, instance_id)
        instances.save(
            tx,
            row,
            state=b"not a state",
            status=row.status,
            outcome="",
            ended_at=None,
            audit_seq=row.audit_seq,
            audit_hash=row.audit_hash,
        )


def test_failing_instance_is_left_and_the_others_fire(office: AtWork) -> None:
    office.go_to("register_incoming")
    broken = _watch(office)
    office.case_id = ""
    office.go_to("register_incoming")
    _break(office, broken)
    office.clock.move_to(D20)
    assert fire_due_timers(office.services) == 1
    assert [e.element_id for e in office.events("timer_fired")] == ["t_d20"]
    with office.services.database.reading() as tx:
        assert [timer.due_at for timer in timers.of_instance(tx, broken)] == [D20]
    # The next tick tries it again, and nobody else is asked twice.
    assert fire_due_timers(office.services) == 0


def test_timer_not_yet_due_stays(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("register_incoming")
    assert fire_due_timers(office.services) == 0
    assert office.events("timer_fired") == []


def test_timers_of_an_ended_instance_do_not_fire(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to_end()
    office.clock.move_to(datetime(2024, 12, 1, tzinfo=LOCAL))
    with office.services.database.counting() as count:
        assert fire_due_timers(office.services) == 0
    assert not [text for text in count.texts if text.startswith(("UPDATE", "INSERT"))]


def test_tick_fires_and_sweeps(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("register_incoming")
    office.clock.move_to(datetime(2024, 4, 16, tzinfo=LOCAL))
    worker = Worker(office.services, every=60)
    assert worker.tick() == 1
    assert len(office.events("deadline_breached")) == 1
    assert worker.tick() == 0


def test_tick_survives_a_broken_database(sqlite_office: AtWork) -> None:
    office = sqlite_office
    with office.services.database.transaction() as tx:
        tx.connection.exec_driver_sql("ALTER TABLE timer RENAME TO gone")
    assert Worker(office.services, every=60).tick() == 0

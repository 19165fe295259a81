"""Messages between instances: delivered, kept, handed over, refused; each in the record."""

from __future__ import annotations

import pytest

from app.domain.execution import Advance
from app.domain.messages import Outgoing
from app.errors import NobodyWaits, StepRefused
from app.register.register import Doer
from app.steps.routing import routes_of
from app.steps.step import take_step
from app.steps.work import Work
from app.store import instances, messages, passes
from tests.factories import AtWork

QUIET = Advance(b"", (), (), (), (), (), (), False)


def test_messages_of_a_case_are_sent_delivered_and_kept(office: AtWork) -> None:
    office.go_to_end()
    sent = [e.payload["message"] for e in office.events("message_sent")]
    assert sent == ["pass_opened", "pass_closed", "case_approved", "case_closed"]
    (delivered,) = office.events("message_delivered")
    assert delivered.payload["message"] == "pass_closed"
    assert delivered.process_id == "p01w_clock_watch"
    (kept,) = office.events("message_kept")
    assert (kept.payload["message"], kept.payload["receiver"]) == ("case_approved", "p03_pilot")
    with office.services.database.reading() as tx:
        (waiting,) = messages.kept_for(tx, office.case_id)
    assert (waiting.name, waiting.receiver) == ("case_approved", "p03_pilot")


def _send(office: AtWork, name: str) -> None:
    """Send a message from the main instance of the case at hand, and save that."""
    with office.services.database.transaction() as tx:
        work = Work(office.services, tx, office.clock.now(), Doer())
        main = instances.load_locked(tx, instances.of_case(tx, office.case_id)[0].id)
        register = work.register_for(main)
        register.send(name)
        routes_of(work, register, QUIET)


def test_message_that_may_not_wait_is_refused(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.start()
    with pytest.raises(NobodyWaits):
        _send(office, "withdraw_plan")
    with office.services.database.reading() as tx:
        assert messages.kept_for(tx, office.case_id) == []


def test_message_without_a_rule_is_refused_by_name(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.start()
    with pytest.raises(StepRefused, match="no_such_message"):
        _send(office, "no_such_message")


def test_kept_message_is_handed_to_the_place_that_waits_later(office: AtWork) -> None:
    office.go_to("register_incoming")
    with office.services.database.transaction() as tx:
        (passing,) = passes.of_case(tx, office.case_id)
        watch = instances.of_case(tx, office.case_id)[1]
        message = Outgoing("pass_closed", office.case_id, passing.id, "svc_number_issue")
        messages.keep(
            tx,
            messages.KeptMessage(
                "kept-1",
                message.name,
                "p01w_clock_watch",
                office.case_id,
                passing.id,
                message.sent_by,
                office.clock.now(),
            ),
        )
        # Any step of the watching instance finds it: here its first timer fires.
        work = Work(office.services, tx, passing.opened_at, Doer())
        register = work.register_for(watch)
        from app import engine

        take_step(
            work,
            instances.load_locked(tx, watch.id),
            register,
            lambda program, host: engine.fire_timers(program, watch.state, host),
        )
    with office.services.database.reading() as tx:
        assert messages.kept_for(tx, office.case_id) == []
        assert instances.load(tx, watch.id).outcome == "watch_done"
    (delivered,) = office.events("message_delivered")
    assert delivered.payload["message"] == "pass_closed"


def test_kept_message_of_another_pass_stays(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("register_incoming")
    with office.services.database.transaction() as tx:
        kept = messages.KeptMessage(
            "kept-1",
            "pass_closed",
            "p01w_clock_watch",
            office.case_id,
            "another pass",
            "",
            office.clock.now(),
        )
        messages.keep(tx, kept)
    office.go_to_end()
    with office.services.database.reading() as tx:
        assert "kept-1" in {one.id for one in messages.kept_for(tx, office.case_id)}

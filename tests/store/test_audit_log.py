"""Events are chained, kept apart from their payloads, and read back in order."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import orjson

from app.domain.audit import EventKind
from app.store import audit_log, instances
from app.store.audit_check import verify
from app.store.audit_log import SYSTEM_CHAIN, append, append_system, chain_of
from app.store.database import Database
from tests.store.factories import NOW, event, put_case

CHAIN = chain_of("instance-1")


def test_any_number_of_events_takes_two_statements(database: Database) -> None:
    with database.counting() as counter, database.transaction() as tx:
        append(tx, CHAIN, 0, "", [event(str(n)) for n in range(20)], NOW)
    assert counter.statements == 2


def test_no_event_leaves_the_head(database: Database) -> None:
    with database.counting() as counter, database.transaction() as tx:
        assert append(tx, CHAIN, 7, "head", [], NOW) == (7, "head")
    assert counter.statements == 0


def test_events_come_back_as_they_were_recorded(database: Database) -> None:
    with database.transaction() as tx:
        seq, head = append(tx, CHAIN, 0, "", [event("một"), event("hai")], NOW)
        append(tx, CHAIN, seq, head, [event("ba", payload={})], NOW + timedelta(minutes=1))
    with database.reading() as tx:
        found = audit_log.of_instance(tx, "instance-1", payloads=True)
    assert [recorded.event for recorded in found] == [
        event("một"),
        event("hai"),
        event("ba", payload={}),
    ]
    assert [recorded.seq for recorded in found] == [1, 2, 3]
    assert found[2].entered_at == NOW + timedelta(minutes=1)


def test_each_hash_covers_the_one_before_and_the_payload(database: Database) -> None:
    with database.transaction() as tx:
        seq, head = append(tx, CHAIN, 0, "", [event("một"), event("hai")], NOW)
    with database.reading() as tx:
        first, second = audit_log.of_chain(tx, CHAIN)
    assert (seq, head) == (2, second.hash)
    assert (first.previous_hash, second.previous_hash) == ("", first.hash)
    payload = orjson.dumps({"note": "đủ hồ sơ"})
    assert first.payload_digest == hashlib.sha256(payload).hexdigest()


def test_events_of_a_case_come_from_all_chains_in_order_of_entry(database: Database) -> None:
    with database.transaction() as tx:
        append(tx, chain_of("b"), 0, "", [event("sau")], NOW + timedelta(hours=1))
        append(tx, chain_of("a"), 0, "", [event("trước")], NOW)
        append(tx, chain_of("c"), 0, "", [event("khác", case_id="case-2")], NOW)
    with database.reading() as tx:
        found = audit_log.of_case(tx, "case-1")
    assert [recorded.event.summary for recorded in found] == ["trước", "sau"]
    assert found[0].event.payload == {}


def test_system_chain_keeps_its_own_head(database: Database) -> None:
    refused = event("Từ chối", kind=EventKind.REFUSED)
    for number in (1, 2, 3):
        with database.transaction() as tx:
            assert append_system(tx, [refused], NOW)[0] == number
    with database.reading() as tx:
        found = audit_log.of_chain(tx, SYSTEM_CHAIN)
    assert [r.previous_hash for r in found] == ["", found[0].hash, found[1].hash]


def test_newest_events_come_first(database: Database) -> None:
    with database.transaction() as tx:
        append(tx, chain_of("a"), 0, "", [event("một"), event("hai")], NOW)
        append(tx, chain_of("b"), 0, "", [event("ba")], NOW + timedelta(seconds=1))
        found = audit_log.latest(tx, 2)
    assert [recorded.event.summary for recorded in found] == ["ba", "hai"]


def test_hostile_texts_are_kept_as_they_were_hashed(database: Database) -> None:
    hostile = "a\x00b\r\nc\u202e\u2028d"
    put_case(database)
    with database.transaction() as tx:
        row = instances.load_locked(tx, "instance-1")
        events = [event(hostile, actor_name=hostile, case_id=hostile, payload={hostile: hostile})]
        instances.save_head(tx, row, *append(tx, CHAIN, 0, "", events, NOW))
    with database.reading() as tx:
        assert verify(tx) == []
        found = audit_log.of_instance(tx, "instance-1", payloads=True)
    assert found[0].event.payload == {hostile: hostile}


def test_summary_stays_one_line(database: Database) -> None:
    with database.transaction() as tx:
        append(tx, CHAIN, 0, "", [event("Nhập “a\r\nGIẢ MẠO\x00\x1b[31m”")], NOW)
        found = audit_log.of_chain(tx, CHAIN)
    assert found[0].event.summary == "Nhập “a  GIẢ MẠO  [31m”"

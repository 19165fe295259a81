"""What was recorded and told: audit lines and chains, notices, messages kept for later."""

from __future__ import annotations

from collections.abc import Sequence

from app.actions.audit.check_invariants import check_invariants
from app.domain.audit import RecordedEvent
from app.domain.clock import LOCAL, local_day
from app.domain.notices import Notice
from app.errors import ScenarioFailed
from app.scenarios.expected.asked import Asked
from app.scenarios.nodes import (
    Node,
    Table,
    Text,
    choice_of,
    items_of,
    number_of,
    plain,
    table_of,
    texts_of,
)
from app.steps.agreement import unlike_the_record
from app.store import audit_check, audit_log, messages, notifications

LINE_KEYS = ("kind", "says", "by", "capacity", "element", "clause", "on", "at", "times")


def audit_is(asked: Asked) -> None:
    """Compare lines that must be on record; `times` asks for exactly so many."""
    with asked.reading() as tx:
        own = audit_log.of_case(tx, asked.case_id) if asked.label in asked.stage.cases else []
        system = audit_log.of_chain(tx, audit_log.SYSTEM_CHAIN)
    # Lines that the system wrote about the case are found both ways.
    events = list({(one.chain_id, one.seq): one for one in [*own, *system]}.values())
    for node in items_of(asked.node):
        _find_line(asked, events, node)


def _find_line(asked: Asked, events: Sequence[RecordedEvent], node: Node) -> None:
    table = Table({"says": node}, node.line) if isinstance(node, Text) else table_of(node)
    table.only(*LINE_KEYS)
    found = [one for one in events if _is_line(asked, one, table)]
    times = table.get("times")
    if times is not None:
        asked.same(len(found), number_of(times), f"số dòng {plain(table)}")
    elif not found:
        raise ScenarioFailed(f"không có dòng {plain(table)}")


def _is_line(asked: Asked, recorded: RecordedEvent, table: Table) -> bool:
    event = recorded.event
    local = event.at.astimezone(LOCAL)
    by = table.text("by")
    exact = {
        "kind": event.kind.value,
        "element": event.element_id,
        "on": f"{local:%Y-%m-%d}",
        "at": f"{local:%Y-%m-%d %H:%M}",
    }
    return (
        all(table.text(key) == value for key, value in exact.items() if table.get(key))
        and all(part.lower() in event.summary.lower() for part in texts_of(table.get("says")))
        and table.text("capacity").lower() in event.capacity.lower()
        and (not by or event.actor_id == asked.stage.fixture.person(by))
        and (not table.get("clause") or table.text("clause") in event.clauses)
    )


NOTICE_KEYS = ("kind", "to", "says", "on", "times")


def notices_is(asked: Asked) -> None:
    """Compare notices about the case that reach people."""
    with asked.reading() as tx:
        rows = notifications.of_case(tx, asked.case_id)
        world = asked.stage.services.world(tx)
    day = local_day(asked.stage.clock.now())
    for node in items_of(asked.node):
        table = table_of(node).only(*NOTICE_KEYS)
        found = rows
        for name in texts_of(table.get("to"))[:1]:
            person = asked.stage.fixture.person(name)
            held = {(c.role, c.body_id) for c in world.organisation.capacities(person, day)}
            found = [n for n in rows if n.person_id == person or (n.role, n.body_id) in held]
        found = [one for one in found if _is_notice(one, table)]
        times = table.get("times")
        if times is not None:
            asked.same(len(found), number_of(times), f"số thông báo {plain(table)}")
        elif not found:
            raise ScenarioFailed(f"không có thông báo {plain(table)}")


def _is_notice(notice: Notice, table: Table) -> bool:
    on = f"{notice.at.astimezone(LOCAL):%Y-%m-%d}"
    return (
        table.text("kind", notice.kind.value) == notice.kind.value
        and table.text("on", on) == on
        and all(part.lower() in notice.text.lower() for part in texts_of(table.get("says")))
    )


def kept_messages_is(asked: Asked) -> None:
    """Compare the exact messages kept, each as `name for process`."""
    with asked.reading() as tx:
        rows = messages.kept_for(tx, asked.case_id)
    asked.same_counts([f"{row.name} for {row.receiver}" for row in rows], texts_of(asked.node))


def invariants_is(asked: Asked) -> None:
    """Compare what the nightly query lists: of each invariant the cases, of the whole register."""
    labels = {one.case_id: label for label, one in asked.stage.cases.items()}
    violations = check_invariants(asked.stage.services)
    found = [f"{one.invariant} {labels.get(one.case_id, one.case_id)}" for one in violations]
    wanted = ((name, texts_of(node)) for name, node in table_of(asked.node).entries.items())
    asked.same_counts(found, [f"{name} {label}" for name, cases in wanted for label in cases])


def audit_chain_is(asked: Asked) -> None:
    """Compare whether chains and rows verify; `broken` means at the row tampered with."""
    wanted = choice_of(asked.node, "intact", "broken")
    with asked.reading() as tx:
        broken = audit_check.verify(tx)
        broken += unlike_the_record(tx, (), [one.chain_id for one in broken])
    found = [(one.chain_id, one.seq) for one in broken]
    asked.same(found, [asked.stage.tampered] if wanted == "broken" else [])

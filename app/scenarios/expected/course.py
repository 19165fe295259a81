"""Where the case stands: end, state, body, round, facts, tasks, instances."""

from __future__ import annotations

from collections import Counter
from typing import Any

from app.domain.clock import local_day
from app.publication.history import read_published, versions_of
from app.scenarios.expected.asked import NONE, Asked
from app.scenarios.nodes import number_of, plain, table_of, text_of, texts_of
from app.store import cases, facts, instances, passes, task_lists, tasks

BEGINNINGS = ("p01_art4_case", "p02_emergency_action")


def end_is(asked: Asked) -> None:
    """Compare the end event of P01, or of P02 where the case began so; `none` while it runs."""
    with asked.reading() as tx:
        rows = instances.of_case(tx, asked.case_id)
    main = next(row for row in rows if row.process_id in BEGINNINGS)
    asked.same(main.outcome or NONE, text_of(asked.node))


def state_is(asked: Asked) -> None:
    """Compare the state of the case as people read it."""
    with asked.reading() as tx:
        asked.same(cases.load(tx, asked.case_id).state.value, text_of(asked.node))


def body_is(asked: Asked) -> None:
    """Compare the body that has the case."""
    with asked.reading() as tx:
        found = cases.load(tx, asked.case_id).body_id
    asked.same(found, asked.stage.fixture.unit(text_of(asked.node)))


def round_is(asked: Asked) -> None:
    """Compare the round of the plan."""
    with asked.reading() as tx:
        asked.same(cases.load(tx, asked.case_id).round_no, number_of(asked.node))


def code_is(asked: Asked) -> None:
    """Compare the code of the case; `none` before it was sent."""
    with asked.reading() as tx:
        asked.same(cases.load(tx, asked.case_id).code or NONE, text_of(asked.node))


def versions_is(asked: Asked) -> None:
    """Compare the number of the version in use of each process that is named."""
    with asked.reading() as tx:
        published = read_published(tx)
    for process, wanted in table_of(asked.node).entries.items():
        newest = next(iter(versions_of(published, process)), None)
        asked.same(newest.number if newest else 0, number_of(wanted), process)


def facts_is(asked: Asked) -> None:
    """Compare facts of the case and its latest pass."""
    with asked.reading() as tx:
        latest = passes.latest_of_case(tx, asked.case_id)
        pass_id = latest.id if latest else ""
        sheets = facts.load_sheets(tx, asked.case_id, pass_id, [])
    known: dict[str, Any] = {}
    for scope in (asked.case_id, pass_id):
        known |= sheets[scope].facts if scope in sheets else {}
    for name, wanted in plain(table_of(asked.node)).items():
        asked.same(_as_text(known.get(name)), _as_text(wanted), name)


def _as_text(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_as_text(one) for one in value]
    if isinstance(value, bool):
        return "yes" if value else "no"
    return NONE if value is None else str(value)


def tasks_is(asked: Asked) -> None:
    """Compare the open tasks of the case, each as often as it is open."""
    asked.same_counts(asked.stage.open_elements(asked.label), texts_of(asked.node))


def never_opened_is(asked: Asked) -> None:
    """Compare that none of these tasks was ever there."""
    with asked.reading() as tx:
        opened = {row.element_id for row in tasks.of_case(tx, asked.case_id)}
    asked.same(sorted(opened & set(texts_of(asked.node))), [])


def completed_is(asked: Asked) -> None:
    """Compare how often each element was completed."""
    with asked.reading() as tx:
        rows = tasks.of_case(tx, asked.case_id)
    done = Counter(row.element_id for row in rows if row.state == "done")
    for element, node in table_of(asked.node).entries.items():
        asked.same(done[element], number_of(node), element)


def inbox_is(asked: Asked) -> None:
    """Compare what each person may do now, over all cases."""
    for name, node in table_of(asked.node).entries.items():
        person = asked.stage.fixture.person(name)
        with asked.reading() as tx:
            day = local_day(asked.stage.clock.now())
            held = asked.stage.services.world(tx).organisation.capacities(person, day)
            rows = task_lists.inbox(tx, person, held, limit=100)
        asked.same_counts([row.task.element_id for row in rows], texts_of(node))


def instances_is(asked: Asked) -> None:
    """Compare how many instances of each process the case has."""
    with asked.reading() as tx:
        found = Counter(row.process_id for row in instances.of_case(tx, asked.case_id))
    for process, node in table_of(asked.node).entries.items():
        asked.same(found[process], number_of(node), process)


def ends_is(asked: Asked) -> None:
    """Compare the ends of all runs of each process, called or started by message, in any order.

    `none` is one that runs, or that was cancelled from outside.
    """
    with asked.reading() as tx:
        rows = instances.of_case(tx, asked.case_id)
        called = [one for row in rows for one in instances.activations(tx, row.id)]
    # The run of an instance itself is no call.
    runs = [(one.process_id, one.outcome) for one in rows]
    runs += [(one.process_id, one.outcome) for one in called if one.call_element_id]
    for process, node in table_of(asked.node).entries.items():
        found = [outcome or NONE for name, outcome in runs if name == process]
        asked.same_counts(found, texts_of(node))


def codes_is(asked: Asked) -> None:
    """Compare how many cases of the scenario have a code."""
    with asked.reading() as tx:
        rows = [cases.load(tx, one.case_id) for one in asked.stage.cases.values()]
    asked.same(len([row for row in rows if row.code]), number_of(asked.node))


def organisation_is(asked: Asked) -> None:
    """Compare what the check of the organisation finds, one part of a text a finding."""
    with asked.reading() as tx:
        found = [one.message for one in asked.stage.services.world(tx).organisation.check()]
    wanted = texts_of(asked.node)
    told = [part for part in wanted if any(part in message for message in found)]
    asked.same((len(found), told), (len(wanted), list(wanted)), f"{found}")

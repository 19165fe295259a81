"""What a run did, read back from its chain as the words that rules are about.

A word here is the whole run: every element that was passed, in order, with the papers that were
issued there and what the record lets one know of the facts after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from app.domain.audit import EventKind, NewEvent, RecordedEvent
from app.domain.diagrams import Element
from app.domain.execution import ROOT, StepKind
from app.domain.facts import ACTIVATION, FACT_SCOPES
from app.feel import Environment
from app.mining.recorded_values import Key, Lookup, Version, learn, read, truth
from app.steps.catalogue import Catalogue
from app.store.instances import ActivationRow
from app.task_forms import fact_names
from app.task_forms.declared import ALSO_WRITTEN
from app.verification.shelf import shelf_of
from app.working_days import Calendar, working_days_feel

Facts = Mapping[Key, Version]
Own = Mapping[str, str]


class Passed(NamedTuple):
    """One entry of a recorded step."""

    element_id: str
    process_id: str
    activation_id: str
    kind: str
    flow_id: str


@dataclass(frozen=True)
class Happening:
    """One element passed.

    `within` are the activations around it, the run's own first; `calls` the elements that called
    all but the first of them. `row` is the line of the chain that tells of it.
    """

    row: int
    at: datetime
    element_id: str
    label: str
    within: tuple[str, ...]
    calls: tuple[str, ...]
    issued: frozenset[str]
    facts: Facts
    own: Own
    environment: Environment

    def holds(self, text: str) -> bool | None:
        """Tell whether a condition held after it, as its activation saw it; None where untold."""
        return truth(text, _lookup(self.facts, self.own, self.within[-1]), self.environment)


class Reader:
    """Reads the words of one run on one release; `given` are facts of the case from its start."""

    def __init__(
        self,
        catalogue: Catalogue,
        process_id: str,
        activations: Sequence[ActivationRow],
        calendar: Calendar,
        given: Mapping[str, Any],
    ) -> None:
        self._catalogue, self._calendar = catalogue, calendar
        self._shelf = shelf_of(catalogue.definitions.values(), catalogue.forms.values())
        self._rows = {row.id: row for row in activations if row.id != ROOT}
        self._processes = {ROOT: process_id}
        self._processes |= {row.id: row.process_id for row in self._rows.values()}
        self._facts: dict[Key, Version] = {
            ("", name): Version(True, value) for name, value in given.items()
        }
        # What a branch taken proves of the profile is all that the record tells of it.
        self._facts["", "profile"] = Version()
        self._begun = {ROOT}
        # Retention destroys what a line says in detail; the line stays.
        self.is_torn = False
        # what was known when a gateway was passed: the flow out of it is told with what it leads to
        self._decided: dict[Key, Facts] = {}

    def read(self, chain: Iterable[RecordedEvent]) -> list[Happening]:
        """Return what happened, in order; the chain comes with payloads."""
        found: list[Happening] = []
        told: list[NewEvent] = []
        for one in chain:
            if one.event.kind is EventKind.STEP_TAKEN:
                self.is_torn |= "passed" not in one.event.payload
                found += self._step(one, told)
                told = []
            else:
                told.append(one.event)
        return found

    def activations_of(self, process_id: str) -> list[str]:
        """Return the activations of a process in this run."""
        return [id_ for id_, process in self._processes.items() if process == process_id]

    def has_ended(self, activation_id: str) -> bool:
        """Tell whether a called activation is over."""
        row = self._rows.get(activation_id)
        return row is not None and row.closed_at is not None

    def _step(self, step: RecordedEvent, told: Sequence[NewEvent]) -> Iterator[Happening]:
        entries = [Passed(*one) for one in step.event.payload.get("passed", ())]
        issued = _issued(entries, told)
        for number, passed in enumerate(entries):
            if passed.kind == StepKind.CANCELLED.value:
                continue
            self._begin(passed.activation_id, step.event.at)
            self._note(passed, told)
            within, calls = self._around(passed.activation_id)
            yield Happening(
                row=step.seq,
                at=step.event.at,
                element_id=passed.element_id,
                label=self._label(passed),
                within=within,
                calls=calls,
                issued=frozenset(issued.get(number, ())),
                facts=dict(self._facts),
                own=self._own(passed.activation_id),
                environment=self._environment(step.event.at),
            )

    def _label(self, passed: Passed) -> str:
        element = self._catalogue.definitions[passed.process_id].elements.get(passed.element_id)
        return element.name if element and element.name else passed.element_id

    def _around(self, activation_id: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        within: list[str] = [activation_id]
        calls: list[str] = []
        while (row := self._rows.get(within[0])) is not None:
            within.insert(0, row.parent_id or ROOT)
            calls.insert(0, row.call_element_id)
        return tuple(within), tuple(calls)

    def _begin(self, activation_id: str, at: datetime) -> None:
        """Note what a call handed to an activation, before the first that happens in it."""
        row = self._rows.get(activation_id)
        if row is None or activation_id in self._begun:
            return
        self._begun.add(activation_id)
        parent = row.parent_id or ROOT
        self._begin(parent, at)
        definition = self._catalogue.definitions[self._processes[parent]]
        caller = definition.elements.get(row.call_element_id)
        lookup = _lookup(self._facts, self._own(parent), parent)
        given = {name: Version(True, value) for name, value in row.element.items()}
        for mapping in caller.extensions.inputs if caller else ():
            told, value = read(mapping.expression, lookup, self._environment(at))
            given.setdefault(mapping.target, Version(told, value))
        for name, version in given.items():
            self._facts[activation_id, name] = version

    def _environment(self, at: datetime) -> Environment:
        return Environment(at, partial(working_days_feel, self._calendar, at))

    def _note(self, passed: Passed, told: Sequence[NewEvent]) -> None:
        elements = self._catalogue.definitions[passed.process_id].elements
        flow, element = elements.get(passed.flow_id), elements.get(passed.element_id)
        if flow is not None:
            self._learn(elements, flow, passed.activation_id)
        if element is not None and element.tag == "exclusiveGateway":
            self._decided[passed.activation_id, element.id] = dict(self._facts)
        elif element is not None:
            for name, version in self._written(element, passed.activation_id, told).items():
                self._facts[_key(self._own(passed.activation_id), passed.activation_id, name)] = (
                    version
                )

    def _learn(self, elements: Mapping[str, Element], flow: Element, activation_id: str) -> None:
        facts = self._decided.get((activation_id, flow.source))
        if facts is None:
            return
        lookup = _lookup(facts, self._own(activation_id), activation_id)
        if flow.condition:
            learn(flow.condition, True, lookup)
        if elements[flow.source].default_flow == flow.id:
            for other in elements.values():
                if other.source == flow.source and other.condition:
                    learn(other.condition, False, lookup)

    def _written(
        self, element: Element, activation_id: str, told: Sequence[NewEvent]
    ) -> dict[str, Version]:
        """Return what an element wrote: answers and votes are told, the rest is not."""
        table = self._catalogue.tables.get(element.extensions.decision_ref)
        names = {*self._shelf.written_by(element), *ALSO_WRITTEN.get(element.id, ())}
        names.update(output.name for output in table.outputs) if table else None
        found = {name: Version() for name in names}
        if element.called_process:
            found |= self._handed_up(element, activation_id)
        return found | self._told(element, activation_id, told)

    def _handed_up(self, element: Element, activation_id: str) -> dict[str, Version]:
        """Return what the last call at an element gave back."""
        called = [
            row
            for row in self._rows.values()
            if (row.parent_id or ROOT) == activation_id and row.call_element_id == element.id
        ]
        if not called or element.loop:
            return {}
        last = max(called, key=lambda row: row.opened_at)
        lookup = _lookup(self._facts, self._own(last.id), last.id)
        outcome = Version(bool(last.outcome), last.outcome)
        given = {
            mapping.target: outcome if mapping.source == "outcome" else lookup(mapping.source)
            for mapping in element.extensions.outputs
        }
        return {name: version or Version() for name, version in given.items()}

    def _told(
        self, element: Element, activation_id: str, told: Sequence[NewEvent]
    ) -> dict[str, Version]:
        form = self._catalogue.forms.get(element.extensions.form_ref)
        for event in told:
            if (event.element_id, event.activation_id) != (element.id, activation_id):
                continue
            if event.kind is EventKind.TASK_COMPLETED and form is not None:
                answers = event.payload.get("answers", {})
                given = {form.renames.get(key, key): value for key, value in answers.items()}
                return {name: Version(True, given.get(name)) for name in fact_names(form)}
            if event.kind is EventKind.VOTE_COUNTED:
                return {"vote_result": Version(True, event.payload.get("result"))}
        return {}

    def _own(self, activation_id: str) -> Own:
        return self._catalogue.own_names.get(self._processes.get(activation_id, ""), {})


def _issued(entries: Sequence[Passed], told: Iterable[NewEvent]) -> dict[int, list[str]]:
    """Return the document types issued at each entry of a step.

    A paper that was held is issued by an element outside its own activation.
    """
    found: dict[int, list[str]] = {}
    for event in told:
        if event.kind is EventKind.DOCUMENT_ISSUED:
            named = [n for n, one in enumerate(entries) if one.element_id == event.element_id]
            own = [n for n in named if entries[n].activation_id == event.activation_id]
            for number in (own or named)[:1]:
                found.setdefault(number, []).append(str(event.payload.get("type", "")))
    return found


def _key(own: Own, activation_id: str, name: str) -> Key:
    scope = own.get(name) or FACT_SCOPES.get(name, ACTIVATION)
    return (activation_id if scope == ACTIVATION else "", name)


def _lookup(facts: Facts, own: Own, activation_id: str) -> Lookup:
    def find(name: str) -> Version | None:
        found = facts.get(_key(own, activation_id, name)) or facts.get(("", name))
        # What belongs to a called activation is null until it is handed in or written there.
        declared = own.get(name) or FACT_SCOPES.get(name)
        is_null = found is None and declared == ACTIVATION and activation_id != ROOT
        return Version(True) if is_null else found

    return find

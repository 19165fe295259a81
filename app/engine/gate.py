"""The engine gate: would these processes run as drawn? Findings say what to do instead.

Every element, attribute and event either does what BPMN 2.0 says or is refused here by name. Rules
see one drawing each, in the order of RULES; rules over all processes together stand in CALLS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from app.domain.diagrams import Finding
from app.engine import (
    gate_calls,
    gate_elements,
    gate_events,
    gate_expressions,
    gate_flows,
    gate_graph,
    gate_loops,
)
from app.engine.drawing import Drawing
from app.engine.findings import at_process

MOST_NODES = 1_000
MOST_FLOWS = 5_000
# A reader cannot work through more; the rest shows when these are repaired.
MOST_FINDINGS = 200

Rule = Callable[[Drawing], Iterable[Finding]]
RULES: tuple[Rule, ...] = (
    gate_elements.process_runs,
    gate_elements.everything_has_its_place,
    gate_elements.elements_are_known,
    gate_elements.attributes_are_known,
    gate_elements.automatic_work_is_named,
    gate_events.one_event_each,
    gate_events.event_fits_its_place,
    gate_events.references_lead_somewhere,
    gate_events.boundaries_are_attached,
    gate_events.catchers_are_told_apart,
    gate_events.links_are_pairs,
    gate_events.only_listeners_accept,
    gate_events.handlers_have_one_start,
    gate_flows.flows_connect_nodes,
    gate_flows.flows_respect_directions,
    gate_flows.conditions_stand_where_allowed,
    gate_flows.defaults_are_flows,
    gate_flows.choices_are_complete,
    gate_flows.event_gateways_lead_to_events,
    gate_loops.loops_are_complete,
    gate_graph.scopes_have_starts_and_ends,
    gate_graph.everything_is_reached,
    gate_graph.everything_can_end,
    gate_graph.joins_can_fire,
    gate_graph.inclusive_joins_are_few,
)
ACROSS: tuple[Callable[[Mapping[str, Drawing], str], Iterable[Finding]], ...] = (
    gate_calls.called_processes_exist,
    gate_calls.called_processes_start_plainly,
    gate_calls.nobody_calls_himself,
    gate_graph.cycles_stop_somewhere,
    gate_expressions.expressions_are_feel,
)


def check(drawings: Mapping[str, Drawing], process_id: str) -> tuple[Finding, ...]:
    """Return everything that cannot run as drawn in a process and all it calls."""
    if process_id not in drawings:
        repair = "Nạp tệp có quy trình này"
        return (at_process(process_id, "", "process-found", "không có trong các tệp", repair),)
    too_big = [finding for drawing in drawings.values() for finding in _size(drawing)]
    if too_big:
        return tuple(too_big)
    found = [f for drawing in drawings.values() for rule in _rules(drawing) for f in rule(drawing)]
    found += [finding for rule in ACROSS for finding in rule(drawings, process_id)]
    return tuple(dict.fromkeys(found))[:MOST_FINDINGS]


def _rules(drawing: Drawing) -> tuple[Rule, ...]:
    return RULES if drawing.found else RULES[:1]


def _size(drawing: Drawing) -> Iterable[Finding]:
    for count, most, what in (
        (len(drawing.nodes), MOST_NODES, "phần tử"),
        (len(drawing.flows), MOST_FLOWS, "luồng"),
    ):
        if count > most:
            message = f"có {count} {what}, nhiều nhất {most}"
            repair = "Tách bớt thành quy trình riêng rồi gọi bằng lời gọi quy trình"
            yield at_process(drawing.process_id, drawing.name, "size", message, repair)

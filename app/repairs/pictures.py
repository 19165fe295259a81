"""Diagrams of a run: where it stands, and what a repair stops and starts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from app.diagrams.picture import draw
from app.domain.diagrams import DiagramMarks, Mark
from app.domain.repairs import Place, StandingToken
from app.steps.catalogue import Catalogue


def drawn_now(catalogue: Catalogue, tokens: Sequence[StandingToken]) -> dict[str, str]:
    """Return the diagram of each process that something stands in, by its name."""
    return _drawn(catalogue, {one.place: Mark.NOW for one in tokens})


def drawn_change(
    catalogue: Catalogue, stops: Iterable[Place], starts: Iterable[Place]
) -> dict[str, str]:
    """Return the diagram of each process in which a repair stops or starts something."""
    marks = dict.fromkeys(stops, Mark.REMOVED)
    return _drawn(catalogue, marks | dict.fromkeys(starts, Mark.ADDED))


def _drawn(catalogue: Catalogue, marks: Mapping[Place, Mark]) -> dict[str, str]:
    found = {}
    for process_id in dict.fromkeys(process for process, _element in marks):
        definition = catalogue.definitions[process_id]
        here = {
            element: mark for (process, element), mark in marks.items() if process == process_id
        }
        states = DiagramMarks(states=here, title=definition.name)
        found[catalogue.process_name(process_id)] = draw(definition.tree, states, process_id)
    return found

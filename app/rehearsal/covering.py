"""The page of a draft's situations: what came of them, and what of the diagram they took."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from app.actions import Services
from app.actions.owner.list_situations import list_situations
from app.actions.owner.open_draft import open_draft
from app.actions.owner.read_situation_standing import read_situation_standing
from app.diagrams import draw
from app.domain.diagrams import Definition, Diagram, DiagramMarks, Mark
from app.domain.drafts import Draft
from app.domain.people import Actor
from app.domain.situations import Situation, SituationStanding
from app.publication.parsed import diagram_of
from app.scenarios.coverage import Place, missing, places_of


@dataclass(frozen=True)
class Covered:
    """What a run took of the draft's diagram: how many places of how many, which not, a picture."""

    places: int
    left: tuple[Place, ...]
    picture: str

    @property
    def taken(self) -> int:
        """How many were taken."""
        return self.places - len(self.left)


@dataclass(frozen=True)
class SituationsPage:
    """Everything on the page; `covered` is None before anything was played."""

    draft: Draft
    situations: tuple[Situation, ...]
    standing: SituationStanding
    covered: Covered | None = None


def read_situations(services: Services, actor: Actor, draft_id: str) -> SituationsPage:
    """Return the situations of a draft's process with their run against it."""
    opened = open_draft(services, actor, draft_id)
    standing = read_situation_standing(services, actor, draft_id)
    every = list_situations(services, actor, opened.draft.process_id)
    diagram = diagram_of(opened.diagram.content) if opened.diagram else None
    passed = standing.run.passed if standing.run else {}
    covered = _covered(diagram, passed) if diagram and passed else None
    return SituationsPage(opened.draft, every, standing, covered)


def _covered(diagram: Diagram, passed: Mapping[str, Sequence[str]]) -> Covered:
    definition = diagram.main
    ids = {name: frozenset(found) for name, found in passed.items()}
    places = tuple(one for one in places_of(definition, frozenset(ids)) if not one.apart)
    mine = ids.get(definition.process_id, frozenset())
    return Covered(len(places), missing(places, ids), _picture(definition, mine))


def _picture(definition: Definition, taken: Set[str]) -> str:
    marks = DiagramMarks(dict.fromkeys(taken, Mark.DONE), title=definition.name)
    return draw(definition.tree, marks, definition.process_id)

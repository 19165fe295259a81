"""The page of a draft's situations: what came of them, and what of the diagram they took."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from app.actions import Services
from app.actions.owner.list_situations import list_situations
from app.actions.owner.open_draft import open_draft
from app.actions.owner.read_situation_standing import read_situation_standing
from app.diagrams import draw
from app.diagrams.vocabulary import FLOW_NODES
from app.diagrams.wording import titled
from app.domain.diagrams import Definition, Diagram, DiagramMarks, Element, Mark
from app.domain.drafts import Draft
from app.domain.people import Actor
from app.domain.situations import Situation, SituationStanding
from app.publication.parsed import diagram_of
from app.scenarios.coverage import reason_apart


@dataclass(frozen=True)
class Covered:
    """What a run walked of the draft's diagram: how much of it, what not in words, a picture.

    `apart` are the places that no value or only another process can reach, with the reason.
    """

    places: int
    steps: tuple[str, ...]
    flows: tuple[str, ...]
    apart: tuple[tuple[str, str], ...]
    picture: str

    @property
    def taken(self) -> int:
        """How many places were walked."""
        return self.places - len(self.steps) - len(self.flows)


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
    drawn = diagram.main
    elements = [one for one in drawn.elements.values() if one.tag in FLOW_NODES or _is_flow(one)]
    reasons = {one.id: reason_apart(one, frozenset(passed)) for one in elements}
    ids = frozenset(passed.get(drawn.process_id, ()))
    walked = {one.id for one in elements if one.id in ids or _must_have_been(drawn, one, ids)}
    counted = [one for one in elements if one.id in walked or not reasons[one.id]]
    left = [one for one in counted if one.id not in walked]
    return Covered(
        places=len(counted),
        steps=tuple(titled(one) for one in left if not _is_flow(one)),
        flows=tuple(_way(drawn, one) for one in left if _is_flow(one)),
        apart=tuple(
            (_way(drawn, one) if _is_flow(one) else titled(one), reasons[one.id])
            for one in elements
            if one not in counted
        ),
        picture=_picture(drawn, walked, {one.id for one in elements if one not in counted}),
    )


def _is_flow(element: Element) -> bool:
    return element.tag == "sequenceFlow"


def _must_have_been(drawn: Definition, flow: Element, ids: Set[str]) -> bool:
    """Tell whether a flow was gone because one of its ends was passed and has no other."""
    if not _is_flow(flow):
        return False
    others = [one for one in drawn.elements.values() if _is_flow(one) and one is not flow]
    only_in = flow.target in ids and all(one.target != flow.target for one in others)
    only_out = flow.source in ids and all(one.source != flow.source for one in others)
    return only_in or only_out


def _way(drawn: Definition, flow: Element) -> str:
    source, target = (titled(drawn.elements[end]) for end in (flow.source, flow.target))
    return f"{source}{f' – “{flow.name}” –' if flow.name else ''} → {target}"


def _picture(drawn: Definition, walked: Set[str], apart: Set[str]) -> str:
    states = dict.fromkeys(walked, Mark.DONE) | dict.fromkeys(apart, Mark.LEFT_OUT)
    return draw(drawn.tree, DiagramMarks(states, title=drawn.name), drawn.process_id)

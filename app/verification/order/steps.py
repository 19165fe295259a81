"""The visible steps of a process: what people do, what is waited for, papers, how it ends.

A step is told by process and element, wherever it is called from, so that two versions meet in it.
What goes on while a paper is made counts as one step, the paper being issued.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from enum import IntEnum
from typing import NamedTuple

from app.documents import DOC_TYPES
from app.engine.net import Kind, NetNode
from app.topics.outputs import ISSUES
from app.verification.states.graph import EventKind, Graph


class Step(NamedTuple):
    """One visible step; `paper` is the type of a document that is issued, `element` else."""

    process_id: str
    element: str
    paper: str = ""


class Rank(IntEnum):
    """What a reader looks for first; a difference is told of the steps that come first here."""

    PERSON = 1
    OUTCOME = 2
    BESIDE = 3
    AUTOMATIC = 4


class Label(NamedTuple):
    """How a step is called."""

    text: str
    rank: Rank


Spelled = tuple[Step, ...]
_SEEN = {
    Kind.PERSON: Rank.PERSON,
    Kind.CATCH: Rank.OUTCOME,
    Kind.END: Rank.OUTCOME,
    Kind.BOUNDARY: Rank.BESIDE,
    Kind.WORK: Rank.AUTOMATIC,
}


def labels_of(*graphs: Graph) -> Mapping[Step, Label]:
    """Return the name of each step of any graph, highest rank first; of two names the last."""
    found: dict[Step, Label] = {}
    for graph in graphs:
        found |= _labels(graph)
    return dict(sorted(found.items(), key=lambda named: named[1].rank))


def _labels(graph: Graph) -> Mapping[Step, Label]:
    """Return the name of each step that is drawn, and of each paper that some way issues."""
    drawn = {step: node for node, step in _drawn(graph)}
    found = {step: _label(graph, node) for step, node in drawn.items()}
    often = Counter(label.text for label in found.values())
    titles = {
        step: _told_apart(graph, drawn[step], label) if often[label.text] > 1 else label
        for step, label in found.items()
    }
    papers = (paper for word in graph.words for event in word for paper in event.issued)
    return titles | {_paper(name): Label(_paper_name(name), Rank.OUTCOME) for name in papers}


def spelled(graph: Graph) -> list[Spelled]:
    """Return the steps done in each word of the graph, in order."""
    known = {node.index: step for node, step in _drawn(graph)}
    found = []
    for word in graph.words:
        steps: list[Step] = []
        for event in word:
            if event.kind is EventKind.DONE:
                steps += [known[event.node]] if event.node in known else []
                steps += [_paper(name) for name in event.issued]
        found.append(tuple(steps))
    return found


def _drawn(graph: Graph) -> Iterator[tuple[NetNode, Step]]:
    makes_papers = {n.process_id for n in graph.net.nodes if n.element.extensions.topic in ISSUES}
    folded = makes_papers - {graph.net.process_id}
    for node in graph.net.nodes:
        is_foreign_end = node.kind is Kind.END and node.process_id != graph.net.process_id
        if node.kind in _SEEN and not is_foreign_end and node.process_id not in folded:
            yield node, Step(node.process_id, node.id)


def _paper(name: str) -> Step:
    return Step("", "", name)


def _paper_name(name: str) -> str:
    kind = DOC_TYPES.get(name)
    return f"ban hành {kind.name}" if kind else "ban hành văn bản"


def _label(graph: Graph, node: NetNode) -> Label:
    if node.label == node.id and node.host >= 0:
        return Label(f"sự kiện cạnh {graph.net.nodes[node.host].label}", Rank.BESIDE)
    return Label(node.label, _SEEN[node.kind])


def _told_apart(graph: Graph, node: NetNode, label: Label) -> Label:
    """Name a step whose label others have too by what it hangs on, or by the call it is in."""
    around = node.host if node.host >= 0 else graph.net.scopes[node.scope].owner
    if around < 0:
        return label
    word = "ở" if node.host >= 0 else "trong"
    return Label(f"{label.text}, {word} {graph.net.nodes[around].label}", label.rank)

"""Verify one process against the rules of the regulations: soundness first, then each clause.

Example: `verify_by_rules(sources, [read_rules(data)])`. A violation is a shortest path that the
engine has played; what is vacuous or no longer drawn is never green.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.documents import DOC_TYPES
from app.domain.diagrams import Element, Finding, Severity
from app.engine import Program, compile_program
from app.verification.process_check import Found, Verification, disagreement, verify_process
from app.verification.rules import RuleFile, RuleVerdict, Standing, judge, watches
from app.verification.states.explore import Limits
from app.verification.states.graph import Graph
from app.verification.states.model import Model
from app.verification.states.replay import replay
from app.verification.states.routes import at_of, route
from app.verification.states.sources import Sources

_SAID: Mapping[Standing, str] = {
    Standing.VIOLATED: "có đường đi trái quy tắc này",
    Standing.UNDECIDED: "chưa kết luận được quy tắc này",
    Standing.VACUOUS: "không còn dịp nào để quy tắc này áp dụng",
    Standing.GONE: "điều mà quy tắc này nói tới không còn trên sơ đồ",
}
_REPAIRS: Mapping[Standing, str] = {
    Standing.VIOLATED: "Xem đường đi rồi sửa bước làm trái; quy tắc sai thì báo quản trị",
    Standing.UNDECIDED: "Viết điều kiện so sánh với giá trị cụ thể, hoặc kiểm tra lại lâu hơn",
    Standing.VACUOUS: "Vẽ lại bước bị bỏ, hoặc đề nghị quản trị ngừng quy tắc kèm lý do",
    Standing.GONE: "Vẽ lại bước bị bỏ, hoặc đề nghị quản trị ngừng quy tắc kèm lý do",
}
_ISSUED = re.compile(r"issued\((\w+)\)")
_CUTS = {"states": "quá nhiều trạng thái", "time": "hết thời gian", "cancelled": "bị dừng"}


@dataclass(frozen=True)
class ClauseCheck:
    """Soundness of one process and the verdict on each rule that speaks of it."""

    verification: Verification
    verdicts: tuple[RuleVerdict, ...]
    found: tuple[Found, ...]


def verify_by_rules(
    sources: Sources, files: Sequence[RuleFile], limits: Limits | None = None
) -> ClauseCheck:
    """Verify a process; raises DiagramRefused for what the engine's gate refuses."""
    asked = [watch for file in files for watch in watches(file, sources.process_id)]
    verified = verify_process(sources, limits, tuple(dict.fromkeys(asked)))
    graph, model = verified.graph, verified.model
    if graph is None or model is None:
        return ClauseCheck(verified, (), verified.found)
    verdicts = tuple(verdict for file in files for verdict in judge(file, graph))
    program = compile_program(sources.definitions, sources.process_id)
    told = _Teller(program, graph, model, sources)
    broken = (told.found(one) for one in verdicts if one.standing is not Standing.KEPT)
    return ClauseCheck(verified, verdicts, (*verified.found, *broken))


class _Teller:
    """Tells verdicts as findings; no path is told that the engine does not go."""

    def __init__(self, program: Program, graph: Graph, model: Model, sources: Sources) -> None:
        self._program, self._graph, self._model = program, graph, model
        self._sources = sources

    def found(self, verdict: RuleVerdict) -> Found:
        """Return a verdict that is not green as it is shown."""
        finding = self._finding(verdict)
        certain = verdict.standing is Standing.VIOLATED
        if verdict.path and certain:
            played = replay(self._program, self._model, self._graph, verdict.path)
            if not played.confirmed:
                finding = disagreement(finding, played.difference)
        nodes = self._graph.net.nodes
        turned = at_of(nodes[verdict.turned]) if verdict.turned >= 0 else ("", "")
        return Found(finding, route(self._graph, self._model, verdict.path), not certain, turned)

    def _finding(self, verdict: RuleVerdict) -> Finding:
        element = self._element(verdict)
        rule, standing = verdict.rule, verdict.standing
        undecided = standing is Standing.UNDECIDED
        cited = f" ({', '.join(rule.clauses)})" if rule.clauses else ""
        return Finding(
            rule=f"clause-{rule.id}",
            severity=Severity.WARNING if undecided else Severity.ERROR,
            message=f"{rule.sentence}{cited} – {_SAID[standing]}{self._what(verdict)}",
            repair=_REPAIRS[standing],
            element_id=element.id if element else self._sources.process_id,
            element_name=element.name if element else "",
            element_type=element.tag if element else "process",
            consequence="Hồ sơ chạy theo bản này có thể trái điều khoản",
        )

    def _what(self, verdict: RuleVerdict) -> str:
        if verdict.assumed:
            return f": giả sử {'; '.join(verdict.assumed)}"
        names = [self._label(name) for name in verdict.names]
        return f": {', '.join(names)}" if names else ""

    def _label(self, name: str) -> str:
        """Return the label of a node that a rule names; what has none is told as written."""
        if name in _CUTS:
            return _CUTS[name]
        paper = _ISSUED.fullmatch(name)
        if paper:
            kind = DOC_TYPES.get(paper[1])
            return f"ban hành “{kind.name}”" if kind else "ban hành văn bản trả lời"
        element = self._drawn(name.partition("[")[0].rpartition("/")[2])
        return f"“{element.name}”" if element and element.name else name

    def _element(self, verdict: RuleVerdict) -> Element | None:
        if verdict.path:
            return self._graph.net.nodes[verdict.path[-1].move.node].element
        found = (self._drawn(name.partition("[")[0].rpartition("/")[2]) for name in verdict.names)
        return next((one for one in found if one is not None), None)

    def _drawn(self, element_id: str) -> Element | None:
        return _first(
            definition.elements.get(element_id) for definition in self._sources.definitions.values()
        )


def _first(elements: Iterable[Element | None]) -> Element | None:
    return next((one for one in elements if one is not None), None)


def with_path(found: Found) -> Finding:
    """Return a finding that carries the sentences of its path."""
    return replace(found.finding, path=tuple(step.sentence for step in found.route))

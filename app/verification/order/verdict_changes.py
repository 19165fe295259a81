"""Rules of the clauses that stand otherwise in the other version: what a change costs or mends."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.behaviour import BehaviourLine, Turn
from app.verification.clause_check import ClauseCheck
from app.verification.rules import RuleVerdict, Standing
from app.verification.states.routes import route

_SAID: Mapping[Standing, str] = {
    Standing.KEPT: "được giữ",
    Standing.VIOLATED: "có đường đi trái",
    Standing.UNDECIDED: "chưa quyết được",
    Standing.VACUOUS: "không còn dịp áp dụng",
    Standing.GONE: "không còn trên sơ đồ",
}
_WEIGHT = (
    Standing.VIOLATED,
    Standing.GONE,
    Standing.VACUOUS,
    Standing.UNDECIDED,
    Standing.KEPT,
)
# How judging says that a graph was cut off (`Product.verdict`).
_CUTS = (("states",), ("time",), ("cancelled",))


def verdict_changes(before: ClauseCheck, after: ClauseCheck) -> tuple[BehaviourLine, ...]:
    """Return the rules whose verdict changed, those that are broken now first, each thing once.

    What only was not explored to its end is no change.
    """
    old = {verdict.rule.id: verdict for verdict in before.verdicts}
    pairs = ((old[one.rule.id], one) for one in after.verdicts if one.rule.id in old)
    changed = [pair for pair in pairs if _differs(*pair)]
    changed.sort(key=lambda pair: _WEIGHT.index(pair[1].standing))
    lines: dict[str, BehaviourLine] = {}
    for was, now in changed:
        is_after = now.standing is not Standing.KEPT
        path = _path(after, now) if is_after else _path(before, was)
        line = BehaviourLine(Turn.VERDICT, _sentence(was, now), (), path, is_after)
        lines.setdefault(line.sentence, line)
    return tuple(lines.values())


def _differs(was: RuleVerdict, now: RuleVerdict) -> bool:
    is_cut = any(verdict.names in _CUTS for verdict in (was, now))
    return was.standing is not now.standing and not is_cut


def _sentence(was: RuleVerdict, now: RuleVerdict) -> str:
    cited = f" ({', '.join(now.rule.clauses)})" if now.rule.clauses else ""
    told = f"trước {_SAID[was.standing]}, nay {_SAID[now.standing]}"
    return f"{now.rule.sentence.rstrip('.')}{cited}: {told}"


def _path(check: ClauseCheck, verdict: RuleVerdict) -> tuple[str, ...]:
    graph, model = check.verification.graph, check.verification.model
    if graph is None or model is None:
        return ()
    return tuple(step.sentence for step in route(graph, model, verdict.path))

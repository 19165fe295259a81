"""Rules of the clauses that stand otherwise in the other version: what a change costs or mends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

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


def verdict_changes(before: ClauseCheck, after: ClauseCheck) -> Iterator[BehaviourLine]:
    """Yield the rules whose verdict changed, those that are broken now first."""
    old = {verdict.rule.id: verdict for verdict in before.verdicts}
    changed = [
        (old[verdict.rule.id], verdict)
        for verdict in after.verdicts
        if verdict.rule.id in old and old[verdict.rule.id].standing is not verdict.standing
    ]
    for was, now in sorted(changed, key=lambda pair: pair[1].standing is Standing.KEPT):
        shown = before if now.standing is Standing.KEPT else after
        verdict = was if shown is before else now
        yield BehaviourLine(
            Turn.VERDICT, _sentence(was, now), (), _path(shown, verdict), shown is after
        )


def _sentence(was: RuleVerdict, now: RuleVerdict) -> str:
    cited = f" ({', '.join(now.rule.clauses)})" if now.rule.clauses else ""
    told = f"trước {_SAID[was.standing]}, nay {_SAID[now.standing]}"
    return f"{now.rule.sentence.rstrip('.')}{cited}: {told}"


def _path(check: ClauseCheck, verdict: RuleVerdict) -> tuple[str, ...]:
    graph, model = check.verification.graph, check.verification.model
    if graph is None or model is None:
        return ()
    return tuple(step.sentence for step in route(graph, model, verdict.path))

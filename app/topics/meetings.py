"""Topics of the meeting: the list of members, and the count of votes (INV-03, INV-14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.domain.audit import EventKind
from app.domain.clock import local_day
from app.domain.people import OrganKind
from app.domain.votes import RESULTS
from app.errors import StepRefused
from app.register.conflicts import conflicted
from app.register.forums import FORUM_OF_ACTION
from app.topics.context import TopicContext


@dataclass(frozen=True)
class Count:
    """The result of a vote and the figures it rests on."""

    quorum_ok: bool
    result: str
    base: int


def forum_of(context: TopicContext) -> OrganKind:
    """Return the forum the plan was submitted to by triage."""
    return FORUM_OF_ACTION.get(str(context.fact("action")), OrganKind.BOARD)


def snapshot(context: TopicContext) -> None:
    """Fix the members valid on the meeting day and those recused by declaration (INV-13)."""
    register = context.register
    day = _meeting_day(context)
    members = register.organisation.members(register.case.body_id, forum_of(context), day)
    recused = sorted(set(members) & conflicted(register))
    context.write("members_total", len(members))
    context.write("system_recused", recused)


def _meeting_day(context: TopicContext) -> date:
    text = context.fact("meeting_at")
    return date.fromisoformat(str(text)[:10]) if text else local_day(context.register.now)


def count_votes(total: int, recused: int, present: int, votes: tuple[int, int]) -> Count:
    """Count a vote: majority of entitled members, quorum two thirds of all (A-14, A-15)."""
    return count_with(total, recused, present, votes, quorum=Fraction(2, 3))


def count_with(
    total: int, recused: int, present: int, votes: tuple[int, int], *, quorum: Fraction
) -> Count:
    """Count with the profile's quorum; abstentions stay in the base."""
    base = total - recused
    votes_for, votes_against = votes
    if present < quorum * total:
        return Count(False, "invalid", base)
    if 2 * votes_for > base:
        return Count(True, "approved", base)
    if 2 * votes_against > base:
        return Count(True, "rejected", base)
    return Count(True, "no_consensus", base)


def count(context: TopicContext) -> None:
    """Determine quorum and result from the minutes; nobody types the result (INV-14).

    Raises StepRefused when the votes are not those of the members present.
    """
    total = int(context.need("members_total"))
    recused = len(context.fact("recused") or [])
    votes = (int(context.fact("votes_for") or 0), int(context.fact("votes_against") or 0))
    counted = count_with(
        total,
        recused,
        int(context.need("present")),
        votes,
        quorum=context.register.profile.vote_quorum,
    )
    voted = context.fact("authority") == "trong" and context.fact("preparation") == "ky"
    if voted and counted.quorum_ok:
        _check_figures(context, total, sum(votes))
    result = counted.result if voted or not counted.quorum_ok else "none"
    thorough = context.fact("discussed_thoroughly") is True
    context.write("quorum_ok", counted.quorum_ok)
    context.write("vote_result", result)
    if result in {"approved", "rejected"} and thorough:
        context.write("decision_recorded", True)
    _record(context, result, votes, counted.base)


def _check_figures(context: TopicContext, total: int, for_and_against: int) -> None:
    present = int(context.need("present"))
    voting = present - int(context.fact("recused_present") or 0)
    cast = for_and_against + int(context.fact("votes_abstain") or 0)
    if present > total or cast != voting:
        raise StepRefused(
            f"Biên bản ghi {cast} phiếu của {voting} người biểu quyết, {total} thành viên; "
            "sửa số liệu rồi gửi lại",
            clauses=("C-037", "INV-14"),
        )


def _record(context: TopicContext, result: str, votes: tuple[int, int], base: int) -> None:
    winning = votes[1] if result == "rejected" else votes[0]
    context.register.record(
        EventKind.VOTE_COUNTED,
        f"Kết quả biểu quyết: {RESULTS[result]}, {winning}/{base}",
        element_id=context.element.id,
        process_id=context.activation.process_id,
        activation_id=context.activation.id,
        clauses=context.element.clauses,
        payload={"result": result, "for": votes[0], "against": votes[1], "base": base},
    )

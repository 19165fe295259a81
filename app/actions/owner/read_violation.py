"""Show one finding of a draft's verification with its path, ready to be played."""

from __future__ import annotations

from collections.abc import Mapping

from app.clauses import load_clauses
from app.domain.diagrams import Definition
from app.domain.people import Actor
from app.domain.verified import JudgedRule, Place, Shown, VerifiedProcess, ViolationPage
from app.errors import NotFound
from app.publication.checking import definitions_of
from app.publication.editing import reading
from app.publication.verifying.of_draft import question_of
from app.publication.written_rules import clauses_beside
from app.steps.services import Services

PREFIX = "clause-"


def read_violation(services: Services, actor: Actor, draft_id: str, number: int) -> ViolationPage:
    """Return the finding of that number, counted from 1 in the order of the page.

    Raises NotFound where the draft as it stands has none: it was saved since, or is not verified.
    """
    with reading(services, actor, "Xem đường đi trái quy tắc", draft_id) as tx:
        draft, question = question_of(services, tx, draft_id)
    known = question.known()
    if known is None or not 1 <= number <= len(known.shown):
        raise NotFound("Bản thảo đã đổi nên không còn phát hiện này; mở lại trang kiểm tra")
    process, shown = known.shown[number - 1]
    drawn = definitions_of(question.files)
    rule = _rule(process, shown)
    register = load_clauses(services.settings.workflows_dir / "clauses")
    return ViolationPage(
        draft=draft,
        process=process,
        shown=shown,
        place=_place(drawn, process.process_id, shown),
        names=_names(drawn, shown, process.process_id),
        rule=rule,
        clauses=clauses_beside(register, rule.clauses if rule else ()),
    )


def _rule(process: VerifiedProcess, shown: Shown) -> JudgedRule | None:
    rule_id = shown.finding.rule.removeprefix(PREFIX)
    return next((one for one in process.rules if one.id == rule_id), None)


def _place(drawn: Mapping[str, Definition], root: str, shown: Shown) -> Place:
    """Return where the path turns wrong; without one, where the element at fault is drawn."""
    if shown.turned[0]:
        return shown.turned
    element_id = shown.finding.element_id
    owners = (name for name in (root, *drawn) if element_id in drawn[name].elements)
    owner = next(owners, "")
    return (owner, element_id) if owner else (root, "")


def _names(drawn: Mapping[str, Definition], shown: Shown, root: str) -> dict[str, str]:
    """Return the labels of the processes that are shown."""
    passed = {part.process_id for step in shown.steps for part in step.stretches}
    passed |= {step.call[0] for step in shown.steps} | {_place(drawn, root, shown)[0]}
    return {name: drawn[name].name for name in sorted(passed & set(drawn))}

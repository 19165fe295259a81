"""Differences of legal ground: which clause a step no longer cites, and which nothing cites now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.diagrams.wording import titled
from app.domain.diagrams import Definition
from app.domain.views.processes import Change, ChangeLine, ChangeTopic


def grounds(
    before: Definition, after: Definition, texts: Mapping[str, str]
) -> Iterator[ChangeLine]:
    """Yield coverage lost and gained first, then what moved from step to step.

    `texts` say where a clause stands and what it asks for, by its id.
    """
    old, new = _cited(before), _cited(after)
    for clause in sorted(old - new):
        sentence = f"Mất căn cứ: không còn bước nào dẫn {_told(clause, texts)}"
        yield ChangeLine(ChangeTopic.CLAUSE, Change.REMOVED, sentence)
    for clause in sorted(new - old):
        sentence = f"Thêm căn cứ: có bước dẫn {_told(clause, texts)}"
        yield ChangeLine(ChangeTopic.CLAUSE, Change.ADDED, sentence)
    for element in after.elements.values():
        was = before.elements.get(element.id)
        if was is None or was.clauses == element.clauses:
            continue
        lost = [c for c in was.clauses if c not in element.clauses]
        gained = [c for c in element.clauses if c not in was.clauses]
        told = [f"không dẫn {', '.join(lost)} nữa"] if lost else []
        told += [f"nay dẫn {', '.join(gained)}"] if gained else []
        if told:
            sentence = f"{titled(element)}: {'; '.join(told)}"
            sentence = sentence[:1].upper() + sentence[1:]
            yield ChangeLine(ChangeTopic.CLAUSE, Change.CHANGED, sentence, element.id)


def _told(clause: str, texts: Mapping[str, str]) -> str:
    return f"{clause}, {texts[clause]}" if clause in texts else clause


def _cited(definition: Definition) -> set[str]:
    return {clause for element in definition.elements.values() for clause in element.clauses}

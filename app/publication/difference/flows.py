"""Differences of ways: gained, lost, led elsewhere, and when each is taken."""

from __future__ import annotations

from collections.abc import Iterator

from app.diagrams.wording import shorten, titled
from app.domain.diagrams import Definition, Element
from app.domain.views.processes import Change, ChangeLine, ChangeTopic


def ways(before: Definition, after: Definition) -> Iterator[ChangeLine]:
    """Yield what became of each sequence flow and each default."""
    old, new = _flows(before), _flows(after)
    for flow in old.values():
        if flow.id not in new:
            sentence = f"Không còn đường từ {_ends(before, flow)}"
            yield ChangeLine(ChangeTopic.PATH, Change.REMOVED, sentence, flow.id)
    for flow in new.values():
        if flow.id not in old:
            told = f", khi {_when(flow)}" if flow.condition else ""
            sentence = f"Thêm đường từ {_ends(after, flow)}{told}"
            yield ChangeLine(ChangeTopic.PATH, Change.ADDED, sentence, flow.id)
        else:
            yield from _changed(before, after, old[flow.id], flow)
    yield from _defaults(before, after)


def _flows(definition: Definition) -> dict[str, Element]:
    return {e.id: e for e in definition.elements.values() if e.tag == "sequenceFlow"}


def _ends(definition: Definition, flow: Element) -> str:
    named = [definition.elements.get(end) for end in (flow.source, flow.target)]
    source, target = (
        titled(one) if one else f"“{shorten(end)}”"
        for one, end in zip(named, (flow.source, flow.target), strict=True)
    )
    return f"{source} tới {target}"


def _when(flow: Element) -> str:
    return f"“{shorten(flow.condition)}”"


def _changed(
    before: Definition, after: Definition, old: Element, new: Element
) -> Iterator[ChangeLine]:
    if (old.source, old.target) != (new.source, new.target):
        sentence = f"Đường từ {_ends(before, old)} nay đi từ {_ends(after, new)}"
        yield ChangeLine(ChangeTopic.PATH, Change.CHANGED, sentence, new.id)
    if old.condition != new.condition:
        way = f"Đường từ {_ends(after, new)}"
        if not old.condition:
            sentence = f"{way}: nay chỉ đi khi {_when(new)}"
        elif not new.condition:
            sentence = f"{way}: không còn điều kiện, trước là {_when(old)}"
        else:
            sentence = f"{way}: điều kiện đổi từ {_when(old)} thành {_when(new)}"
        yield ChangeLine(ChangeTopic.CONDITION, Change.CHANGED, sentence, new.id)
    if old.name != new.name:
        was, now = shorten(old.name) or "không tên", shorten(new.name) or "không tên"
        sentence = f"Đường từ {_ends(after, new)}: nhãn đổi từ “{was}” thành “{now}”"
        yield ChangeLine(ChangeTopic.WORDS, Change.CHANGED, sentence, new.id)


def _defaults(before: Definition, after: Definition) -> Iterator[ChangeLine]:
    for gateway in after.elements.values():
        old = before.elements.get(gateway.id)
        if old is None or old.default_flow == gateway.default_flow:
            continue
        flow = after.elements.get(gateway.default_flow)
        now = f"nay đi từ {_ends(after, flow)}" if flow else "nay không có đường nào"
        sentence = f"Khi không điều kiện nào đúng ở {titled(gateway)}: {now}"
        yield ChangeLine(ChangeTopic.CONDITION, Change.CHANGED, sentence, gateway.id)

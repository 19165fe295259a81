"""Differences of steps: added, taken out, who does them, by when, with what, on which event."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from app.diagrams.wording import kind_of, shorten, titled
from app.domain.diagrams import Definition, Element
from app.domain.views.processes import Change, ChangeLine, ChangeTopic

Roles = Mapping[str, str]
Labels = Mapping[str, str]
_PROPERTIES = {
    "separateFrom": (ChangeTopic.ROLE, "người làm phải khác với ở bước"),
    "sameAs": (ChangeTopic.ROLE, "người làm phải là người ở bước"),
    "acceptIf": (ChangeTopic.CONDITION, "điều kiện nhận tin"),
    "safetyNet": (ChangeTopic.STEP, "lý do là lưới an toàn"),
}


def steps(before: Definition, after: Definition, roles: Roles) -> Iterator[ChangeLine]:
    """Yield what became of each element but the flows."""
    old, new = _nodes(before), _nodes(after)
    for element in old.values():
        if element.id not in new:
            yield _line(ChangeTopic.STEP, Change.REMOVED, f"Bỏ {titled(element)}", element)
    for element in new.values():
        if element.id not in old:
            yield _line(ChangeTopic.STEP, Change.ADDED, _told(element, roles), element)
        elif element != old[element.id]:
            labels = {one.id: one.name for one in (*old.values(), *new.values()) if one.name}
            yield from _changed(old[element.id], element, roles, labels)


def _nodes(definition: Definition) -> dict[str, Element]:
    return {e.id: e for e in definition.elements.values() if e.tag != "sequenceFlow"}


def _line(topic: ChangeTopic, change: Change, sentence: str, element: Element) -> ChangeLine:
    return ChangeLine(topic, change, sentence, element.id)


def _told(element: Element, roles: Roles) -> str:
    who = _roles(element, roles)
    done_by = f", {who} làm" if who else ""
    return f"Thêm {titled(element)}{done_by}"


def _changed(old: Element, new: Element, roles: Roles, labels: Labels) -> Iterator[ChangeLine]:
    for topic, ask, word in _ASKED:
        was, now = ask(old, roles), ask(new, roles)
        if was != now:
            told = _from_to(_named(was, labels), _named(now, labels))
            yield _line(topic, Change.CHANGED, f"{_upper(titled(new))}: {word} {told}", new)
    for name in sorted({*old.extensions.properties, *new.extensions.properties} - {"clause"}):
        was = old.extensions.properties.get(name, "")
        now = new.extensions.properties.get(name, "")
        if was != now:
            topic, word = _PROPERTIES.get(name, (ChangeTopic.STEP, f"thuộc tính {name}"))
            told = _from_to(_named(was, labels), _named(now, labels))
            yield _line(topic, Change.CHANGED, f"{_upper(titled(new))}: {word} {told}", new)


def _named(text: str, labels: Labels) -> str:
    """Return ids of elements as their labels; any other text as it is."""
    parts = [part.strip() for part in text.split(",")]
    return ", ".join(labels[part] for part in parts) if set(parts) <= set(labels) else text


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _from_to(was: str, now: str) -> str:
    if not was:
        return f"nay là “{shorten(now)}”"
    if not now:
        return f"không còn, trước là “{shorten(was)}”"
    return f"đổi từ “{shorten(was)}” thành “{shorten(now)}”"


def _roles(element: Element, roles: Roles) -> str:
    said = element.extensions
    names = [roles.get(role) or role for role in said.candidate_groups]
    return ", ".join([*names, *said.candidate_users, *([said.assignee] if said.assignee else [])])


def _timer(element: Element, _roles: Roles) -> str:
    return element.timer if element.event == "timer" else ""


def _deadline(element: Element, _roles: Roles) -> str:
    return element.extensions.due_date


def _reminder(element: Element, _roles: Roles) -> str:
    return element.extensions.follow_up_date


def _event(element: Element, _roles: Roles) -> str:
    return _EVENTS.get(element.event, element.event)


def _message(element: Element, _roles: Roles) -> str:
    return element.message_name or element.event_code


def _stops(element: Element, _roles: Roles) -> str:
    if element.tag != "boundaryEvent" and not (element.tag == "startEvent" and element.event):
        return ""
    return "ngắt việc đang làm" if element.interrupting else "không ngắt việc đang làm"


def _loop(element: Element, _roles: Roles) -> str:
    loop = {"parallel": "cùng lúc", "sequential": "lần lượt", "standard": "lặp lại"}
    return " ".join(filter(None, (loop.get(element.loop, ""), element.extensions.collection)))


def _mappings(element: Element, _roles: Roles) -> str:
    said = element.extensions
    into = [f"{mapping.target} = {mapping.expression}" for mapping in said.inputs]
    out = [f"{mapping.target} từ {mapping.source}" for mapping in said.outputs]
    return "; ".join([*into, *out])


_EVENTS = {
    "timer": "hẹn giờ",
    "message": "thông điệp",
    "error": "lỗi",
    "escalation": "báo lên",
    "terminate": "kết thúc toàn bộ",
    "link": "liên kết",
}
Ask = Callable[[Element, Roles], str]
_ASKED: tuple[tuple[ChangeTopic, Ask, str], ...] = (
    (ChangeTopic.WORDS, lambda e, _: e.name, "tên"),
    (ChangeTopic.STEP, lambda e, _: kind_of(e.tag), "loại"),
    (ChangeTopic.ROLE, _roles, "người làm"),
    (ChangeTopic.ROLE, lambda e, _: e.lane, "làn vẽ"),
    (ChangeTopic.DEADLINE, _deadline, "hạn của việc"),
    (ChangeTopic.DEADLINE, _reminder, "ngày nhắc"),
    (ChangeTopic.DEADLINE, _timer, "thời gian chờ"),
    (ChangeTopic.EVENT, _event, "loại sự kiện"),
    (ChangeTopic.EVENT, _message, "tin hoặc mã"),
    (ChangeTopic.EVENT, _stops, "cách xảy ra"),
    (ChangeTopic.EVENT, lambda e, _: e.attached_to, "gắn vào"),
    (ChangeTopic.FORM, lambda e, _: e.extensions.form_ref, "biểu"),
    (ChangeTopic.STEP, lambda e, _: e.extensions.topic, "việc tự động"),
    (ChangeTopic.TABLE, lambda e, _: e.extensions.decision_ref, "bảng quyết định"),
    (ChangeTopic.STEP, lambda e, _: e.called_process, "quy trình được gọi"),
    (ChangeTopic.STEP, _mappings, "dữ kiện trao đổi"),
    (ChangeTopic.STEP, _loop, "lặp"),
    (ChangeTopic.STEP, lambda e, _: e.extensions.priority, "mức ưu tiên"),
    (ChangeTopic.STEP, lambda e, _: e.scope_id, "quy trình con chứa"),
)

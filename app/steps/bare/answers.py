"""The file of answers for a bare run: what people, topics and the outside do (docs/diagram-run.md).

YAML or JSON. Each key is the id of an element, but for four words: `facts`, `now`, `start`,
`events`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import Any

import yaml

from app.errors import AnswersRefused

LOCAL = timezone(timedelta(hours=7))
MOST_BYTES = 1024 * 1024
WAIT = "wait"
# One answer: facts to write, or the word that leaves the task open.
Answer = Mapping[str, Any] | str


@dataclass
class Answers:
    """Answers by element id, used up in order; what else the run is told before it starts."""

    by_element: dict[str, list[Answer]] = field(default_factory=dict)
    always: dict[str, Answer] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    now: datetime | None = None
    start: str = ""
    events: tuple[str, ...] = ()

    def take(self, element_id: str) -> Answer | None:
        """Return the next answer for an element, or None when there is none (left)."""
        if element_id in self.always:
            return self.always[element_id]
        waiting = self.by_element.get(element_id)
        return waiting.pop(0) if waiting else None

    def has_new(self, element_id: str) -> bool:
        """Tell whether the next answer comes from a list, so that it may differ from the last."""
        return bool(self.by_element.get(element_id))

    def check_known(self, element_ids: Collection[str]) -> None:
        """Raise AnswersRefused for an answer to something that is not drawn."""
        for name in (*self.by_element, *self.always):
            if name not in element_ids:
                raise AnswersRefused(
                    f"Tệp trả lời ghi “{name}”, sơ đồ không có phần tử này; sửa id, "
                    "hoặc đặt dữ kiện ban đầu dưới facts"
                )


def read_answers(data: bytes) -> Answers:
    """Read a file of answers; raises AnswersRefused saying what to write instead."""
    if len(data) > MOST_BYTES:
        raise AnswersRefused("Tệp trả lời nặng quá 1 MB; chỉ giữ phần cần dùng")
    table = _plain(_parse(data))
    if table is None:
        return Answers()
    if not isinstance(table, dict):
        raise AnswersRefused("Tệp trả lời cần một bảng: id của phần tử, rồi câu trả lời")
    answers = Answers()
    for key, value in table.items():
        _place(answers, str(key), value)
    return answers


def _parse(data: bytes) -> Any:
    try:
        text = data.decode("utf-8-sig")
        try:
            return json.loads(text)
        except ValueError:
            return _load_yaml(text)
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        where = getattr(error, "problem_mark", None)
        line = f" ở dòng {where.line + 1}" if where else ""
        raise AnswersRefused(
            f"Tệp trả lời không đọc được{line}; ghi bằng YAML hoặc JSON, bảng mã UTF-8"
        ) from error


def _load_yaml(text: str) -> Any:
    """Load plain YAML; an alias could stand for a billion values, so it is refused."""
    if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, yaml.SafeLoader)):
        raise AnswersRefused("Tệp trả lời dùng dấu * của YAML; ghi lại đủ giá trị ở từng chỗ")
    return yaml.safe_load(text)


def _plain(value: Any) -> Any:
    """Return JSON values: YAML reads dates by itself, FEEL wants them as ISO text."""
    if isinstance(value, dict):
        return {str(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_plain(entry) for entry in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


def _place(answers: Answers, key: str, value: Any) -> None:
    if key == "facts" and isinstance(value, dict):
        answers.facts.update(value)
    elif key == "now" and isinstance(value, str):
        answers.now = _moment(value)
    elif key == "start" and isinstance(value, str):
        answers.start = value
    elif key == "events" and isinstance(value, str | list):
        answers.events = tuple(str(name) for name in ([value] if isinstance(value, str) else value))
    elif isinstance(value, list):
        answers.by_element[key] = [_answer(key, entry) for entry in value]
    else:
        answers.always[key] = _answer(key, value)


def _answer(key: str, value: Any) -> Answer:
    if value is None:
        return {}
    if value == WAIT or isinstance(value, dict):
        return WAIT if value == WAIT else dict(value)
    raise AnswersRefused(
        f"Câu trả lời của “{key}” cần là một bảng dữ kiện, ví dụ {{agree: true}}, "
        "một danh sách các bảng như vậy, hoặc chữ wait"
    )


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise AnswersRefused(f"now ghi “{text[:40]}”; ghi như 2024-03-04T08:00:00+07:00") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=LOCAL)

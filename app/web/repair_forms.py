"""The form of a repair read into instructions: what was chosen in its lists, what was typed.

A value of a list is kind, process, element, run of the process and target, joined by `|`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from werkzeug.datastructures import MultiDict

from app.domain.facts import WORKED_OUT
from app.domain.forms import FieldError
from app.domain.repairs import Instruction, RepairKind
from app.errors import FormInvalid
from app.task_forms.typed import read_moment, read_number
from app.web.texts import _

SEPARATOR = "|"
PLACED = frozenset({RepairKind.MOVE, RepairKind.CANCEL, RepairKind.ADD})
WHOLE = frozenset(
    {
        RepairKind.RETRY,
        RepairKind.SUSPEND,
        RepairKind.RESUME,
        RepairKind.END,
        RepairKind.RESTART,
    }
)
TRUTHS = {"co": True, "khong": False}
Fields = MultiDict[str, str]


def read_instructions(sent: Fields) -> tuple[Instruction, ...]:
    """Return what is to be done, in the order of the form; raise FormInvalid naming each field."""
    errors: list[FieldError] = []
    found = (
        *_placed(sent),
        *_timers(sent, errors),
        *_given(sent),
        *_facts(sent, errors),
        *_whole(sent),
    )
    if errors:
        raise FormInvalid(errors)
    return found


def _placed(sent: Fields) -> Iterator[Instruction]:
    for text in sent.getlist("lam"):
        kind, *rest = text.split(SEPARATOR)
        if kind in PLACED and len(rest) == 4:
            process, element, activation, target = rest
            yield Instruction(RepairKind(kind), element, process, target, activation)


def _timers(sent: Fields, errors: list[FieldError]) -> Iterator[Instruction]:
    columns = (sent.getlist(name) for name in ("moc", "moc_ngay", "moc_gio"))
    for number, (place, day, hour) in enumerate(zip(*columns, strict=False), 1):
        if not day.strip() and not hour.strip():
            continue
        read = read_moment(f"{day.strip()} {hour.strip()}")
        if read is None:
            message = _("Ghi ngày dạng 24/04/2024 và giờ dạng 14:05")
            errors.append(FieldError(f"moc_ngay-{number}", _("Mốc thời gian"), message))
        elif place.count(SEPARATOR) == 2:
            process, element, activation = place.split(SEPARATOR)
            yield Instruction(
                RepairKind.TIMER,
                element,
                process,
                activation_id=activation,
                moment=datetime.fromisoformat(read),
            )


def _given(sent: Fields) -> Iterator[Instruction]:
    """Yield to whom tasks are given; nobody named means all who may have it."""
    for text in sent.getlist("giao"):
        parts = text.split(SEPARATOR)
        if len(parts) == 4:
            process, element, activation, person = parts
            people = (person,) if person else ()
            yield Instruction(
                RepairKind.REASSIGN,
                element,
                process,
                activation_id=activation,
                person_ids=people,
            )


def _facts(sent: Fields, errors: list[FieldError]) -> Iterator[Instruction]:
    names = zip(sent.getlist("bien"), sent.getlist("gia_tri"), strict=False)
    for number, (known, text) in enumerate(names, 1):
        name, _sep, kind = known.partition(SEPARATOR)
        if not text.strip():
            continue
        value = _value(kind, text.strip())
        if value is None:
            label = WORKED_OUT.get(name, name)
            errors.append(FieldError(f"gia_tri-{number}", label, _("Ghi một số, ví dụ 1.500")))
        else:
            yield Instruction(RepairKind.SET_FACT, name=name, value=value)


def _value(kind: str, text: str) -> Any:
    """Return what was typed as a value of the kind that the fact has now, None if it is none."""
    if kind == "bool":
        return TRUTHS.get(text)
    if kind == "list":
        return [part.strip() for part in text.split(",") if part.strip()]
    return read_number(text) if kind == "number" else text


def _whole(sent: Fields) -> Iterator[Instruction]:
    kind = sent.get("ca_luot", "")
    if kind in WHOLE:
        yield Instruction(RepairKind(kind))

"""What the form macros ask while they draw: ids, errors, values as text, sections, carried values.

Drawing itself is in `templates/form/`. Nothing here decides whether an answer is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from app.domain.clock import LOCAL
from app.domain.forms import FieldError, FieldView, Option
from app.domain.views import Upload
from app.web.texts import _

# Kinds that only decorate or group: they hold no answer of their own.
NO_ANSWER = frozenset(("group", "text", "html", "image", "separator", "spacer", "button"))
SHORT = frozenset(("number", "datetime", "textfield", "select"))
BOXES_MOST = 12
TEXT_ROWS, TEXT_ROWS_MOST, LINE_CHARS = 4, 24, 95
GROUPED_FROM = 10_000
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Section:
    """One numbered part of a form: a top-level group, or what stands between groups."""

    number: int
    title: str
    fields: tuple[FieldView, ...]
    state: str

    @property
    def anchor(self) -> str:
        """Return the id that the section list links to."""
        return f"muc-{self.number}"


@dataclass(frozen=True)
class Drawing:
    """One drawing of one form: its errors, its files, and where the cursor should stand."""

    errors: tuple[FieldError, ...] = ()
    uploads: Mapping[str, Upload] = field(default_factory=dict)
    focus: str = ""
    max_upload_mb: int = 20
    frozen: bool = False

    def errors_at(self, path: str) -> list[FieldError]:
        """Return the refusals that stand exactly at a field."""
        return [error for error in self.errors if error.path == path]

    def described(self, view: FieldView, *more: str) -> str:
        """Return the ids of hint, errors and more, for `aria-describedby`."""
        found = [control_id(view.path) + "-hint"] if hint_of(view, self) else []
        found += [control_id(view.path) + "-err"] if self.errors_at(view.path) else []
        return " ".join([*found, *more])

    def file_names(self, view: FieldView) -> list[Upload]:
        """Return the files that stand in a file field."""
        ids = view.value if isinstance(view.value, list | tuple) else [view.value]
        return [self.uploads.get(str(i), Upload(str(i), _("Tệp kèm theo"), 0)) for i in ids if i]


def control_id(path: str) -> str:
    """Return the HTML id of the first control of a field."""
    return "f-" + re.sub(r"[^0-9A-Za-z_]+", "-", path).strip("-")


def hint_of(view: FieldView, drawing: Drawing) -> str:
    """Return the hint: what the form says, then the limits it sets."""
    parts = [view.hint] if view.hint else []
    least = view.constraints.get("minLength")
    if least and view.kind in ("textfield", "textarea") and str(least) not in view.hint:
        parts.append(_("Ít nhất %(n)s ký tự.", n=least))
    if view.kind == "filepicker":
        parts.append(_file_hint(view, drawing))
    return " ".join(parts)


def _file_hint(view: FieldView, drawing: Drawing) -> str:
    kinds = ", ".join(kind.strip(" .").upper() for kind in view.accept.split(",") if kind.strip())
    if kinds:
        return _("%(kinds)s, tối đa %(n)s MB.", kinds=kinds, n=drawing.max_upload_mb)
    return _("Tối đa %(n)s MB.", n=drawing.max_upload_mb)


def text_rows(view: FieldView) -> int:
    """Return how many lines a text is shown with: what stands in it, within reason."""
    text = view.value if isinstance(view.value, str) else ""
    lines = sum(1 + len(line) // LINE_CHARS for line in text.splitlines())
    return min(max(lines + 1, int(view.constraints.get("rows", TEXT_ROWS))), TEXT_ROWS_MOST)


def counter(view: FieldView) -> str:
    """Return how a text stands against its least length, once something was typed."""
    least = view.constraints.get("minLength")
    typed = len(view.value) if isinstance(view.value, str) else 0
    if not least or not typed:
        return ""
    if typed >= int(least):
        return _("%(n)s ký tự, đã đủ", n=typed)
    return _("%(n)s ký tự, cần thêm %(more)s", n=typed, more=int(least) - typed)


# Values as text ----------------------------------------------------------------------------


def option_value(value: Any) -> str:
    """Return a value as an option writes it: booleans in JSON's words."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def is_chosen(view: FieldView, option: str) -> bool:
    """Tell whether an option stands in the field's value."""
    if isinstance(view.value, list | tuple):
        return option in [option_value(value) for value in view.value]
    return option_value(view.value) == option and view.value is not None


def is_long(view: FieldView) -> bool:
    """Tell whether there are too many choices to read through each time."""
    return len(view.options) > BOXES_MOST


def chosen_first(
    view: FieldView,
) -> tuple[list[tuple[int, Option]], list[tuple[int, Option]]]:
    """Split the numbered choices of a long list into those chosen and the others.

    A short list stays as the form has it.
    """
    numbered = list(enumerate(view.options))
    if not is_long(view):
        return [], numbered
    chosen = [one for one in numbered if is_chosen(view, one[1].value)]
    return chosen, [one for one in numbered if one not in chosen]


def is_ticked(view: FieldView) -> bool:
    """Tell whether a declaration is ticked."""
    return view.value in (True, "true", "on")


def day_text(value: Any) -> str:
    """Return the day of an ISO value as dd/mm/yyyy, or what was typed."""
    text = option_value(value)
    if not ISO_DAY.match(text):
        return text.split(" ", 1)[0] if " " in text else text
    return _local(text).strftime("%d/%m/%Y")


def time_text(value: Any) -> str:
    """Return the time of an ISO value as hh:mm, or what was typed after the day."""
    text = option_value(value)
    if ISO_DAY.match(text):
        return _local(text).strftime("%H:%M") if "T" in text else ""
    return text.split(" ", 1)[1] if " " in text else ""


def _local(text: str) -> datetime:
    if "T" not in text:
        return datetime.combine(date.fromisoformat(text[:10]), datetime.min.time())
    found = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return found.astimezone(LOCAL) if found.tzinfo else found


def number_text(value: Any) -> str:
    """Return a number with dots between thousands and a decimal comma, or what was typed."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return option_value(value)
    if isinstance(value, float) and not value.is_integer():
        return f"{value}".replace(".", ",")
    whole = int(value)
    return f"{whole:,}".replace(",", ".") if abs(whole) >= GROUPED_FROM else str(whole)


def value_text(view: FieldView) -> str:
    """Return a read-only or computed value as a person reads it."""
    labels = {option.value: option.label for option in view.options}
    if isinstance(view.value, list | tuple):
        return ", ".join(labels.get(option_value(v), option_value(v)) for v in view.value)
    if labels:
        return labels.get(option_value(view.value), option_value(view.value))
    if isinstance(view.value, bool):
        return _("Có") if view.value else _("Không")
    if view.kind == "datetime":
        return " ".join(filter(None, (time_text(view.value), day_text(view.value))))
    return _plain(view.value)


def _plain(value: Any) -> str:
    text = number_text(value)
    if isinstance(value, str) and ISO_DAY.fullmatch(value):
        return day_text(value)
    return text


# Sections ----------------------------------------------------------------------------------


def sections(fields: Sequence[FieldView], errors: Sequence[FieldError]) -> tuple[Section, ...]:
    """Split a form into its parts; fields between groups make a part without a title."""
    parts: list[tuple[str, list[FieldView]]] = []
    loose = False
    for view in (f for f in fields if f.kind != "button"):
        if view.kind == "group":
            if view.shown:
                parts.append((view.label, list(view.children)))
            loose = False
        elif loose:
            parts[-1][1].append(view)
        else:
            parts.append(("", [view]))
            loose = True
    return tuple(
        Section(number, title, tuple(inside), state_of(inside, errors))
        for number, (title, inside) in enumerate(parts, 1)
    )


def section_of(parts: Sequence[Section], path: str) -> Section | None:
    """Return the part in which the field of a path stands."""
    for part in parts:
        paths = {view.path for view in [*answering(part.fields), *part.fields]}
        if path in paths or path.split("[")[0] in paths:
            return part
    return None


def state_of(fields: Sequence[FieldView], errors: Sequence[FieldError]) -> str:
    """Return how far a part is: bad, done, writing or empty."""
    leaves = [view for view in answering(fields) if not view.readonly]
    paths = {view.path for view in leaves} | {view.path for view in fields}
    if any(error.path in paths or error.path.split("[")[0] in paths for error in errors):
        return "bad"
    filled = [view for view in leaves if has_value(view)]
    missing = [view for view in leaves if view.required and not has_value(view)]
    if not missing and (filled or not leaves):
        return "done"
    return "writing" if filled else "empty"


def has_value(view: FieldView) -> bool:
    """Tell whether something stands in the field."""
    return view.value not in (None, "", [], (), False) or (
        view.value is False and view.kind == "radio"
    )


def answering(fields: Sequence[FieldView]) -> Iterator[FieldView]:
    """Yield every shown field that holds an answer, in page order."""
    for view in fields:
        if not view.shown:
            continue
        if view.kind == "dynamiclist":
            for row in view.rows:
                yield from answering(row)
        elif view.children:
            yield from answering(view.children)
        elif view.kind not in NO_ANSWER:
            yield view


def runs(fields: Sequence[FieldView]) -> list[list[FieldView]]:
    """Put short fields of one layout row side by side; every other field stands alone."""
    found: list[list[FieldView]] = []
    for view in fields:
        row = view.properties.get("row", "")
        short = view.kind in SHORT and row and not view.readonly and view.shown
        if short and found and found[-1][0].properties.get("row", "") == row:
            found[-1].append(view)
        else:
            found.append([view])
    return found


def carried(fields: Sequence[FieldView]) -> Iterator[tuple[str, str]]:
    """Yield the values of fields as the page would post them, to travel hidden."""
    for view in fields:
        if view.kind == "dynamiclist":
            for row in view.rows:
                yield from carried(row)
        elif view.children:
            yield from carried(view.children)
        elif view.kind not in NO_ANSWER and not view.readonly:
            yield from _carried_value(view)


def _carried_value(view: FieldView) -> Iterator[tuple[str, str]]:
    if view.kind == "datetime" and view.subtype == "datetime":
        yield f"{view.path}.date", day_text(view.value)
        yield f"{view.path}.time", time_text(view.value)
    elif view.kind == "datetime" and view.subtype != "time":
        yield view.path, day_text(view.value)
    elif view.kind == "number":
        yield view.path, number_text(view.value)
    elif isinstance(view.value, list | tuple):
        for value in view.value:
            yield view.path, option_value(value)
    elif has_value(view):
        yield view.path, option_value(view.value)


def hidden_fields(fields: Sequence[FieldView]) -> list[FieldView]:
    """Return the fields whose condition does not hold now but that hold typed text."""
    found: list[FieldView] = []
    for view in fields:
        if not view.shown:
            found.append(view)
        elif view.kind == "dynamiclist":
            for row in view.rows:
                found.extend(hidden_fields(row))
        else:
            found.extend(hidden_fields(view.children))
    return found


def has_conditions(fields: Sequence[FieldView]) -> bool:
    """Tell whether some field appears only by an answer, so the page can be brought up to date."""
    return bool(hidden_fields(fields))

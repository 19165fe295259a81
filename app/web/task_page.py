"""Drawing a task page: which section, where the cursor stands, what was taken out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import current_app, render_template
from flask.typing import ResponseReturnValue

from app.domain.cases import CaseState
from app.domain.views import CheckItem, TaskPage
from app.web import rows
from app.web.acts import Answers
from app.web.forms_html import (
    Drawing,
    Section,
    answering,
    carried,
    has_conditions,
    hidden_fields,
    section_of,
    sections,
    value_text,
)
from app.web.texts import _

# The text of a paper: who writes it here need not read it beside.
BODY = "body"


@dataclass(frozen=True)
class Shown:
    """How the page comes back after an act."""

    section: int = 1
    focus: str = ""
    note: str = ""
    tone: str = "warn"
    removed: str = ""
    to_first_error: bool = False

    def edited(self, answers: Answers, form: Mapping[str, str]) -> tuple[Answers, Shown]:
        """Return the answers after the row button that was pressed, and how to show them."""
        if "add" in form:
            changed, number = rows.add_row(answers, form["add"])
            return changed, replace(self, focus=f"{form['add']}[{number}]")
        if "remove" in form:
            changed, row = rows.remove_row(answers, form["remove"])
            kept = json.dumps({"path": form["remove"], "row": row}, ensure_ascii=False)
            removed = kept if rows.is_filled(row) else ""
            return changed, replace(self, removed=removed, focus=form["remove"].rsplit("[")[0])
        if "restore" in form:
            return self._restored(answers, form.get("removed", ""))
        return answers, self

    def _restored(self, answers: Answers, text: str) -> tuple[Answers, Shown]:
        try:
            kept = json.loads(text)
            path = str(kept["path"])
            return rows.put_back(answers, path, kept["row"]), replace(self, focus=path)
        except (ValueError, KeyError, TypeError):
            return answers, self


def render(page: TaskPage, shown: Shown, status: int = 200) -> ResponseReturnValue:
    """Draw the task page; in section mode the other sections' answers travel hidden."""
    parts = sections(page.fields, page.errors)
    part = _part(parts, shown)
    drawing = Drawing(
        errors=page.errors,
        uploads=page.uploads,
        focus=_focus(page, shown),
        max_upload_mb=current_app.extensions["max_upload_bytes"] // (1024 * 1024),
        frozen=not page.can_submit,
    )
    text = render_template(
        "tasks/show.html",
        page=page,
        sections=parts,
        part=part,
        drawing=drawing,
        hidden=_hidden(page, parts, part) if page.can_submit else [],
        conditional=has_conditions(page.fields),
        writes_paper=any(view.key == BODY for view in answering(page.fields)),
        note=shown.note,
        note_tone=shown.tone,
        removed=shown.removed,
        removed_words=_removed_words(shown),
        is_plan=page.case.state in (CaseState.DRAFT, CaseState.REWORK),
    )
    return text, status


def answers_in_words(page: TaskPage) -> tuple[CheckItem, ...]:
    """Return what stands in the form as questions and answers, the unanswered left out."""
    found = []
    for view in answering(page.fields):
        ids = view.value if isinstance(view.value, list | tuple) else ()
        files = [page.uploads[i].name for i in ids if i in page.uploads]
        text = ", ".join(files) if view.kind == "filepicker" else value_text(view)
        if text and not view.readonly:
            found.append(CheckItem(view.label, text, view.path))
    return tuple(found)


def _part(parts: tuple[Section, ...], shown: Shown) -> Section | None:
    if not parts:
        return None
    if shown.to_first_error:
        bad = [part for part in parts if part.state == "bad"]
        here = [part for part in bad if part.number == shown.section]
        if bad:
            return (here or bad)[0]
    asked = section_of(parts, shown.focus) if shown.focus else None
    return asked or parts[min(max(shown.section, 1), len(parts)) - 1]


def _focus(page: TaskPage, shown: Shown) -> str:
    """Return the path of the first control at or under the path asked for."""
    if not shown.focus:
        return ""
    for view in answering(page.fields):
        if view.path == shown.focus or view.path.startswith(shown.focus + "."):
            return view.path
    # After a row was taken out: its list, or the note that offers it back.
    return "" if shown.removed else shown.focus


def _hidden(
    page: TaskPage, parts: tuple[Section, ...], part: Section | None
) -> list[tuple[str, str]]:
    """Return what the page holds without showing: other sections, and fields that left."""
    pairs: list[tuple[str, str]] = []
    if page.mode == "sections":
        for other in parts:
            if part is not None and other.number != part.number:
                pairs.extend(carried(other.fields))
        shown_fields = part.fields if part is not None else ()
        pairs.extend(carried(hidden_fields(shown_fields)))
        return pairs
    return list(carried(hidden_fields(page.fields)))


def _removed_words(shown: Shown) -> str:
    if not shown.removed:
        return ""
    number = rows.steps_of(json.loads(shown.removed)["path"])[-1]
    return _("Đã bỏ dòng %(n)s.", n=int(number) + 1)

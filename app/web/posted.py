"""What a form post carried: the answers apart from the controls, and stored files among them."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from typing import Any

from flask import request
from werkzeug.datastructures import FileStorage

from app.domain.forms import CONTROL_NAMES, FieldError
from app.errors import FormInvalid
from app.web.acts import acts
from app.web.session import actor

# They never reach a form's answers; what a check page carries is read apart.
CONTROLS = CONTROL_NAMES - {"answers"}


def posted_fields() -> dict[str, list[str]]:
    """Return the posted answers by field name, in NFC, controls left out."""
    return {
        name: [unicodedata.normalize("NFC", value) for value in values]
        for name, values in request.form.lists()
        if name not in CONTROLS
    }


def posted_fields_and_files() -> tuple[dict[str, list[str]], tuple[FieldError, ...]]:
    """Return the posted answers after storing the files, and the refusals of files.

    A stored file's answer is its upload id; a refused file stands as an error at its field.
    """
    fields, refused = posted_fields(), []
    for name, files in request.files.lists():
        for file in (f for f in files if f.filename):
            try:
                fields.setdefault(name, []).append(_store(file))
            except FormInvalid as invalid:
                refused += [replace(error, path=name) for error in invalid.errors]
    _drop_file(fields)
    return fields, tuple(refused)


def _store(file: FileStorage) -> str:
    kind = file.mimetype or "application/octet-stream"
    return acts().upload_file(actor(), file.filename or "", kind, file.stream).id


def _drop_file(fields: dict[str, list[str]]) -> None:
    """Take a file out of the answers: `drop_file` is `<field path>|<upload id>`."""
    name, _, upload_id = request.form.get("drop_file", "").partition("|")
    if upload_id in fields.get(name, []):
        fields[name].remove(upload_id)


def carried_answers() -> dict[str, Any]:
    """Return the answers that the check page carries; empty when they were damaged."""
    return answers_in(request.form.get("answers", ""))


def answers_in(text: str) -> dict[str, Any]:
    """Read answers carried as JSON text."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}

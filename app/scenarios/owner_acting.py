"""Process owners at their pages: a draft drawn and uploaded, requested, approved, put away."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from app.domain.drafts import Draft, DraftFile, DraftState
from app.errors import ScenarioFailed
from app.scenarios.acting import go_to, settle
from app.scenarios.desk import Sent
from app.scenarios.script import AnyStep, DiscardDraft, DrawDraft, PublishDraft
from app.scenarios.stage import PAUSE, Stage
from app.store import drafts


def draw_draft(stage: Stage, step: DrawDraft) -> None:
    """Open a draft of a process, change its files as written and upload them."""
    _later(stage, step)
    person = stage.fixture.person(step.who)
    opened, _ = stage.desk.press(person, "/quy-trinh", "/quy-trinh", {"process_id": step.process})
    if not opened.done:
        settle(step.refused, opened)
        return
    draft, files = _read(stage, step.process)
    sent = opened
    for file in _edited(files, step.edits):
        path = f"/ban-thao/{draft.id}"
        name = f"{file.key.rpartition('.')[2]}.{file.file_name.rpartition('.')[2]}"
        sent = stage.desk.upload(person, path, f"{path}/tep", name, file.content)
    settle(step.refused, sent)


def publish_draft(stage: Stage, step: PublishDraft) -> None:
    """Send the draft to the second person, unless it waits already; that person publishes it."""
    _later(stage, step)
    draft = live_draft(stage, step.process)
    if draft.state is DraftState.OPEN:
        fields = {"name": step.name, "note": step.note}
        path = f"/ban-thao/{draft.id}/gui-duyet"
        asked = _posted(stage, step.who, path, fields, draft.version)
        if not asked.done:
            settle(step.refused, asked)
            return
        draft = live_draft(stage, step.process)
    path = f"/ban-thao/{draft.id}/duyet"
    settle(step.refused, _posted(stage, step.by, path, {"act": "publish"}, draft.version))


def discard_draft(stage: Stage, step: DiscardDraft) -> None:
    """Put the live draft of a process away."""
    _later(stage, step)
    draft, _files = _read(stage, step.process)
    settle(None, _posted(stage, step.who, f"/ban-thao/{draft.id}/bo", {}, draft.version))


def live_draft(stage: Stage, process: str) -> Draft:
    """Return the live draft of a process; raise ScenarioFailed where there is none."""
    return _read(stage, process)[0]


def _later(stage: Stage, step: AnyStep) -> None:
    go_to(stage, step)
    if not step.at:
        stage.move_to(stage.clock.now() + PAUSE)


def _posted(stage: Stage, who: str, path: str, fields: Mapping[str, str], version: int) -> Sent:
    """Post from the start page: who may not open the page sends it all the same."""
    person = stage.fixture.person(who)
    data = {**fields, "version": str(version)}
    sent, _ = stage.desk.press(person, "/viec", path, data)
    if sent.status == HTTPStatus.NOT_FOUND:
        raise ScenarioFailed(f"không có trang {path}")
    return sent


def _read(stage: Stage, process: str) -> tuple[Draft, tuple[DraftFile, ...]]:
    with stage.services.database.reading() as tx:
        draft = drafts.live_of(tx, process)
        if draft is None:
            raise ScenarioFailed(f"quy trình {process} không có bản thảo nào đang mở")
        return draft, drafts.files(tx, draft.id)


def _edited(files: tuple[DraftFile, ...], edits: tuple[Mapping[str, Any], ...]) -> list[DraftFile]:
    """Return the files that the edits change, each once, with all its edits."""
    changed: dict[str, DraftFile] = {}
    known = {file.key: file for file in files}
    for edit in edits:
        key = str(edit["file"])
        if key not in known:
            raise ScenarioFailed(f"bản thảo không có tệp {key}; có: {', '.join(known)}")
        file = changed.get(key, known[key])
        text = _changed(file.content.decode(), edit)
        changed[key] = replace(file, content=text.encode())
    return list(changed.values())


def _changed(text: str, edit: Mapping[str, Any]) -> str:
    if "field" in edit:
        return _with_field(text, edit["field"])
    if "from" in edit:
        start, end = text.find(edit["from"]), text.find(edit["to"])
        if start < 0 or end < start:
            raise ScenarioFailed(f"tệp {edit['file']} không có đoạn “{edit['from']}”")
        return text[:start] + text[end + len(edit["to"]) :]
    if text.count(edit["find"]) != 1:
        found = text.count(edit["find"])
        raise ScenarioFailed(f"tệp {edit['file']} có “{edit['find']}” {found} lần, cần một lần")
    return text.replace(edit["find"], edit["put"])


def _with_field(text: str, field: Mapping[str, str]) -> str:
    """Add a required text field at the end of a form."""
    schema = json.loads(text)
    schema["components"].append(
        {
            "id": f"Field_{field['key']}",
            "type": "textfield",
            "key": field["key"],
            "label": field["label"],
            "validate": {"required": True},
        }
    )
    return json.dumps(schema, ensure_ascii=False, indent=2)

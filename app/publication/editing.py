"""What every act on a draft shares: the owner's right, the lock, the version, the audit line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from app.domain.audit import EventKind, NewEvent
from app.domain.drafts import Draft, DraftFile, DraftState, FileKind
from app.domain.people import Actor
from app.errors import Conflict
from app.permissions import check_can_edit_processes
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import audit_log, drafts
from app.store.database import Transaction
from app.store.releases import Artifact

CAPACITY = "Chủ quy trình"


@contextmanager
def reading(
    services: Services, actor: Actor, attempt: str, about: str = ""
) -> Iterator[Transaction]:
    """Open a reading transaction for a process owner; others are refused and recorded."""
    with refusals_recorded(services, actor, attempt, about=about):
        check_can_edit_processes(actor)
        with services.database.reading() as tx:
            yield tx


@contextmanager
def writing(
    services: Services, actor: Actor, attempt: str, about: str = ""
) -> Iterator[Transaction]:
    """Open a writing transaction for a process owner; others are refused and recorded."""
    with refusals_recorded(services, actor, attempt, about=about):
        check_can_edit_processes(actor)
        with services.database.transaction() as tx:
            yield tx


def record(
    tx: Transaction,
    actor: Actor,
    kind: EventKind,
    at: datetime,
    summary: str,
    draft: Draft,
    payload: Mapping[str, Any] | None = None,
) -> None:
    """Chain what an owner did with a draft."""
    event = NewEvent(
        kind=kind,
        at=at,
        summary=summary,
        actor_id=actor.person_id,
        actor_name=actor.name,
        capacity=CAPACITY,
        process_id=draft.process_id,
        payload={"draft": draft.id, "version": draft.version, **(payload or {})},
    )
    audit_log.append_system(tx, [event], at)


def check_state(draft: Draft, *allowed: DraftState) -> None:
    """Raise Conflict when the draft no longer stands so that this can be done with it."""
    if draft.state not in allowed:
        raise Conflict(_STANDS[draft.state], winner=draft.requested_name or draft.editor_name)


_STANDS: Mapping[DraftState, str] = {
    DraftState.OPEN: "Bản thảo chưa gửi duyệt; gửi duyệt công bố trước",
    DraftState.REQUESTED: "Bản thảo đang chờ duyệt công bố; rút yêu cầu về để sửa tiếp",
    DraftState.PUBLISHED: "Bản thảo này đã công bố; mở bản thảo mới từ phiên bản đang dùng",
    DraftState.DISCARDED: "Bản thảo này đã bỏ; mở bản thảo mới từ phiên bản đang dùng",
}


def check_version(draft: Draft, version: int) -> None:
    """Raise Conflict when the draft was changed after the page that now sends was opened."""
    if draft.version != version:
        raise drafts.behind(draft)


def check_editor(draft: Draft, actor: Actor) -> None:
    """Raise Conflict when somebody else holds the lock, or nobody."""
    if draft.editor_id == actor.person_id:
        return
    who = draft.editor_name
    told = f"{who} đang sửa bản thảo này" if who else "Chưa ai nhận sửa bản thảo này"
    raise Conflict(f"{told}; nhận sửa rồi lưu lại", winner=who)


def file_from(artifact: Artifact, draft_id: str) -> DraftFile:
    """Return a published file as an unchanged file of a draft."""
    return DraftFile(
        draft_id=draft_id,
        kind=FileKind(artifact.kind),
        key=artifact.key,
        file_name=artifact.file_name,
        content=artifact.content,
        sha256=artifact.sha256,
        base_version=artifact.id,
        base_sha256=artifact.sha256,
    )

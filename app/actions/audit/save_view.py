"""Keep a question about cases under a name, for oneself or for everybody who watches."""

from __future__ import annotations

from uuid import uuid4

from app.domain.audit import EventKind, NewEvent
from app.domain.case_search import SavedView
from app.domain.forms import FieldError
from app.domain.people import Actor
from app.errors import FormInvalid
from app.permissions import check_can_watch
from app.steps.case_questions import Fields, kept_fields, read_question
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import audit_log, saved_views

LONGEST_NAME = 80


def save_view(
    services: Services, actor: Actor, name: str, fields: Fields, *, shared: bool
) -> SavedView:
    """Return the kept question; one of the person's own of the same name is replaced.

    Raises PermissionDenied for those who do not watch, FormInvalid without a name or with a
    question that cannot be read.
    """
    name = " ".join(name.split())
    with refusals_recorded(services, actor, "Lưu bộ lọc hồ sơ", about=name):
        check_can_watch(actor)
    read_question(services, fields)
    if not 1 <= len(name) <= LONGEST_NAME:
        message = f"Ghi tên bộ lọc, tối đa {LONGEST_NAME} ký tự"
        raise FormInvalid([FieldError("ten", "Tên bộ lọc", message)])
    now = services.clock.now()
    kept = kept_fields(fields, picked=False)
    view = SavedView(uuid4().hex, actor.person_id, actor.name, name, kept, shared, now)
    said = "dùng chung" if shared else "cho riêng mình"
    event = NewEvent(
        kind=EventKind.VIEW_SAVED,
        at=now,
        summary=f"Lưu bộ lọc hồ sơ “{name}” {said}",
        actor_id=actor.person_id,
        actor_name=actor.name,
        payload={"fields": kept, "shared": shared},
    )
    with services.database.transaction() as tx:
        saved_views.save(tx, view)
        audit_log.append_system(tx, [event], now)
    return view

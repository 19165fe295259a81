"""Keep a situation with its process, for every owner and for all runs before publication."""

from __future__ import annotations

import re
from uuid import uuid4

from app.domain.audit import EventKind
from app.domain.forms import FieldError
from app.domain.people import Actor
from app.domain.situations import Situation
from app.errors import FormInvalid
from app.publication.editing import writing
from app.publication.situations import note
from app.steps.services import Services
from app.store import situations

NAME = re.compile(r"[\w-]{3,60}")
LONGEST = 512 * 1024


def save_situation(
    services: Services,
    actor: Actor,
    process_id: str,
    name: str,
    title: str,
    text: str,
    *,
    source: str = "",
) -> str:
    """Return the id of the kept situation; `source` names the rehearsal it was recorded in.

    Raises FormInvalid for a name, title or size out of bounds, Conflict for a name that is taken.
    """
    _check(name, title, text)
    with writing(services, actor, "Lưu tình huống", process_id) as tx:
        now = services.clock.now()
        row = Situation(
            id=uuid4().hex,
            process_id=process_id,
            name=name,
            title=title.strip(),
            yaml=text,
            source=source,
            created_by=actor.person_id,
            created_name=actor.name,
            created_at=now,
        )
        situations.keep(tx, row)
        summary = f"Lưu tình huống {name} của quy trình {process_id}"
        payload = {"situation": row.id, "name": name, "title": row.title, "source": source}
        note(tx, actor, EventKind.SITUATION_SAVED, now, summary, process_id, payload)
        return row.id


def _check(name: str, title: str, text: str) -> None:
    errors = []
    if not NAME.fullmatch(name):
        told = "Đặt tên tệp bằng chữ, số, gạch nối, từ 3 đến 60 ký tự"
        errors.append(FieldError("name", "Tên tệp", told))
    if not 3 <= len(title.strip()) <= 200:
        errors.append(FieldError("title", "Tên tình huống", "Ghi tên, từ 3 đến 200 ký tự"))
    if len(text.encode()) > LONGEST:
        told = f"Tình huống dài hơn {LONGEST // 1024} KB; ghi một buổi diễn tập ngắn hơn"
        errors.append(FieldError("name", "Tên tệp", told))
    if errors:
        raise FormInvalid(errors)

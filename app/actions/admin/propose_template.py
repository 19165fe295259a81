"""Ask a second administrator to put another text of a document in force."""

from __future__ import annotations

from app.documents.drafting import shipped_text
from app.domain.forms import FieldError
from app.domain.people import Actor
from app.domain.setting_changes import TEMPLATE, Grounds
from app.errors import FormInvalid
from app.permissions.settings import check_can_change_settings
from app.register.register import Doer
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.setting_record import CAPACITY, propose
from app.steps.template_edit import LABEL, present_text, sample_of, type_of, unified
from app.steps.work import Work


def propose_template(
    services: Services, actor: Actor, key: str, text: str, grounds: Grounds
) -> str:
    """Return the id of the change; the text as shipped restores the shipped one.

    Raises FormInvalid naming what the text may not hold, what the grounds lack, or that nothing
    changes; NotFound.
    """
    with (
        refusals_recorded(services, actor, "Đề nghị thay mẫu văn bản", about=key),
        services.database.transaction() as tx,
    ):
        check_can_change_settings(actor)
        doc_type, text = type_of(key), unified(text)
        doer = Doer(actor.person_id, actor.name, CAPACITY)
        work = Work(services, tx, services.clock.now(), doer)
        sample_of(doc_type, text)
        before, plain = unified(present_text(work, doc_type)), unified(shipped_text(doc_type))
        if text == before:
            raise FormInvalid([FieldError("text", LABEL, "Sửa nội dung mẫu rồi gửi duyệt")])
        values = {} if text == plain else {"text": text}
        lines = [("text", _counted(before), _counted(text))]
        return propose(work, actor, TEMPLATE + key, values, lines, grounds).id


def _counted(text: str) -> str:
    return f"{len(text.splitlines())} dòng, {len(text)} ký tự"

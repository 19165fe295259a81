"""Show a text of a document filled with invented values, or as a printed page; no write."""

from __future__ import annotations

from app.documents import render_html
from app.documents.samples import sample_variables
from app.domain.people import Actor, Unit, UnitKind
from app.permissions.settings import check_can_change_settings
from app.register.register import Doer
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.template_edit import present_text, sample_of, type_of, unified
from app.steps.work import Work


def preview_template(services: Services, actor: Actor, key: str, text: str) -> str:
    """Return what the typed text gives; raises FormInvalid naming line and reason, NotFound."""
    with refusals_recorded(services, actor, "Xem thử mẫu văn bản", about=key):
        check_can_change_settings(actor)
        return sample_of(type_of(key), unified(text))


def preview_page(services: Services, actor: Actor, key: str) -> str:
    """Return the printed page of a document drafted from the text that counts now."""
    with (
        refusals_recorded(services, actor, "Xem thử văn bản mẫu", about=key),
        services.database.reading() as tx,
    ):
        check_can_change_settings(actor)
        doc_type = type_of(key)
        work = Work(services, tx, services.clock.now(), Doer(actor.person_id, actor.name))
        profile = work.world.profiles[services.settings.profile]
        body = sample_of(doc_type, present_text(work, doc_type))
        variables = sample_variables(body=body, number=None)
        return render_html(doc_type, variables, profile, _unit(work))


def _unit(work: Work) -> Unit:
    """Return the highest committee that works with the system: its heading is the usual one."""
    units = [unit for unit in work.world.organisation.units() if unit.onboarded]
    committees = (unit for unit in units if unit.kind is UnitKind.PARTY_COMMITTEE)
    return next(committees, units[0])

"""Read the text of one type of document, its variables, its sample, its changes."""

from __future__ import annotations

from app.documents.doc_type import DocType
from app.documents.drafting import shipped_text
from app.documents.template_check import KNOWN_FILTERS
from app.documents.variables import VARIABLES
from app.domain.people import Actor
from app.domain.setting_changes import TEMPLATE
from app.domain.views.document_templates import TemplateLine, TemplatePage
from app.permissions.settings import check_can_change_settings
from app.register.register import Doer
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.template_edit import present_text, sample_of, type_of
from app.steps.work import Work
from app.store import setting_changes


def read_template(services: Services, actor: Actor, key: str) -> TemplatePage:
    """Return the text that counts now; raises NotFound, PermissionDenied."""
    with (
        refusals_recorded(services, actor, "Mở mẫu văn bản", about=key),
        services.database.reading() as tx,
    ):
        check_can_change_settings(actor)
        doc_type = type_of(key)
        work = Work(services, tx, services.clock.now(), Doer(actor.person_id, actor.name))
        text, changes = present_text(work, doc_type), setting_changes.of_subject(tx, TEMPLATE + key)
        since = setting_changes.in_force(tx).get(TEMPLATE + key)
        line = TemplateLine(
            key,
            doc_type.name,
            doc_type.kind.value,
            doc_type.symbol,
            since=since if since is not None and since.values else None,
        )
        return TemplatePage(
            line=line,
            text=text,
            shipped=shipped_text(doc_type),
            sample=sample_of(doc_type, text),
            variables=_variables(doc_type),
            filters=tuple(sorted(KNOWN_FILTERS)),
            changes=tuple(changes),
        )


def _variables(doc_type: DocType) -> tuple[tuple[str, str, bool], ...]:
    """Return all variables, those first without which the document cannot be drafted."""
    needed = doc_type.required
    names = [*needed, *(name for name in VARIABLES if name not in needed)]
    return tuple((name, VARIABLES[name], name in needed) for name in names)

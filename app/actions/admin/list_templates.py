"""List the texts from which documents are drafted, and which of them were changed."""

from __future__ import annotations

from collections.abc import Mapping

from app.documents import DOC_TYPES
from app.documents.doc_type import DocType
from app.domain.people import Actor
from app.domain.setting_changes import TEMPLATE, SettingChange
from app.domain.views.document_templates import TemplateLine
from app.permissions.settings import check_can_change_settings
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import setting_changes


def list_templates(services: Services, actor: Actor) -> tuple[TemplateLine, ...]:
    """Return every type of document by name; raises PermissionDenied."""
    with (
        refusals_recorded(services, actor, "Mở danh sách mẫu văn bản"),
        services.database.reading() as tx,
    ):
        check_can_change_settings(actor)
        changes, waiting = setting_changes.in_force(tx), setting_changes.waiting(tx)
        types = sorted(DOC_TYPES.values(), key=lambda one: one.name)
        return tuple(_line(one, changes, waiting) for one in types)


def _line(
    doc_type: DocType, changes: Mapping[str, SettingChange], waiting: Mapping[str, int]
) -> TemplateLine:
    subject = TEMPLATE + doc_type.key
    since = changes.get(subject)
    return TemplateLine(
        key=doc_type.key,
        name=doc_type.name,
        kind=doc_type.kind.value,
        symbol=doc_type.symbol,
        waiting=waiting.get(subject, 0),
        since=since if since is not None and since.values else None,
    )

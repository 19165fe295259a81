"""Show a draft's form as staff would see it, before any case has it."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.drafts import FileKind
from app.domain.forms import Form, FormContext, Option
from app.domain.people import Actor
from app.domain.views.previews import FormPreview
from app.errors import NotFound
from app.publication.checking import errors_in
from app.publication.editing import reading
from app.publication.parsed import form_findings, form_of
from app.steps.services import Services
from app.store import drafts
from app.task_forms import present
from app.task_forms.components import Component, components

# Stands where a list of people, units or documents will stand.
LATER = Option("", "(danh sách lấy từ hồ sơ khi chạy)")


def preview_form(services: Services, actor: Actor, draft_id: str, key: str) -> FormPreview:
    """Return the fields of a form as it is saved; raise NotFound, PermissionDenied.

    No facts are known, so what shows only for certain facts is hidden, as for a case without them.
    """
    with reading(services, actor, "Xem trước biểu", draft_id) as tx:
        file = drafts.load_file(tx, draft_id, FileKind.FORM, key)
    if file is None:
        raise NotFound("Bản thảo không có biểu này; mở bản thảo để chọn lại")
    form, findings = form_of(file.content), form_findings(file.content)
    if form is None or errors_in(findings):
        return FormPreview(file.file_name, findings=findings)
    options = dict.fromkeys(_sources(components(form)), (LATER,))
    context = FormContext(services.clock.now(), options=options)
    return FormPreview(_title(form), present(form, {}, context), findings)


def _title(form: Form) -> str:
    return form.title or form.id


def _sources(level: tuple[Component, ...]) -> Iterator[str]:
    for one in level:
        if one.source:
            yield one.source
        yield from _sources(one.children)

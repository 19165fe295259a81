"""Show a form as it was sent: its own version, every field before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from app.domain.cases import PAPER_STEPS, CaseRow
from app.domain.forms import Form, FormContext, Option
from app.domain.people import Actor
from app.domain.views.inspection import Change, SentForm
from app.domain.views.summaries import CheckItem
from app.errors import NotFound
from app.permissions import check_can_inspect
from app.register.register import Doer
from app.steps.answer_texts import check_items
from app.steps.reading import check_contents_left
from app.steps.reads import note_read
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.summaries import case_summary
from app.steps.work import Work
from app.store import cases, releases, submissions, tasks, uploads
from app.store.submissions import SubmissionRow
from app.task_forms import field_labels, present, read_form


def read_sent_form(services: Services, actor: Actor, code: str, task_id: str) -> SentForm:
    """Return what was sent with a task of the case.

    Raises PermissionDenied for all but auditors, NotFound where nothing was sent in this case.
    """
    with (
        refusals_recorded(services, actor, "Xem biểu đã gửi", about=code),
        services.database.reading() as tx,
    ):
        check_can_inspect(actor)
        case = cases.by_code(tx, code)
        check_contents_left(case)
        sent = submissions.of_case(tx, case.id)
        row = next((one for one in sent if one.task_id == task_id), None)
        if row is None:
            raise NotFound("Hồ sơ không có biểu đã gửi này; mở lại từ nhật ký của hồ sơ")
        work = Work(services, tx, services.clock.now(), Doer(actor.person_id))
        form = read_form(releases.load_version(tx, row.form_version).content)
        page = _shown(work, case, form, row, _earlier(work, row, sent))
    note_read(services, actor, case, f"Xem biểu đã gửi: {page.name}")
    return page


def _earlier(work: Work, row: SubmissionRow, sent: Iterable[SubmissionRow]) -> SubmissionRow | None:
    """Return what the same form said before; of two papers neither is the other's earlier text."""
    found = [one for one in sent if one.form_id == row.form_id and one.at < row.at]
    known = {one.id: one for one in tasks.of_case(work.tx, row.case_id)}
    task = known[row.task_id]
    if task.element_id in PAPER_STEPS:
        found = [one for one in found if known[one.task_id].activation_id == task.activation_id]
    return found[-1] if found else None


def _shown(
    work: Work, case: CaseRow, form: Form, row: SubmissionRow, earlier: SubmissionRow | None
) -> SentForm:
    items = _items(work, case, form, row.answers)
    before = _items(work, case, form, earlier.answers) if earlier else ()
    known = {item.path: item.answer for item in before}
    shown = {item.path.partition("[")[0].partition(".")[0] for item in items}
    return SentForm(
        case=case_summary(work.world.organisation, case),
        name=form.title,
        version=row.form_version,
        sha256=row.sha256,
        actor=work.world.organisation.person(row.person_id).name,
        capacity=row.capacity,
        at=row.at,
        items=items,
        before=tuple(known.get(item.path, "") for item in items),
        further=tuple(_further(form, row, earlier, shown)),
        again=earlier is not None,
    )


def _items(
    work: Work, case: CaseRow, form: Form, answers: Mapping[str, Any]
) -> tuple[CheckItem, ...]:
    organisation = work.world.organisation
    names = {
        "people": [Option(person.id, person.name) for person in organisation.people()],
        "org_units": [Option(unit.id, unit.name) for unit in organisation.units()],
    }
    files = {row.id: row.file_name for row in uploads.of_case(work.tx, case.id)}
    profile = work.world.profiles[case.profile]
    context = FormContext(
        now=work.now, facts=answers, options=names, uploads=files, profile=profile.facts()
    )
    return tuple(check_items(present(form, answers, context), files))


def _further(
    form: Form, row: SubmissionRow, earlier: SubmissionRow | None, shown: set[str]
) -> list[Change]:
    """Return what was sent and does not show without the facts of that day."""
    labels, before = field_labels(form), earlier.answers if earlier else {}
    return [
        Change(labels.get(name, name), _plain(before.get(name)), _plain(value))
        for name, value in row.answers.items()
        if name not in shown and value not in (None, "", [])
    ]


def _plain(value: Any) -> str:
    return "" if value is None else str(value)

"""What a dossier holds beside its record: papers, forms as sent, diagrams as published, files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.diagrams.path import describe_path
from app.diagrams.picture import draw
from app.documents import page_parts
from app.documents.pdf import render_pdf
from app.domain.cases import DocumentRow, DocumentState, InstanceRow
from app.domain.forms import FormContext, Option
from app.domain.views import CheckItem
from app.dossier.members import Member, json_text, plain_name
from app.errors import TamperedRecord
from app.steps.answer_texts import check_items
from app.steps.paths import marks_of, trails
from app.steps.work import Work
from app.store import audit_log, documents, instances, releases, submissions, tasks, uploads
from app.store.submissions import SubmissionRow
from app.task_forms import present, read_form

FINAL = (DocumentState.ISSUED, DocumentState.FILED)


@dataclass(frozen=True)
class SentForm:
    """A form as it was sent, put into words for the reader."""

    member: Member
    person: str
    submission: SubmissionRow
    answers: Sequence[CheckItem]


@dataclass(frozen=True)
class DrawnWay:
    """The way an instance took through one diagram."""

    members: Sequence[Member]
    title: str
    svg: str
    sentences: Sequence[str]


def papers(work: Work, case_id: str) -> Iterator[tuple[DocumentRow, Sequence[Member]]]:
    """Yield each issued or filed paper with the text whose digest the record knows."""
    rows = (row for row in documents.of_case(work.tx, case_id) if row.state in FINAL)
    for number, row in enumerate(rows, 1):
        path = f"van-ban/{number:02}-{plain_name(row.doc_type)}"
        yield row, _printed(row, path) if row.html else _plan(row, path)


def _printed(row: DocumentRow, path: str) -> Sequence[Member]:
    """Return the page as it was issued, and its copy for reading."""
    copy = render_pdf(page_parts(row.html), at=row.issued_at)
    page = Member(f"{path}.html", row.html.encode(), row.title, {"document": row.id})
    return [page, Member(f"{path}.pdf", copy, row.title)]


def _plan(row: DocumentRow, path: str) -> Sequence[Member]:
    """Return a plan as data: it has no page, replies cite its digest (INV-22)."""
    return [Member(f"{path}.json", json_text(row.content).encode(), row.title, {"plan": row.id})]


def sent_forms(work: Work, case_id: str) -> Iterator[SentForm]:
    """Yield every form that was sent, read with the version it was checked against."""
    rows = submissions.of_case(work.tx, case_id)
    sources = releases.contents(work.tx, {row.form_version for row in rows})
    names = {row.id: row.name for row in tasks.of_case(work.tx, case_id)}
    files = {row.id: row.file_name for row in uploads.of_case(work.tx, case_id)}
    options = _options(work)
    for number, row in enumerate(rows, 1):
        form = read_form(sources[row.form_version])
        sent = {
            "task": row.task_id,
            "person": row.person_id,
            "capacity": row.capacity,
            "at": row.at.isoformat(),
            "form_version": row.form_version,
            "answers": dict(row.answers),
        }
        path = f"bieu/{number:02}-{plain_name(row.form_id.rpartition('.')[2])}.json"
        title = names.get(row.task_id, row.form_id)
        member = Member(path, json_text(sent).encode(), title, {"task": row.task_id})
        # Fixed rows and computed values are drawn from what was sent, not from today's facts.
        context = FormContext(row.at, prefill=row.answers, options=options, uploads=files)
        answers = tuple(check_items(present(form, row.answers, context), files))
        yield SentForm(member, _name(work, row.person_id), row, answers)


def form_sources(work: Work, case_id: str) -> Iterator[Member]:
    """Yield each version of a form that somebody filled in, as it was published."""
    used = {row.form_version for row in submissions.of_case(work.tx, case_id)}
    for version, content in sorted(releases.contents(work.tx, used).items()):
        yield Member(f"bieu/mau/{plain_name(version)}.form", content, version)


def ways(work: Work, running: Iterable[InstanceRow]) -> Iterator[DrawnWay]:
    """Yield every diagram that an instance went through, as published, with its way on it."""
    for number, row in enumerate(running, 1):
        catalogue = work.catalogue(row.release_id)
        found = trails(
            row.process_id,
            audit_log.steps_of_instance(work.tx, row.id),
            instances.activations(work.tx, row.id),
            [
                t
                for t in tasks.open_of_cases(work.tx, [row.case_id]).get(row.case_id, [])
                if t.instance_id == row.id
            ],
        )
        for trail in found.values():
            definition = catalogue.definitions[trail.process_id]
            version = catalogue.versions[f"process:{trail.process_id}"]
            svg = draw(definition.tree, marks_of(trail, definition.name), trail.process_id)
            path = f"so-do/{number:02}-{plain_name(trail.process_id)}"
            source = Member(f"{path}.bpmn", catalogue.sources[trail.process_id], version)
            yield DrawnWay(
                members=(source,),
                title=f"{definition.name} ({version})",
                svg=svg,
                sentences=tuple(describe_path(definition, trail.elements)),
            )


def attached(work: Work, case_id: str) -> Iterator[Member]:
    """Yield the files people sent; raises TamperedRecord when one is gone or another."""
    sent = [row for row in uploads.of_case(work.tx, case_id) if row.submission_id]
    for number, row in enumerate(sent, 1):
        path = work.services.settings.uploads_dir / row.stored_name
        if not path.is_file():
            raise TamperedRecord(f"Tệp “{row.file_name}” của hồ sơ không còn trên đĩa")
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != row.sha256:
            raise TamperedRecord(f"Tệp “{row.file_name}” trên đĩa không còn là tệp đã gửi")
        name = f"tep/{number:02}-{plain_name(row.file_name)}"
        yield Member(name, content, row.file_name, {"upload": row.id})


def _options(work: Work) -> Mapping[str, Sequence[Option]]:
    organisation = work.world.organisation
    people = [Option(person.id, person.name) for person in organisation.people()]
    units = [Option(unit.id, unit.name) for unit in organisation.units()]
    return {"people": people, "org_units": units}


def _name(work: Work, person_id: str) -> str:
    organisation = work.world.organisation
    return organisation.person(person_id).name if organisation.has_person(person_id) else person_id

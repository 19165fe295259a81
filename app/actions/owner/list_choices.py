"""List what a draft may name: forms, roles, topics, tables, processes, clauses and variables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from app.clauses import load_clauses
from app.domain.choices import Choice, Choices
from app.domain.diagrams import Definition
from app.domain.drafts import DraftFile, FileKind
from app.domain.facts import FACT_SCOPES
from app.domain.forms import Form
from app.domain.people import Actor
from app.organisation import roles
from app.publication.editing import reading
from app.publication.parsed import diagram_of, form_of, table_of
from app.steps.candidates import RESOLVERS
from app.steps.catalogue import Catalogue
from app.steps.services import Services
from app.store import drafts, releases
from app.task_forms import fact_names
from app.task_forms.components import field_labels
from app.topics import TOPICS

LONGEST_LABEL = 110


def list_choices(services: Services, actor: Actor, draft_id: str) -> Choices:
    """Return the lists by kind, each by its label; the draft's own files come before published.

    Raises NotFound, PermissionDenied.
    """
    with reading(services, actor, "Mở bản thảo", draft_id) as tx:
        own = drafts.files(tx, draft_id)
        release = releases.latest_id(tx)
        published = services.catalogue(tx, release) if release else None
    definitions = _definitions(own, published)
    forms = _forms(own, published)
    register = load_clauses(services.settings.workflows_dir / "clauses")
    return {
        "forms": _sorted((form.id, form.title) for form in forms.values()),
        "roles": tuple(
            Choice(role, roles.label_of(role, "").rstrip(": "))
            for role in (*roles.HELD_ROLES, *sorted(set(RESOLVERS) - set(roles.HELD_ROLES)))
        ),
        "topics": _sorted((topic, _used_for(topic, definitions)) for topic in TOPICS),
        "decisions": _sorted(_decisions(own, published)),
        "processes": _sorted((key, one.name) for key, one in definitions.items()),
        "clauses": tuple(
            Choice(clause.id, _cut(f"{clause.id} · {clause.citation}: {clause.vi}"))
            for clause in register.values()
        ),
        "variables": _sorted(_variables(forms)),
    }


def _definitions(own: Iterable[DraftFile], published: Catalogue | None) -> Mapping[str, Definition]:
    found = dict(published.definitions) if published else {}
    for file in own:
        diagram = diagram_of(file.content) if file.kind is FileKind.PROCESS else None
        if diagram is not None:
            found[diagram.main_id] = diagram.main
    return found


def _forms(own: Iterable[DraftFile], published: Catalogue | None) -> Mapping[str, Form]:
    found = dict(published.forms) if published else {}
    for file in own:
        form = form_of(file.content) if file.kind is FileKind.FORM else None
        if form is not None:
            found[form.id] = form
    return found


def _decisions(own: Iterable[DraftFile], published: Catalogue | None) -> dict[str, str]:
    found = {key: table.name for key, table in published.tables.items()} if published else {}
    for file in own:
        table = table_of(file.content) if file.kind is FileKind.DECISION else None
        if table is not None:
            found[table.id] = table.name
    return found


def _variables(forms: Mapping[str, Form]) -> Iterator[tuple[str, str]]:
    """Yield every name that somebody writes, with the label of the field that writes it."""
    known = dict.fromkeys(FACT_SCOPES, "")
    known |= {name: "" for topic in TOPICS.values() for name in topic.writes}
    for form in forms.values():
        labels = field_labels(form)
        known |= {name: labels.get(name, "") for name in fact_names(form)}
    yield from known.items()


def _used_for(topic: str, definitions: Mapping[str, Definition]) -> str:
    """Return what the diagrams call the task that has this topic: its only words for readers."""
    for definition in definitions.values():
        for element in definition.elements.values():
            if element.extensions.topic == topic and element.name:
                return element.name
    return ""


def _sorted(rows: Iterable[tuple[str, str]] | Mapping[str, str]) -> tuple[Choice, ...]:
    pairs = rows.items() if isinstance(rows, Mapping) else rows
    named = (Choice(key, f"{label} ({key})" if label else key) for key, label in pairs)
    return tuple(sorted(named, key=lambda choice: (choice.label.casefold(), choice.value)))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_LABEL else f"{text[: LONGEST_LABEL - 1].rstrip()}…"

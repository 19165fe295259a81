"""What a changed profile does: terms already given stay, what is given later is counted anew.

No key touches the terms of Điều 4 (30 and 60 working days): those are fixed at receipt, and only a
corrected calendar recounts them (processes.md 5). A due date that a person was told is never taken
back by a setting.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from itertools import islice

from app.domain.cases import TaskRow
from app.domain.clock import local_day
from app.domain.views.settings import KeptTask, KeyEffect, SettingEffect
from app.profiles.meanings import MEANINGS, READ_BY
from app.steps.catalogue import Catalogue
from app.steps.profile_edit import Lines
from app.steps.work import Work
from app.store import cases, instances, tasks

EVER = datetime(2000, 1, 1, tzinfo=UTC)
MOST_SHOWN = 50


def effect_of(work: Work, lines: Lines) -> SettingEffect:
    """Return what these keys do to the release in use and to open tasks; nothing is written."""
    catalogue = work.catalogue(work.world.latest_release)
    effects = tuple(_effect(catalogue, *line) for line in lines)
    running = sum(instances.open_by_release(work.tx).values())
    return SettingEffect(effects, _kept(work, lines), running)


def _effect(catalogue: Catalogue, key: str, before: str, after: str) -> KeyEffect:
    cited = _citing(key)
    sources = (source.decode("utf-8", "replace") for source in catalogue.sources.values())
    schemas = (
        json.dumps(form.schema, ensure_ascii=False, default=str)
        for form in catalogue.forms.values()
    )
    return KeyEffect(
        key=key,
        label=MEANINGS[key].label if key in MEANINGS else key,
        before=before,
        after=after,
        steps=tuple(dict.fromkeys(_steps(catalogue, cited))),
        processes=sum(1 for text in sources if cited.search(text)),
        forms=sum(1 for text in schemas if cited.search(text)),
        tables=sum(1 for table in catalogue.tables.values() if cited.search(str(table))),
        read_by=READ_BY.get(key, ""),
    )


def _citing(key: str) -> re.Pattern[str]:
    return re.compile(rf"\bprofile\.{re.escape(key)}(?![\w.])")


def _steps(catalogue: Catalogue, cited: re.Pattern[str]) -> Iterable[str]:
    for definition in catalogue.definitions.values():
        for element in definition.elements.values():
            if cited.search(element.extensions.due_date):
                yield element.name


def _kept(work: Work, lines: Lines) -> tuple[KeptTask, ...]:
    """Return the open tasks whose term a changed key sets; they keep the date they were given."""
    cited = [_citing(key) for key, _, _ in lines if key in MEANINGS]
    on_release = instances.releases_of_open(work.tx)
    found = (
        _kept_task(work, row)
        for row in tasks.open_and_due_from(work.tx, work.services.settings.profile, EVER)
        if any(one.search(_due_text(work, row, on_release)) for one in cited)
    )
    return tuple(islice(found, MOST_SHOWN))


def _due_text(work: Work, row: TaskRow, on_release: Mapping[str, str]) -> str:
    """Return what the diagram that the task runs on says of its due date."""
    catalogue = work.catalogue(on_release[row.instance_id])
    return catalogue.definitions[row.process_id].elements[row.element_id].extensions.due_date


def _kept_task(work: Work, row: TaskRow) -> KeptTask:
    case = cases.load(work.tx, row.case_id)
    # A term ends at 24:00, which is written as the next 00:00.
    end = (row.due_at or EVER) - timedelta(microseconds=1)
    return KeptTask(case.code, case.title, row.name, local_day(end))

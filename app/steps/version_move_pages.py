"""What the pages of moving cases show: releases, and one line an instance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from app.domain.case_requests import Fit, MoveItem
from app.domain.cases import InstanceRow
from app.domain.views.version_moves import MoveLine, ReleaseChoice
from app.errors import Conflict, NotFound
from app.steps.reseating import Judged
from app.steps.suspension import SUSPENDED
from app.steps.work import Work
from app.store import cases, instances, published_changes, releases, tasks
from app.store.database import Transaction


def release_choices(tx: Transaction) -> tuple[ReleaseChoice, ...]:
    """Return all releases, newest first, with the instances that run on each."""
    running: Counter[str] = Counter()
    for (release_id, _process), count in instances.open_by_release(tx).items():
        running[release_id] += count
    names = published_changes.by_release(tx)
    return tuple(
        ReleaseChoice(
            one.id,
            one.number,
            one.published_at,
            running[one.id],
            names[one.id].version_name if one.id in names else "",
        )
        for one in reversed(releases.all_releases(tx))
    )


def chosen(choices: Iterable[ReleaseChoice], release_id: str) -> ReleaseChoice:
    """Return one of the releases; raise NotFound."""
    found = next((one for one in choices if one.id == release_id), None)
    if found is None:
        raise NotFound("Không có bản công bố này; chọn trong danh sách")
    return found


def check_apart(before: str, after: str) -> None:
    """Raise Conflict when instances would be moved to where they are."""
    if before == after:
        raise Conflict("Chọn bản đích khác bản hồ sơ đang chạy")


def line_of(
    work: Work, instance: InstanceRow, judged: Judged | None = None, item: MoveItem | None = None
) -> MoveLine:
    """Return an instance as the pages show it, judged now or as its request has it."""
    tx = work.tx
    case = cases.load(tx, instance.case_id)
    names = work.catalogue(instance.release_id).definitions
    drawn = names.get(instance.process_id)
    fit = judged.fit if judged else item.fit if item else Fit.CANNOT
    noted = judged.notes if judged else item.notes if item else ()
    stored: Mapping[str, object] = (
        {
            "replayed": item.replayed,
            "result": item.result,
            "told": item.told,
            "done_at": item.done_at,
        }
        if item
        else {}
    )
    return MoveLine(
        instance.id,
        case.code,
        case.title,
        drawn.name if drawn else instance.process_id,
        tuple(task.name for task in tasks.open_of_instance(tx, instance.id)),
        fit,
        noted,
        judged.refusal if judged else "",
        suspended=instance.status == SUSPENDED,
        **stored,  # type: ignore[arg-type]
    )

"""One instance put onto another release: judged first, then written, with all that it waits for.

Rounds, documents, clocks and facts belong to the case and are not touched. Tasks keep who holds
them, their dates and drafts; timers the moment at which they were due; messages are waited for.
What is suspended stays so: that is no matter of the engine, whose state says only where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app import engine
from app.domain.audit import EventKind
from app.domain.case_requests import Fit, MoveItem, RequestResult, VersionMove
from app.domain.cases import InstanceRow
from app.domain.execution import Advance, OpenTask
from app.domain.reseating import Counterparts, Obstacle
from app.errors import NotFound, StepRefused
from app.register.register import CaseRegister
from app.steps.catalogue import Catalogue
from app.steps.host import StepHost
from app.steps.work import Work
from app.store import audit_log, case_requests, instances, messages, tasks, timers


@dataclass(frozen=True)
class Judged:
    """How an instance would stand on another release; `after` is None where it does not fit."""

    fit: Fit
    before: Advance | None
    after: Advance | None
    obstacles: tuple[Obstacle, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def refusal(self) -> str:
        """Everything that does not fit, in one sentence."""
        return "; ".join(f"“{one.label}” {one.reason}" for one in self.obstacles)


def judge(work: Work, instance: InstanceRow, to_release: str, counterparts: Counterparts) -> Judged:
    """Return how an instance stands on another release; nothing is written."""
    return _judge(work, work.register_for(instance), instance, to_release, counterparts)


def _judge(
    work: Work,
    register: CaseRegister,
    instance: InstanceRow,
    to_release: str,
    counterparts: Counterparts,
) -> Judged:
    old, new = work.catalogue(instance.release_id), work.catalogue(to_release)
    process_id = instance.process_id
    try:
        program = new.program(process_id)
    except NotFound as error:
        gone = Obstacle(process_id, process_id, process_id, error.message)
        return Judged(Fit.CANNOT, None, None, (gone,))
    host = StepHost(register, new, instance.id)
    work.at.enter(instance, host)
    seated = engine.reseat(old.program(process_id), program, instance.state, host, counterparts)
    if seated.after is None:
        return Judged(Fit.CANNOT, seated.before, None, seated.obstacles)
    missing = tuple(_without_form(seated.after, new))
    if missing:
        return Judged(Fit.CANNOT, seated.before, None, missing)
    check_nothing_lost(seated.before, seated.after)
    notes = (*_notes(seated.before, seated.after, old, new), *map(_begins, seated.armed))
    fit = Fit.DIFFERS if notes else Fit.FITS
    return Judged(fit, seated.before, seated.after, (), notes)


def check_nothing_lost(before: Advance, after: Advance) -> None:
    """Raise StepRefused unless all that was open, armed or listened for still is (INV-19)."""
    lost = set(_open(before)) - set(_open(after))
    if lost or _calls(before) != _calls(after):
        raise StepRefused(
            f"Chuyển phiên bản làm mất {max(1, len(lost))} việc, hẹn giờ hoặc lời gọi đang chờ; "
            "hồ sơ ở lại phiên bản đang chạy",
            clauses=("INV-19",),
        )


def _open(advance: Advance) -> tuple[str, ...]:
    """Name everything an instance waits for: ids, and of timers their moments."""
    return (
        *(one.id for one in advance.open_tasks),
        *(f"{one.id}@{one.due_at.isoformat()}" for one in advance.timers),
        *(f"{one.id}={one.name}" for one in advance.waits),
    )


def _calls(advance: Advance) -> list[tuple[str, str]]:
    return [(one.id, one.process_id) for one in advance.activations]


def _without_form(after: Advance, new: Catalogue) -> Iterator[Obstacle]:
    for task in after.open_tasks:
        form = task.element.extensions.form_ref
        if form not in new.forms:
            reason = f"cần biểu “{form}” chưa được công bố"
            process_id = task.activation.process_id
            yield Obstacle(process_id, task.element.id, task.element.name, reason)


def _notes(before: Advance, after: Advance, old: Catalogue, new: Catalogue) -> Iterator[str]:
    were = {task.id: task for task in before.open_tasks}
    for task in after.open_tasks:
        yield from _differences(were[task.id], task, old, new)


def _differences(was: OpenTask, now: OpenTask, old: Catalogue, new: Catalogue) -> Iterator[str]:
    name, before, after = now.element.name, was.element.extensions, now.element.extensions
    if was.element.name != name:
        yield f"“{was.element.name}” đổi tên thành “{name}”"
    if before.form_ref != after.form_ref:
        yield f"“{name}” dùng biểu khác: {after.form_ref}"
    elif old.versions.get(f"form:{before.form_ref}") != new.versions.get(f"form:{after.form_ref}"):
        yield f"“{name}” dùng phiên bản khác của biểu; bản nháp giữ nguyên"
    people = ("assignee", "candidate_groups", "candidate_users")
    if any(getattr(before, one) != getattr(after, one) for one in people):
        yield f"“{name}” giao cho vai khác; người đang được giao giữ nguyên"
    if before.due_date != after.due_date:
        yield f"“{name}” tính hạn khác; hạn đang có giữ nguyên"


def _begins(label: str) -> str:
    return f"bắt đầu chờ thêm {label}"


def carry_over(work: Work, move: VersionMove, item: MoveItem) -> RequestResult:
    """Put an instance onto the release of an approved request, or write why it stays.

    It is judged anew as it stands now: it may have gone on since the request.
    """
    tx = work.tx
    instance = instances.load_locked(tx, item.instance_id)
    if instance.ended_at is not None or instance.release_id != move.from_release:
        told = "đã kết thúc hoặc đã ở phiên bản khác"
        case_requests.finish(tx, item, RequestResult.OVER, work.now, told)
        return RequestResult.OVER
    register = work.register_for(instance)
    found = _judge(work, register, instance, move.to_release, move.counterparts)
    if found.after is None or found.before is None:
        case_requests.finish(tx, item, RequestResult.REFUSED, work.now, found.refusal)
        return RequestResult.REFUSED
    # First the result: without it the database lets no instance change its release.
    case_requests.finish(tx, item, RequestResult.DONE, work.now)
    _rename_tasks(work, found.before, found.after)
    timers.replace(tx, instance.id, found.after.timers)
    waits = found.after.waits
    messages.replace_waits(tx, instance.id, register.case.id, register.pass_id, waits)
    messages.rename_waits(tx, instance.id, waits)
    _record(register, instance, move, found.before, found.after)
    seq, digest = audit_log.append(
        tx,
        audit_log.chain_of(instance.id),
        instance.audit_seq,
        instance.audit_hash,
        register.events,
        work.now,
    )
    instances.put_on_release(tx, instance, move.to_release, found.after.state, seq, digest)
    return RequestResult.DONE


def _rename_tasks(work: Work, before: Advance, after: Advance) -> None:
    were = {task.id: _shown(task) for task in before.open_tasks}
    for task in after.open_tasks:
        if _shown(task) != were[task.id]:
            tasks.rename(work.tx, task.id, *_shown(task))


def _shown(task: OpenTask) -> tuple[str, str, str]:
    return task.element.id, task.element.name, task.element.extensions.form_ref


def _record(
    register: CaseRegister,
    instance: InstanceRow,
    move: VersionMove,
    before: Advance,
    after: Advance,
) -> None:
    register.record(
        EventKind.INSTANCE_MIGRATED,
        f"Chuyển phiên bản: từ bản {move.from_release} sang bản {move.to_release}: {move.reason}",
        process_id=instance.process_id,
        payload={
            "move": move.id,
            "from": move.from_release,
            "to": move.to_release,
            "reason": move.reason,
            "pairs": [list(pair) for pair in move.pairs],
            "proposed_by": move.proposed_by,
            "approved_by": move.decided_by,
            "open_before": _open(before),
            "open_after": _open(after),
        },
    )

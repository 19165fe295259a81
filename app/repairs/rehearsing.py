"""A repair tried on one instance, in a transaction that is undone, and what it showed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from app.documents import DOC_TYPES
from app.domain.case_requests import Repair, RepairItem
from app.domain.cases import ClockState, DocumentState, InstanceRow
from app.domain.repairs import RepairKind, RepairWarning, StandingToken
from app.errors import ChuTruongError
from app.repairs.applying import apply
from app.repairs.carrying import base_of
from app.repairs.places import fresh, less, tokens_of, tokens_of_case
from app.repairs.skipped import PEOPLE, skipped_by
from app.repairs.standing import compared, standing_of
from app.repairs.warnings import foreseen_steps, measured, newly_broken
from app.steps.causes import PASSING, cause_of
from app.steps.work import Work
from app.store import cases, clocks, documents, instances

UNFINISHED = {
    DocumentState.DRAFT: "đang dự thảo",
    DocumentState.SIGNED: "đã ký, chưa ban hành",
}
BESIDE = RepairWarning(
    "Bước mở thêm chạy song song với bước đang mở: quy trình chỉ xong khi cả hai cùng xong"
)
TERMS_RUN = RepairWarning(
    "Hạn trả lời không dừng theo: ngày làm việc vẫn tính, quá hạn vẫn được ghi nhận và cảnh báo",
    clauses=("C-030",),
)


def rehearse(work: Work, request: Repair, item: RepairItem) -> RepairItem:
    """Return an item with what the repair would do; the caller undoes the transaction.

    What refuses the repair is kept as its refusal.
    """
    instance = instances.load_locked(work.tx, item.instance_id)
    found = RepairItem(
        request_id=item.request_id,
        instance_id=instance.id,
        case_id=instance.case_id,
        base_state=base_of(instance),
    )
    try:
        return _tried(work, request, instance, found)
    except PASSING:
        raise
    except Exception as error:
        # What fails in one instance, however, keeps no other from being tried.
        return replace(found, refusal=_said(error))


def _tried(work: Work, request: Repair, instance: InstanceRow, found: RepairItem) -> RepairItem:
    case_id = instance.case_id
    stood, tokens = standing_of(work, case_id), tokens_of_case(work, case_id)
    before = measured(work, instance.id)
    apply(work, instance, request)
    now_at = tokens_of_case(work, case_id)
    restricted = cases.load(work.tx, case_id).restricted
    after = measured(work, instance.id, foreseen_steps(*_next_steps(work, instance)))
    return replace(
        found,
        rehearsal=tuple(compared(stood, standing_of(work, case_id), restricted=restricted)),
        warnings=(*newly_broken(before, after), *_told(work, instance, request)),
        stops=less(tokens, now_at),
        starts=less(now_at, tokens),
    )


def _next_steps(work: Work, before: InstanceRow) -> tuple[InstanceRow, list[StandingToken]]:
    after = instances.load(work.tx, before.id)
    definitions = work.catalogue(after.release_id).definitions
    steps = [
        token
        for token in fresh(tokens_of(work, before), tokens_of(work, after))
        if definitions[token.process_id].elements[token.element_id].tag in PEOPLE
    ]
    return after, steps


def _told(work: Work, instance: InstanceRow, request: Repair) -> Iterator[RepairWarning]:
    yield from skipped_by(work.catalogue(instance.release_id), request.instructions)
    yield from _papers_left(work, instance)
    kinds = {one.kind for one in request.instructions}
    if RepairKind.ADD in kinds:
        yield BESIDE
    latest = clocks.latest_of_cases(work.tx, [instance.case_id]).get(instance.case_id)
    if kinds & {RepairKind.SUSPEND, RepairKind.END} and latest:
        if latest.state is ClockState.RUNNING:
            yield TERMS_RUN


def _papers_left(work: Work, instance: InstanceRow) -> Iterator[RepairWarning]:
    """Yield the papers that were being written in what the repair has closed."""
    rows = instances.activations(work.tx, instance.id)
    closed = {row.id for row in rows if row.closed_at == work.now and not row.outcome}
    for paper in documents.of_case(work.tx, instance.case_id):
        state = UNFINISHED.get(paper.state, "")
        if state and paper.instance_id == instance.id and paper.activation_id in closed:
            name = DOC_TYPES[paper.doc_type].name
            yield RepairWarning(f"{name} {state} bị bỏ lại: bước làm văn bản này bị thu hồi")


def _said(error: Exception) -> str:
    """Say why it cannot be done, with what it rests on: clauses, or the place that failed."""
    cause = cause_of(error)
    named = ", ".join(error.clauses) if isinstance(error, ChuTruongError) else cause.place
    return f"{cause.text} ({named})" if named else cause.text

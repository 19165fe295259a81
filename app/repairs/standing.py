"""How a case stands, in the words of the page that shows a repair before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.documents import DOC_TYPES
from app.domain.cases import CaseRow, ClockState, DocumentState, InstanceRow
from app.domain.clock import local_day
from app.domain.facts import WORKED_OUT
from app.domain.repairs import Effect, RehearsedLine
from app.domain.votes import RESULTS
from app.errors import StepRefused
from app.register.before_ending import check_may_end
from app.repairs.fact_words import FactWords, label_of
from app.repairs.wording import element_name, moment
from app.steps.summaries import people_of
from app.steps.work import Work
from app.store import cases, clocks, documents, facts, instances, messages, notifications, tasks
from app.store import timers as timer_rows

NOTHING = "không có"
STATUS = {"running": "đang chạy", "suspended": "tạm dừng", "done": "đã kết thúc"}
CONTENTS = frozenset({"Văn bản đã ban hành", "Nghĩa vụ đang treo", "Kết luận đã ghi", "Thư sẽ gửi"})
OVERALL = {"positive": "khả thi", "negative": "không khả thi, không hiệu quả"}


@dataclass(frozen=True)
class Seen:
    """A case at one moment of a transaction: what it is made of, and its running instances."""

    work: Work
    case: CaseRow
    runs: Sequence[InstanceRow]


def standing_of(work: Work, case_id: str) -> Mapping[str, tuple[str, ...]]:
    """Return by heading what there is of a case, as the transaction sees it now."""
    seen = Seen(work, cases.load(work.tx, case_id), instances.of_case(work.tx, case_id))
    return {heading: tuple(telling(seen)) for heading, telling in HEADINGS.items()}


def compared(
    before: Mapping[str, tuple[str, ...]],
    after: Mapping[str, tuple[str, ...]],
    *,
    restricted: bool = False,
) -> Iterator[RehearsedLine]:
    """Yield a line a heading: how it was, how it would be, and what that is called.

    Of a restricted case what its papers and conclusions say is counted, not told.
    """
    for heading, was in before.items():
        now, tell = after[heading], _said
        if restricted and heading in CONTENTS:
            tell = _counted
        yield RehearsedLine(heading, tell(was), tell(now), _effect(was, now))


def _effect(was: tuple[str, ...], now: tuple[str, ...]) -> Effect:
    if was == now:
        return Effect.KEPT
    if set(was) < set(now):
        return Effect.ADDED
    return Effect.REMOVED if set(now) < set(was) else Effect.CHANGED


def _said(found: Sequence[str]) -> str:
    return "; ".join(found) or NOTHING


def _counted(found: Sequence[str]) -> str:
    return f"{len(found)} mục" if found else NOTHING


def _tasks(seen: Seen) -> Iterator[str]:
    for row in tasks.open_of_cases(seen.work.tx, [seen.case.id]).get(seen.case.id, ()):
        who = people_of(seen.work.world.organisation, row)
        held = f", {_name(seen, row.claimed_by)} đang giữ" if row.claimed_by else ""
        yield f"{row.name}, {who}{held}"


def _runs(seen: Seen) -> Iterator[str]:
    for row in seen.runs:
        name = seen.work.catalogue(row.release_id).process_name(row.process_id)
        yield f"{name}: {STATUS.get(row.status, row.status)}"


def _term(seen: Seen) -> Iterator[str]:
    clock = clocks.latest_of_cases(seen.work.tx, [seen.case.id]).get(seen.case.id)
    if clock is None:
        return
    calendar = seen.work.world.calendar(seen.case.profile)
    left = calendar.count(local_day(seen.work.now), clock.due)
    told = f"còn {left} ngày làm việc" if left >= 0 else f"quá hạn {-left} ngày làm việc"
    yield f"{clock.due:%d/%m/%Y}, {told if clock.state is ClockState.RUNNING else 'đã dừng'}"


def _timers(seen: Seen) -> Iterator[str]:
    for run in seen.runs:
        catalogue = seen.work.catalogue(run.release_id)
        within = {row.id: row.process_id for row in instances.activations(seen.work.tx, run.id)}
        for one in timer_rows.of_instance(seen.work.tx, run.id):
            process_id = within.get(one.activation_id, run.process_id)
            name = element_name(catalogue, process_id, one.element_id)
            yield f"{name}, {moment(one.due_at)}"


def _awaited(seen: Seen) -> Iterator[str]:
    for run in seen.runs:
        catalogue = seen.work.catalogue(run.release_id)
        within = {row.id: row.process_id for row in instances.activations(seen.work.tx, run.id)}
        for wait in messages.waits_of_instance(seen.work.tx, run.id):
            process_id = within.get(wait.activation_id, run.process_id)
            yield element_name(catalogue, process_id, wait.element_id)


def _papers(seen: Seen) -> Iterator[str]:
    for row in documents.of_case(seen.work.tx, seen.case.id):
        if row.state in (DocumentState.ISSUED, DocumentState.FILED):
            yield f"{DOC_TYPES[row.doc_type].name} {row.number}".strip()


def _duties(seen: Seen) -> Iterator[str]:
    """Tell what each instance still owes: what would refuse its end."""
    for run in seen.runs:
        if run.ended_at is not None:
            continue
        try:
            check_may_end(seen.work.register_for(run), run.process_id, run.id)
        except StepRefused as owed:
            yield owed.message


def _conclusions(seen: Seen) -> Iterator[str]:
    sheets = facts.of_case(seen.work.tx, seen.case.id)
    for sheet in sheets.values():
        known = sheet.facts
        if sheet.kind == "pass" and known.get("overall"):
            yield f"Thẩm định: {OVERALL.get(known['overall'], known['overall'])}"
        if sheet.kind == "pass" and known.get("vote_result"):
            yield f"Biểu quyết: {RESULTS.get(known['vote_result'], known['vote_result'])}"
        if sheet.kind == "pass" and known.get("leader_decided_at"):
            yield "Người đứng đầu đã quyết định"


def _worked_out(seen: Seen) -> Iterator[str]:
    words = FactWords(seen.work.world.organisation, seen.work.world.profiles[seen.case.profile])
    for sheet in facts.of_case(seen.work.tx, seen.case.id).values():
        for name in sorted(WORKED_OUT.keys() & sheet.facts.keys()):
            yield f"{label_of(name)}: {words.said(name, sheet.facts[name])}"


def _notices(seen: Seen) -> Iterator[str]:
    """Tell what was put into inboxes at this very moment."""
    for one in notifications.of_case(seen.work.tx, seen.case.id):
        if one.at == seen.work.now:
            who = one.person_id or seen.work.world.organisation.role_label(one.role, one.body_id)
            yield f"{_name(seen, one.person_id) if one.person_id else who}: {one.text}"


def _name(seen: Seen, person_id: str) -> str:
    organisation = seen.work.world.organisation
    return organisation.person(person_id).name if organisation.has_person(person_id) else person_id


HEADINGS: Mapping[str, Callable[[Seen], Iterator[str]]] = {
    "Việc đang mở": _tasks,
    "Lượt chạy": _runs,
    "Thời hạn trả lời": _term,
    "Hẹn giờ": _timers,
    "Thông điệp đang chờ": _awaited,
    "Văn bản đã ban hành": _papers,
    "Nghĩa vụ đang treo": _duties,
    "Kết luận đã ghi": _conclusions,
    "Dữ kiện hệ thống tính": _worked_out,
    "Thư sẽ gửi": _notices,
}

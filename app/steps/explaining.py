"""“Giải thích hồ sơ này”: the course of a case in plain sentences, each made from one event.

No language model: a template for each kind of event that an audit asks about (who decided, in what
capacity, on which text, in time or not and why, by which rule). What has no event is not said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from app.documents import DOC_TYPES
from app.domain.audit import EventKind, RecordedEvent
from app.domain.cases import CaseRow, ClockRow, DocumentRow, InstanceRow, PassRow, TaskRow
from app.domain.clock import LOCAL, local_day
from app.domain.views.inspection import Explained, Part
from app.domain.votes import RESULTS
from app.organisation import Organisation
from app.working_days import Calendar

# What decides or moves a case without being the answer to its proposer.
WEIGHTY = frozenset(
    {
        "QD_NGUOI_DUNG_DAU",
        "BC_NGUOI_DUNG_DAU",
        "BC_XIN_CHU_TRUONG",
        "BC_DE_XUAT_GIAI_PHAP",
        "XN_BAO_CAO",
        "BC_KHAN_CAP",
        "KL_KHAN_CAP",
        "BC_VUOT_THAM_QUYEN",
    }
)
# Who decided in an emergency is told by a form, not by a paper.
EMERGENCY_ACTS = {
    "recipient_confirm": "trả lời báo cáo xử lý tình thế cấp thiết, cho ý kiến",
    "record_own_decision": "tự quyết định xử lý tình thế cấp thiết",
}
ENTRIES = {
    "submitted": "kế hoạch được gửi tới",
    "resubmitted": "kế hoạch được gửi lại sau khi chuẩn bị lại",
    "forwarded": "hồ sơ được chuyển tới cơ quan có thẩm quyền",
    "returned_down": "cấp trên trả hồ sơ về",
}


@dataclass(frozen=True)
class Dossier:
    """What the sentences are made from.

    `outcomes` names the end of each run by its chain, `rules` the clauses on which the step that
    called an activation rests; `waiting` says what is waited for.
    """

    case: CaseRow
    events: Sequence[RecordedEvent]
    tasks: Sequence[TaskRow]
    papers: Mapping[str, DocumentRow]
    clocks: Mapping[str, ClockRow]
    passes: Mapping[str, PassRow]
    runs: Sequence[InstanceRow]
    organisation: Organisation
    calendar: Calendar
    today: date
    outcomes: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    waiting: Sequence[str] = ()


def explain(dossier: Dossier) -> tuple[Explained, ...]:
    """Return the sentences by part; within one they stand in the order of the events."""
    told: list[Explained] = []
    for recorded in dossier.events:
        tell = _TELLING.get(recorded.event.kind)
        if tell is not None and _is_readable(recorded):
            told += tell(dossier, recorded)
    told += _now(dossier)
    order = list(Part)
    return tuple(sorted(told, key=lambda one: order.index(one.part)))


def _is_readable(recorded: RecordedEvent) -> bool:
    """Tell whether what happened can still be told: retention destroys payloads, not lines."""
    return bool(recorded.event.payload) or recorded.event.kind is EventKind.INSTANCE_ENDED


def row_of(recorded: RecordedEvent) -> str:
    """Return the name of an event's line on the page."""
    return f"{recorded.chain_id.rpartition(':')[2]}-{recorded.seq}"


def _said(
    part: Part,
    recorded: RecordedEvent,
    text: str,
    reason: str = "",
    rules: tuple[str, ...] = (),
) -> Explained:
    clauses = tuple(dict.fromkeys((*recorded.event.clauses, *rules)))
    return Explained(part, text, clauses, row_of(recorded), reason)


def _who(recorded: RecordedEvent) -> str:
    event = recorded.event
    return f"{event.actor_name} ({event.capacity})" if event.capacity else event.actor_name


def _plan(dossier: Dossier, recorded: RecordedEvent) -> Iterator[Explained]:
    payload, at = recorded.event.payload, recorded.event.at
    again = f"gửi lại, lần {payload['round']}," if payload["round"] > 1 else "gửi"
    yield _said(
        Part.PROPOSED,
        recorded,
        f"Ngày {_day(at)}, {_who(recorded)} {again} kế hoạch “{dossier.case.title}”, "
        f"hồ sơ {payload['code']}. Bản kế hoạch được giữ nguyên văn, dấu băm {payload['hash']}.",
    )


def _pass(dossier: Dossier, recorded: RecordedEvent) -> Iterator[Explained]:
    payload = recorded.event.payload
    row = dossier.passes[payload["pass_id"]]
    due = date.fromisoformat(payload["due"])
    received = local_day(datetime.fromisoformat(payload["received_at"]))
    term = dossier.calendar.count(received, due)
    why = ENTRIES.get(row.entry_reason, "hồ sơ được chuyển lên cấp trên")
    yield _said(
        Part.TERM,
        recorded,
        f"Lượt xem xét {row.number} tại {dossier.organisation.unit(row.body_id).name} "
        f"({why}): nhận ngày {received:%d/%m/%Y}, phải trả lời trước 24 giờ ngày "
        f"{due:%d/%m/%Y}, ngày làm việc thứ {term}.",
        "; ".join(reason.text for reason in dossier.calendar.explain(received, due)),
    )


def _moved(dossier: Dossier, recorded: RecordedEvent) -> Iterator[Explained]:
    text = f"Ngày {_day(recorded.event.at)}: {_small(recorded.event.summary)}."
    yield _said(Part.TERM, recorded, text, recorded.event.payload.get("cause", ""))


def _vote(dossier: Dossier, recorded: RecordedEvent) -> Iterator[Explained]:
    payload = recorded.event.payload
    yield _said(
        Part.DISCUSSED,
        recorded,
        f"Ngày {_day(recorded.event.at)}, biên bản được {_who(recorded)} xác nhận: "
        f"{payload['for']} phiếu tán thành, {payload['against']} phiếu không tán thành, "
        f"tính trên {payload['base']} người; kết quả: {RESULTS[payload['result']]}.",
    )


def _authority(dossier: Dossier, recorded: RecordedEvent) -> Iterator[Explained]:
    text = f"Ngày {_day(recorded.event.at)}, {_who(recorded)}: {recorded.event.summary}."
    yield _said(Part.DISCUSSED, recorded, text)


def _issued(dossier: Dossier, recorded: RecordedEvent) -> Iterator[Explained]:
    payload = recorded.event.payload
    kind = DOC_TYPES[payload["type"]]
    if not kind.reply_set and payload["type"] not in WEIGHTY:
        return
    paper = dossier.papers[payload["document"]]
    signer = dossier.organisation.person(paper.signed_by).name if paper.signed_by else "Hệ thống"
    capacity = f", tư cách {paper.signed_capacity}," if paper.signed_capacity else ""
    told = "trả lời bên đề xuất" if kind.reply_set else "ban hành"
    yield _said(
        Part.DECIDED,
        recorded,
        f"{signer}{capacity} ký {kind.name} {paper.number} và {told} lúc "
        f"{_moment(recorded.event.at)}. Dấu băm của văn bản: {paper.sha256}.",
        rules=dossier.rules.get(paper.activation_id, ()),
    )


def _acted(dossier: Dossier, recorded: RecordedEvent) -> Iterator[Explained]:
    act = EMERGENCY_ACTS.get(recorded.event.element_id)
    if act:
        text = f"Lúc {_moment(recorded.event.at)}, {_who(recorded)} {act}."
        yield _said(Part.DECIDED, recorded, text)


def _closed(dossier: Dossier, recorded: RecordedEvent) -> Iterator[Explained]:
    payload, answered = recorded.event.payload, local_day(recorded.event.at)
    clock = dossier.clocks[payload["pass_id"]]
    number = dossier.papers[payload["document"]].number
    late = payload["days_late"]
    if clock.withdrawn:
        text = f"Bên đề xuất rút kế hoạch: văn bản {number} thôi tính hạn {clock.due:%d/%m/%Y}."
        yield _said(Part.IN_TIME, recorded, text)
        return
    if late:
        text = f"Văn bản {number} trễ {late} ngày làm việc so với hạn {clock.due:%d/%m/%Y}."
        yield _said(Part.IN_TIME, recorded, text, _why_late(dossier, clock, recorded.event.at))
        return
    left = dossier.calendar.count(answered, clock.due)
    early = f"trước hạn {left} ngày làm việc" if left else "vào ngày cuối của hạn"
    yield _said(
        Part.IN_TIME, recorded, f"Văn bản {number} đúng hạn, {early} (hạn {clock.due:%d/%m/%Y})."
    )


def _breached(dossier: Dossier, recorded: RecordedEvent) -> Iterator[Explained]:
    clock = dossier.clocks[recorded.event.payload["pass_id"]]
    text = f"{recorded.event.summary}; quá hạn không có nghĩa là đồng ý hay từ chối."
    yield _said(Part.IN_TIME, recorded, text, _why_late(dossier, clock, recorded.event.at))


def _why_late(dossier: Dossier, clock: ClockRow, until: datetime) -> str:
    """Name who had the case when the term ended, and what took longest in this pass."""
    of_pass = [task for task in dossier.tasks if task.pass_id == clock.pass_id]
    held = [task for task in of_pass if _stood_at_end(task, clock)]
    said = [f"lúc hết hạn hồ sơ ở bước “{task.name}”" for task in held]
    if of_pass:
        slow = max(of_pass, key=lambda task: _days(dossier, task, until))
        days = _days(dossier, slow, until)
        said.append(f"lâu nhất là bước “{slow.name}”: {days} ngày làm việc")
    return "; ".join(dict.fromkeys(said))


def _stood_at_end(task: TaskRow, clock: ClockRow) -> bool:
    opened = local_day(task.opened_at) <= clock.due
    return opened and (task.completed_at is None or local_day(task.completed_at) > clock.due)


def _days(dossier: Dossier, task: TaskRow, until: datetime) -> int:
    ended = min(task.completed_at or until, until)
    return dossier.calendar.count(local_day(task.opened_at), local_day(ended))


def _ended(dossier: Dossier, recorded: RecordedEvent) -> Iterator[Explained]:
    name = dossier.outcomes.get(recorded.chain_id)
    if name:
        text = f"Quy trình kết thúc lúc {_moment(recorded.event.at)}: {name}."
        yield _said(Part.NOW, recorded, text)


def _repaired(dossier: Dossier, recorded: RecordedEvent) -> Iterator[Explained]:
    text = f"Lúc {_moment(recorded.event.at)}: {_small(recorded.event.summary)}."
    yield _said(Part.NOW, recorded, text)


def _now(dossier: Dossier) -> Iterable[Explained]:
    if not dossier.waiting and any(run.ended_at is None for run in dossier.runs):
        return [Explained(Part.NOW, "Hồ sơ đang chờ mốc thời gian hoặc tin từ bên ngoài.")]
    return [Explained(Part.NOW, f"Hồ sơ đang chờ {waiting}.") for waiting in dossier.waiting]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _day(at: datetime) -> str:
    return f"{at.astimezone(LOCAL):%d/%m/%Y}"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(LOCAL):%H:%M, %d/%m/%Y}"


_TELLING: Mapping[EventKind, Callable[[Dossier, RecordedEvent], Iterator[Explained]]] = {
    EventKind.PLAN_SUBMITTED: _plan,
    EventKind.PASS_OPENED: _pass,
    EventKind.CLOCK_RECOMPUTED: _moved,
    EventKind.VOTE_COUNTED: _vote,
    EventKind.AUTHORITY_DETERMINED: _authority,
    EventKind.TASK_COMPLETED: _acted,
    EventKind.DOCUMENT_ISSUED: _issued,
    EventKind.CLOCK_CLOSED: _closed,
    EventKind.DEADLINE_BREACHED: _breached,
    EventKind.INSTANCE_ENDED: _ended,
    EventKind.INSTANCE_REPAIRED: _repaired,
}

"""Where a message goes: who starts by it, who waits for it, or whether it is kept (section 1).

Finding the way and recording it belong to the step that sends; following it is `step`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from app.domain.audit import EventKind
from app.domain.execution import Advance
from app.domain.messages import MESSAGES, MessageRule, Outgoing, Policy
from app.errors import NobodyWaits, StepRefused
from app.register.register import CaseRegister
from app.steps.work import Work
from app.store import documents, messages
from app.store.messages import WaitRow

# Reports to the direct superior, whose office acknowledges the very document (S02).
TELLS_OF = {"superior_report_issued": ("BC_NGUOI_DUNG_DAU", "BC_VUOT_THAM_QUYEN")}


@dataclass(frozen=True)
class Route:
    """A message on its way: to a process that it starts or to a place that waits."""

    message: Outgoing
    process_id: str = ""
    wait: WaitRow | None = None


def routes_of(work: Work, register: CaseRegister, advance: Advance) -> Sequence[Route]:
    """Find the way of everything a step sent and record it; messages without a way are kept.

    Raises NobodyWaits for a message that must not be lost and must not wait.
    """
    thrown = [
        Outgoing(
            message.name,
            register.case.id,
            register.pass_id,
            message.element_id,
            doc_id=document_told_of(register, message.name),
        )
        for message in advance.thrown
    ]
    sent = [*register.outgoing, *thrown]
    register.outgoing.clear()
    return [route for message in sent for route in _routes(work, register, message)]


def document_told_of(register: CaseRegister, name: str) -> str:
    """Return the document of which the message brings the id: the latest issued of its types."""
    types = TELLS_OF.get(name, ())
    rows = documents.of_case(register.tx, register.case.id) if types else []
    issued = [row for row in rows if row.doc_type in types and row.number]
    return issued[-1].id if issued else ""


def _routes(work: Work, register: CaseRegister, message: Outgoing) -> Sequence[Route]:
    rule = MESSAGES.get(message.name)
    if rule is None:
        raise StepRefused(f"Thông điệp “{message.name}” chưa có trong danh mục; báo chủ quy trình")
    _record(register, EventKind.MESSAGE_SENT, "Gửi thông điệp", message, rule)
    if rule.policy is Policy.DROP or _outside(register, message):
        return ()
    routes = _find(work, message, rule)
    if not routes and rule.policy is Policy.REFUSE:
        raise NobodyWaits("Không nơi nào trong hồ sơ còn chờ thông điệp này")
    if not routes:
        _keep(work, register, message, rule)
    return routes


def _outside(register: CaseRegister, message: Outgoing) -> bool:
    """Tell whether the receiver is a superior outside the system: it gets the paper alone."""
    if message.name != "superior_report_issued":
        return False
    superior = register.organisation.direct_superior(register.case.body_id)
    return superior is None or not register.organisation.unit(superior).onboarded


def _find(work: Work, message: Outgoing, rule: MessageRule) -> Sequence[Route]:
    """Find whom a message starts, or everybody who waits: two watch the end of one pass."""
    if rule.policy is Policy.START:
        # The receiving process may not be shipped yet: the message is kept for it.
        process_id = work.catalogue(work.world.latest_release).start_of(message.name)
        return [Route(message, process_id=process_id)] if process_id else ()
    pass_id = message.pass_id if rule.by_pass else None
    waits = messages.find_waits(work.tx, message.name, message.case_id, pass_id)
    return [Route(message, wait=wait) for wait in waits]


def _keep(work: Work, register: CaseRegister, message: Outgoing, rule: MessageRule) -> None:
    kept = messages.KeptMessage(
        id=uuid4().hex,
        name=message.name,
        receiver=rule.receiver,
        case_id=message.case_id,
        pass_id=message.pass_id,
        sent_by=message.sent_by,
        sent_at=work.now,
    )
    messages.keep(work.tx, kept)
    _record(register, EventKind.MESSAGE_KEPT, "Giữ thông điệp", message, rule)


def kept_for(work: Work, register: CaseRegister, advance: Advance) -> Sequence[Route]:
    """Find kept messages for which the instance waits now, and mark them delivered."""
    waits = {w.name: w for w in advance.waits if _may_be_kept(w.name)}
    if not waits:
        return ()
    found = [
        kept
        for kept in messages.kept_for(work.tx, register.case.id)
        if kept.name in waits and _is_for(kept, register)
    ]
    first = {kept.name: kept for kept in reversed(found)}
    return [_hand_over(work, register, kept) for kept in first.values()]


def _may_be_kept(name: str) -> bool:
    rule = MESSAGES.get(name)
    return rule is not None and rule.policy is Policy.QUEUE


def _is_for(kept: messages.KeptMessage, register: CaseRegister) -> bool:
    return not MESSAGES[kept.name].by_pass or kept.pass_id == register.pass_id


def _hand_over(work: Work, register: CaseRegister, kept: messages.KeptMessage) -> Route:
    pass_id = kept.pass_id if MESSAGES[kept.name].by_pass else None
    wait = messages.find_wait(work.tx, kept.name, kept.case_id, pass_id)
    if wait is None:
        raise NobodyWaits(f"Không nơi nào còn chờ thông điệp “{kept.name}” đã giữ")
    messages.deliver(work.tx, kept.id, wait.instance_id, work.now)
    return Route(Outgoing(kept.name, kept.case_id, kept.pass_id, kept.sent_by), wait=wait)


def _record(
    register: CaseRegister, kind: EventKind, verb: str, message: Outgoing, rule: MessageRule
) -> None:
    register.record(
        kind,
        f"{verb} {message.name} tới {rule.receiver}",
        element_id=message.sent_by,
        payload={"message": message.name, "receiver": rule.receiver, "pass_id": message.pass_id},
    )

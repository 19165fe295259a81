"""What may be done to one instance now, as the page that asks for a repair offers it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from app.domain.case_requests import RequestKind
from app.domain.cases import InstanceRow
from app.domain.execution import ROOT
from app.domain.repairs import RepairKind, StandingToken
from app.domain.views.repairs import (
    OfferedTask,
    OfferedTimer,
    OfferedToken,
    OfferPage,
    RunBeside,
    Spot,
)
from app.errors import EngineFault, StepRefused
from app.register.register import CaseRegister
from app.repairs.facts import form_keys, offered_facts
from app.repairs.people import people_for
from app.repairs.pictures import drawn_now
from app.repairs.places import tokens_of
from app.repairs.running import check_may_restart, check_owes_nothing
from app.repairs.wording import element_name, title_of
from app.steps.catalogue import Catalogue
from app.steps.work import Work
from app.store import case_requests, instances, tasks, timers

OVER = "lượt chạy đã kết thúc; chỉ còn bắt đầu lại được"
TAKEN = "lượt chạy đang nằm trong một đề nghị sửa khác; chờ kết quả rồi đề nghị"


def drawn_offer(work: Work, instance: InstanceRow) -> OfferPage:
    """Return what may be done to an instance, with its diagrams."""
    pictures = drawn_now(work.catalogue(instance.release_id), _readable_tokens(work, instance))
    return replace(offer_of(work, instance), pictures=pictures)


def offer_of(work: Work, instance: InstanceRow) -> OfferPage:
    """Return what may be done to an instance, and of each kind that may not be, why."""
    catalogue, register = work.catalogue(instance.release_id), work.register_for(instance)
    tokens = _readable_tokens(work, instance)
    case = register.case
    known = form_keys(catalogue.forms.values())
    open_now = instance.ended_at is None
    page = OfferPage(
        instance.id,
        case.id,
        case.code,
        title_of(case),
        register.organisation.unit(case.body_id).name if case.body_id else "",
        catalogue.process_name(instance.process_id),
        instance.release_id,
        instance.status,
        tokens=tuple(_token(catalogue, one) for one in tokens),
        additions=tuple(_additions(catalogue, tokens)),
        timers=tuple(_timers(work, catalogue, instance)),
        tasks=tuple(_tasks(work, catalogue, register, instance)) if open_now else (),
        facts=tuple(offered_facts(register, known)) if open_now else (),
        beside=tuple(_beside(work, instance)),
    )
    return _with_refusals(work, register, instance, page)


def _beside(work: Work, instance: InstanceRow) -> Iterator[RunBeside]:
    """Yield the other runs of the case, those that ended too: they may be begun anew."""
    for row in instances.of_case(work.tx, instance.case_id):
        if row.id != instance.id:
            name = work.catalogue(row.release_id).process_name(row.process_id)
            yield RunBeside(row.id, name, row.ended_at is None)


def spot_of(catalogue: Catalogue, process_id: str, element_id: str, activation_id: str) -> Spot:
    """Return an element as instructions name it and readers know it."""
    definition = catalogue.definitions.get(process_id)
    element = definition.elements.get(element_id) if definition else None
    return Spot(
        process_id,
        element_id,
        activation_id,
        element_name(catalogue, process_id, element_id),
        catalogue.process_name(process_id),
        element.tag if element else "",
        element.clauses if element else (),
    )


def _readable_tokens(work: Work, instance: InstanceRow) -> tuple[StandingToken, ...]:
    """Return where an instance stands; of a state that cannot be read nothing is known."""
    try:
        return tokens_of(work, instance)
    except EngineFault:
        return ()


def _token(catalogue: Catalogue, one: StandingToken) -> OfferedToken:
    targets = (
        spot_of(catalogue, one.process_id, target, one.activation_id) for target in one.targets
    )
    spot = spot_of(catalogue, one.process_id, one.element_id, one.activation_id)
    return OfferedToken(spot, tuple(targets), one.refusal, one.stays)


def _additions(catalogue: Catalogue, tokens: Sequence[StandingToken]) -> Iterator[Spot]:
    """Yield where a token may be added, each place once."""
    places = dict.fromkeys(
        (one.process_id, target, one.activation_id)
        for one in tokens
        for target in one.targets
        if target != one.element_id
    )
    return (spot_of(catalogue, *place) for place in places)


def _timers(work: Work, catalogue: Catalogue, instance: InstanceRow) -> Iterator[OfferedTimer]:
    within = {row.id: row.process_id for row in instances.activations(work.tx, instance.id)}
    within[ROOT] = instance.process_id
    for one in timers.of_instance(work.tx, instance.id):
        process_id = within.get(one.activation_id, instance.process_id)
        spot = spot_of(catalogue, process_id, one.element_id, one.activation_id)
        yield OfferedTimer(spot, one.due_at)


def _tasks(
    work: Work, catalogue: Catalogue, register: CaseRegister, instance: InstanceRow
) -> Iterator[OfferedTask]:
    organisation = register.organisation
    for row in tasks.open_of_instance(work.tx, instance.id):
        people = [(one, organisation.person(one).name) for one in people_for(work, register, row)]
        spot = spot_of(catalogue, row.process_id, row.element_id, row.activation_id)
        held = organisation.person(row.claimed_by).name if row.claimed_by else ""
        yield OfferedTask(spot, row.id, held, tuple(people))


def _with_refusals(
    work: Work, register: CaseRegister, instance: InstanceRow, page: OfferPage
) -> OfferPage:
    if case_requests.under_way(work.tx, RequestKind.REPAIR, [instance.id]):
        return replace(page, refused=dict.fromkeys(RepairKind, TAKEN))
    asked = {kind: refusal(work, register, instance, page) for kind, refusal in REFUSALS.items()}
    return replace(page, refused={kind: told for kind, told in asked.items() if told})


Refusal = Callable[[Work, CaseRegister, InstanceRow, OfferPage], str]


def _unless(has: Callable[[OfferPage], bool], why: str) -> Refusal:
    """Refuse a kind of an instance that is over, or has nothing for it."""

    def refusal(work: Work, register: CaseRegister, instance: InstanceRow, page: OfferPage) -> str:
        if instance.ended_at is not None:
            return OVER
        return "" if has(page) else why

    return refusal


def _end(work: Work, register: CaseRegister, instance: InstanceRow, page: OfferPage) -> str:
    if instance.ended_at is not None:
        return OVER
    return _told(lambda: check_owes_nothing(register, instance))


def _restart(work: Work, register: CaseRegister, instance: InstanceRow, page: OfferPage) -> str:
    return _told(lambda: check_may_restart(register, instance))


def _retry(work: Work, register: CaseRegister, instance: InstanceRow, page: OfferPage) -> str:
    due = any(one.due_at <= work.now for one in page.timers)
    return "" if due else "không có hẹn giờ nào đến hạn mà chưa chạy được"


def _told(check: Callable[[], object]) -> str:
    try:
        check()
    except StepRefused as refused:
        return refused.message
    return ""


REFUSALS: Mapping[RepairKind, Refusal] = {
    RepairKind.MOVE: _unless(lambda page: any(t.targets for t in page.tokens), "không chuyển được"),
    RepairKind.CANCEL: _unless(
        lambda page: any(not t.stays for t in page.tokens), "không bước nào dừng riêng được"
    ),
    RepairKind.ADD: _unless(lambda page: bool(page.additions), "không có chỗ để mở thêm"),
    RepairKind.SET_FACT: _unless(
        lambda page: bool(page.facts), "không có dữ kiện nào ghi lại được"
    ),
    RepairKind.TIMER: _unless(lambda page: bool(page.timers), "không có hẹn giờ nào đang chờ"),
    RepairKind.REASSIGN: _unless(lambda page: bool(page.tasks), "không có việc nào đang mở"),
    RepairKind.RETRY: _retry,
    RepairKind.SUSPEND: _unless(lambda page: page.status == "running", "đang tạm dừng rồi"),
    RepairKind.RESUME: _unless(lambda page: page.status == "suspended", "đang chạy"),
    RepairKind.END: _end,
    RepairKind.RESTART: _restart,
}

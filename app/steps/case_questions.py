"""Questions about cases as they stand in an address, read into what the store is asked.

Names of the address are Vietnamese words without marks, values are bound or stand in closed lists;
whatever else comes is refused at its field.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from app.clauses import load_clauses
from app.documents import DOC_TYPES
from app.domain.case_search import (
    CaseQuery,
    CaseReach,
    CaseSort,
    CourseKind,
    DateKind,
    TermKind,
)
from app.domain.cases import CaseState
from app.domain.clock import local_day
from app.domain.forms import FieldError
from app.domain.people import Actor
from app.errors import FormInvalid
from app.organisation import Organisation
from app.permissions import sees_restricted
from app.steps.services import Services
from app.steps.world import World
from app.store import reading_grants
from app.store.cases import fold
from app.store.database import Transaction
from app.task_forms.typed import read_day

Fields = Mapping[str, Sequence[str]]
Kind = TypeVar("Kind", bound=StrEnum)

NAMES = (
    "q tinh_trang dien_bien buoc co_quan nay nguoi loai_ngay tu_ngay den_ngay han dieu_khoan "
    "loai_van_ban so_van_ban bien gia_tri chon xep"
).split()
LONGEST = 200
MOST_PICKED = 500
NEAR_DAYS = 5
_STEP = re.compile(r"[\w.-]{1,100}\|[\w.-]{1,100}", re.ASCII)
_FACT = re.compile(r"[A-Za-z_]\w{0,99}", re.ASCII)
_CHOOSE = "Chọn một mục trong danh sách"
_YES = {"co": "có"}


class QuestionReading:
    """One question being read; what cannot be read is noted and asks nothing."""

    def __init__(self, fields: Fields) -> None:
        self._fields = fields
        self.errors: list[FieldError] = []

    def refuse(self, name: str, label: str, message: str) -> None:
        """Note what cannot be read at a field."""
        self.errors.append(FieldError(name, label, message))

    def all(self, name: str) -> list[str]:
        """Return the texts of a field, empty ones left out."""
        return [text for text in map(str.strip, self._fields.get(name, ())) if text]

    def text(self, name: str, label: str) -> str:
        """Return the one text of a field."""
        found = next(iter(self.all(name)), "")
        if len(found) <= LONGEST:
            return found
        self.refuse(name, label, f"Rút ngắn còn tối đa {LONGEST} ký tự")
        return ""

    def matching(self, name: str, label: str, pattern: re.Pattern[str], message: str) -> str:
        """Return a text of a pattern; the message says what may stand there."""
        found = self.text(name, label)
        if not found or pattern.fullmatch(found):
            return found
        self.refuse(name, label, message)
        return ""

    def one_of(self, name: str, label: str, known: type[Kind]) -> Kind | None:
        """Return a member of a closed list."""
        found = self.text(name, label)
        if not found or found in set(known):
            return known(found) if found else None
        self.refuse(name, label, _CHOOSE)
        return None

    def known(self, name: str, label: str, known: Mapping[str, object]) -> str:
        """Return a text that stands in a mapping."""
        found = self.text(name, label)
        if not found or found in known:
            return found
        self.refuse(name, label, _CHOOSE)
        return ""

    def states(self) -> tuple[CaseState, ...]:
        """Return the chosen states of cases."""
        found = self.all("tinh_trang")
        if set(found) <= set(CaseState):
            return tuple(CaseState(text) for text in found)
        self.refuse("tinh_trang", "Tình trạng", _CHOOSE)
        return ()

    def day(self, name: str, label: str) -> date | None:
        """Return the day typed into a field."""
        typed = self.text(name, label)
        iso = read_day(typed) if typed else None
        if typed and iso is None:
            self.refuse(name, label, "Ghi ngày dạng nn/tt/nnnn, ví dụ 24/04/2024")
        return date.fromisoformat(iso) if iso else None

    def picked(self) -> tuple[str, ...]:
        """Return the picked cases."""
        found = tuple(dict.fromkeys(self.all("chon")))
        if len(found) <= MOST_PICKED:
            return found
        self.refuse("chon", "Hồ sơ đã chọn", f"Chọn tối đa {MOST_PICKED} hồ sơ")
        return ()


def read_question(services: Services, fields: Fields) -> CaseQuery:
    """Return the question that the fields ask; raise FormInvalid naming each unreadable one."""
    read = QuestionReading(fields)
    first, last = read.day("tu_ngay", "Từ ngày"), read.day("den_ngay", "Đến ngày")
    if first and last and last < first:
        read.refuse("den_ngay", "Đến ngày", f"Chọn ngày từ {first:%d/%m/%Y} trở đi")
    fact = read.matching("bien", "Biến", _FACT, "Ghi tên biến như trong biểu, ví dụ vote_result")
    value = read.text("gia_tri", "Giá trị của biến")
    if value and not fact and not read.errors:
        read.refuse("bien", "Biến", "Ghi tên biến có giá trị này, ví dụ vote_result")
    found = CaseQuery(
        text=read.text("q", "Số, tên hồ sơ"),
        states=read.states(),
        course=read.one_of("dien_bien", "Diễn biến", CourseKind),
        step=read.matching("buoc", "Đang ở bước", _STEP, _CHOOSE),
        body_id=read.text("co_quan", "Cơ quan"),
        still_there=read.known("nay", "Nay ở cơ quan đó", _YES) != "",
        person=read.text("nguoi", "Người tham gia"),
        date_kind=read.one_of("loai_ngay", "Ngày", DateKind) or DateKind.SUBMITTED,
        date_from=first,
        date_to=last,
        term=read.one_of("han", "Hạn trả lời", TermKind),
        clause=read.known("dieu_khoan", "Điều khoản", _clauses(services, fields)),
        doc_type=read.known("loai_van_ban", "Loại văn bản", DOC_TYPES),
        doc_number=read.text("so_van_ban", "Số văn bản"),
        fact=fact,
        fact_value=value,
        case_ids=read.picked(),
        sort=read.one_of("xep", "Xếp theo", CaseSort) or CaseSort.NEWEST,
    )
    if read.errors:
        raise FormInvalid(read.errors)
    return found


def kept_fields(fields: Fields, *, picked: bool = True) -> dict[str, list[str]]:
    """Return the fields that ask something, in their order; without picked cases if told so."""
    names = [name for name in NAMES if picked or name != "chon"]
    kept = {name: [text for text in fields.get(name, ()) if text.strip()] for name in names}
    return {name: texts for name, texts in kept.items() if texts}


def reach_with_leave(
    services: Services, tx: Transaction, world: World, actor: Actor, query: CaseQuery
) -> CaseReach:
    """Return what the question means today for this reader, with the leave they were given."""
    leave = reading_grants.in_force(tx, actor.person_id, services.clock.now())
    return replace(reach_of(services, world, actor, query), leave=frozenset(leave))


def reach_of(services: Services, world: World, actor: Actor, query: CaseQuery) -> CaseReach:
    """Return what the question means today for this reader, who has no leave."""
    today = local_day(services.clock.now())
    calendar = world.calendar(services.settings.profile)
    return CaseReach(
        today=today,
        near=calendar.add(today, NEAR_DAYS),
        person_ids=named_persons(world.organisation, query.person) if query.person else None,
        restricted=sees_restricted(actor),
        contents=any((query.fact, query.doc_type, query.doc_number)),
    )


def named_persons(organisation: Organisation, name: str) -> tuple[str, ...]:
    """Return the persons whose name has all the words, marks or not."""
    words = fold(name).split()
    return tuple(
        person.id
        for person in organisation.people()
        if all(word in fold(person.name) for word in words)
    )


def _clauses(services: Services, fields: Fields) -> Mapping[str, object]:
    """Return the register; it is read only when a clause is asked for."""
    if not any(fields.get("dieu_khoan", ())):
        return {}
    return load_clauses(services.settings.workflows_dir / "clauses")

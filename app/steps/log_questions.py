"""Questions about the record as they stand in an address, read into what the store is asked."""

from __future__ import annotations

from datetime import datetime

from app.domain.forms import FieldError
from app.domain.log_search import LogAct, LogMark, LogQuery, LogSort
from app.errors import FormInvalid, NotFound
from app.organisation import Organisation
from app.steps.case_questions import Fields, QuestionReading, named_persons

NAMES = "nguoi tu_cach so_ho_so viec tu_ngay den_ngay ai xep".split()
BY_PEOPLE = "nguoi"
_MARK = "Trang này không còn mở được từ địa chỉ đó; tìm lại từ đầu"


def read_log_question(organisation: Organisation, fields: Fields) -> LogQuery:
    """Return the question that the fields ask; raise FormInvalid naming each unreadable one."""
    read = QuestionReading(fields)
    first, last = read.day("tu_ngay", "Từ ngày"), read.day("den_ngay", "Đến ngày")
    if first and last and last < first:
        read.refuse("den_ngay", "Đến ngày", f"Chọn ngày từ {first:%d/%m/%Y} trở đi")
    person = read.text("nguoi", "Người")
    found = LogQuery(
        person_ids=named_persons(organisation, person) if person else None,
        capacity=read.text("tu_cach", "Tư cách"),
        code=read.text("so_ho_so", "Số hồ sơ"),
        act=read.one_of("viec", "Việc", LogAct),
        date_from=first,
        date_to=last,
        by_people=read.text("ai", "Do ai") == BY_PEOPLE,
        sort=read.one_of("xep", "Xếp theo", LogSort) or LogSort.NEWEST,
    )
    if read.errors:
        raise FormInvalid(read.errors)
    return found


def kept_log_fields(fields: Fields) -> dict[str, list[str]]:
    """Return the fields that ask something, in their order."""
    kept = {name: [text for text in fields.get(name, ()) if text.strip()] for name in NAMES}
    return {name: texts for name, texts in kept.items() if texts}


def read_mark(entered_at: str, chain_id: str, seq: str) -> LogMark | None:
    """Return the mark that an address carries, None without one; raise NotFound for no mark."""
    if not (entered_at or chain_id or seq):
        return None
    try:
        moment, number = datetime.fromisoformat(entered_at), int(seq)
    except ValueError as error:
        raise NotFound(_MARK) from error
    # A number or a moment that no database takes comes from no page of ours.
    if moment.tzinfo is None or not 0 < number < 2**31 or moment.year < 2000:
        raise NotFound(_MARK)
    return LogMark(moment, chain_id, number)


def too_many(most: int) -> FormInvalid:
    """Return the refusal of a file that would hold more lines than it takes."""
    message = f"Thu hẹp bộ lọc: mỗi tệp tối đa {most:,} dòng".replace(",", ".")
    return FormInvalid([FieldError("tu_ngay", "Số dòng tìm được", message)])

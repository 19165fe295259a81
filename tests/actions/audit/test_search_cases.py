"""Cases are found by anything that is known of them, on both databases, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.actions.audit.export_cases import export_cases
from app.actions.audit.remove_view import remove_view
from app.actions.audit.save_view import save_view
from app.actions.audit.search_cases import search_cases
from app.domain.audit import EventKind
from app.domain.case_search import CaseMark
from app.errors import FormInvalid, NotFound, PermissionDenied
from app.store import audit_log, cases, documents, instances
from tests.factories import AtWork

AUDITOR, ADMIN, OFFICER = "kiemsoat", "quantri", "nga"


def found(office: AtWork, person_id: str = AUDITOR, **asked: str) -> list[str]:
    fields = {name: [text] for name, text in asked.items()}
    page = search_cases(office.services, office.actor(person_id), fields)
    assert page.total == len(page.lines)
    return [line.case.id for line in page.lines]


def test_ended_case_is_found_by_what_is_known_of_it_and_by_nothing_else(office: AtWork) -> None:
    office.go_to_end()
    asked = _known_of(office)
    missed = [one for one in asked if found(office, **one) != [office.case_id]]
    assert missed == []
    wrong = [one for one in _not_so(office) if found(office, **one) != []]
    assert wrong == []


def _known_of(office: AtWork) -> tuple[dict[str, str], ...]:
    with office.services.database.reading() as tx:
        papers = documents.of_case(tx, office.case_id)
    letter = next(paper for paper in papers if paper.doc_type == "VB_CHO_CHU_TRUONG")
    case = office.case()
    return (
        {"q": case.code},
        {"q": case.title.upper()},
        {"tinh_trang": case.state.value},
        {"co_quan": case.body_id},
        {"nguoi": office.actor("binh").name.lower()},
        {"tu_ngay": "04/03/2024", "den_ngay": "4/3/24"},
        {"loai_ngay": "tra_loi", "tu_ngay": "04/03/2024"},
        {"loai_ngay": "han", "den_ngay": "31/12/2024"},
        {"dieu_khoan": "C-029"},
        {"loai_van_ban": "VB_CHO_CHU_TRUONG"},
        {"so_van_ban": letter.number},
        {"so_van_ban": letter.number.removeprefix("Số ")[:2]},
        {"bien": "vote_result", "gia_tri": "approved"},
        {"bien": "present", "gia_tri": str(office.facts()["present"])},
        {"bien": "quorum_ok", "gia_tri": "có"},
        {"bien": "vote_result"},
        {"chon": office.case_id},
    )


def _not_so(office: AtWork) -> tuple[dict[str, str], ...]:
    return (
        {"q": "hồ chứa nước"},
        {"q": "%"},
        {"tinh_trang": "refused"},
        {"co_quan": "MG-BL"},
        {"nguoi": "không ai tên này"},
        {"tu_ngay": "05/03/2024"},
        {"loai_ngay": "tra_loi", "den_ngay": "03/03/2024"},
        {"dieu_khoan": "C-001"},
        {"loai_van_ban": "BC_KHAN_CAP"},
        {"so_van_ban": "%"},
        {"bien": "vote_result", "gia_tri": "APPROVED"},
        {"bien": "present", "gia_tri": str(office.facts()["present"])[:-1] or "0"},
        {"dien_bien": "dang_xu_ly"},
        {"dien_bien": "nguoi_dung_dau"},
        {"dien_bien": "len_cap"},
        {"dien_bien": "chuan_bi_lai"},
        {"han": "dang_tinh"},
        {"han": "tra_loi_tre"},
        {"buoc": "p01_art4_case|register_incoming"},
        {"chon": "x' OR '1'='1"},
    )


def test_case_is_found_by_where_it_stands_and_how_its_term_stands(office: AtWork) -> None:
    task = office.go_to("determine_authority")
    step = f"{task.process_id}|{task.element_id}"
    for asked in ({"buoc": step}, {"dien_bien": "dang_xu_ly"}, {"han": "dang_tinh"}):
        assert found(office, **asked) == [office.case_id]
    assert found(office, han="qua_han") == found(office, han="sap_het") == []
    assert found(office, han="tung_qua_han") == found(office, dien_bien="da_rut") == []
    office.clock.tick(45 * 24 * 3600)
    assert found(office, han="qua_han") == found(office, han="tung_qua_han") == [office.case_id]


def test_line_names_its_processes_and_tells_runs_that_repeat_once(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("determine_authority")
    with office.services.database.transaction() as tx:
        watch = instances.of_case(tx, office.case_id)[1]
        instances.insert(tx, replace(watch, id="watch2", started_at=office.clock.now()))
    [line] = search_cases(office.services, office.actor(AUDITOR), {}).lines
    assert line.runs == (
        "Quy trình xem xét cho chủ trương (Điều 4), phiên bản công bố 1: đang chạy",
        "Theo dõi thời hạn trả lời, phiên bản công bố 1: 2 lượt đang chạy",
    )


def test_what_cannot_be_read_is_named_at_its_field(sqlite_office: AtWork) -> None:
    asked = {
        "tinh_trang": ["xong"],
        "buoc": ["a|b; DROP TABLE task"],
        "tu_ngay": ["hôm qua"],
        "han": ["x"],
        "dieu_khoan": ["C-999"],
        "loai_van_ban": ["X"],
        "bien": ['a":"b'],
        "xep": ["created_at; --"],
        "q": ["x" * 201],
    }
    with pytest.raises(FormInvalid) as refused:
        search_cases(sqlite_office.services, sqlite_office.actor(AUDITOR), asked)
    assert {error.path for error in refused.value.errors} == set(asked)


def _copies(office: AtWork, count: int) -> None:
    """Add cases that stand beside the one at hand, two at each moment."""
    first = office.case()
    with office.services.database.transaction() as tx:
        for number in range(count):
            if number % 2:
                office.clock.tick(1)
            code = "" if number % 3 else f"MG-2024-{9000 + number}"
            at = office.clock.now()
            cases.insert(tx, replace(first, id=f"copy{number:03}", code=code, created_at=at))


@pytest.mark.parametrize("order", ["moi", "cu", "han", "so"])
def test_pages_lead_through_all_cases_once_in_every_order(office: AtWork, order: str) -> None:
    office.go_to("determine_authority")
    _copies(office, 120)
    auditor, fields = office.actor(AUDITOR), {"xep": [order]}
    seen: list[str] = []
    after: CaseMark | None = None
    while True:
        page = search_cases(office.services, auditor, fields, after)
        seen += [line.case.id for line in page.lines]
        after = page.next
        if after is None:
            break
    assert len(seen) == len(set(seen)) == page.total == 121
    if order == "han":
        assert seen[0] == office.case_id


@pytest.mark.parametrize("order", ["moi", "han"])
def test_mark_that_no_page_gave_leads_nowhere(sqlite_office: AtWork, order: str) -> None:
    for value in ("x", "2024-03-04' --", ""):
        with pytest.raises(NotFound):
            search_cases(
                sqlite_office.services,
                sqlite_office.actor(AUDITOR),
                {"xep": [order]},
                CaseMark(value, "a"),
            )


def test_staff_are_refused_and_the_attempt_is_recorded(sqlite_office: AtWork) -> None:
    office = sqlite_office
    attempts: tuple[Callable[[], object], ...] = (
        lambda: search_cases(office.services, office.actor(OFFICER), {}),
        lambda: export_cases(office.services, office.actor(OFFICER), {}, "csv", list),
        lambda: save_view(office.services, office.actor(OFFICER), "Của tôi", {}, shared=True),
    )
    for attempt in attempts:
        with pytest.raises(PermissionDenied):
            attempt()
    assert len(office.refusals()) == len(attempts)


def test_administrator_finds_cases_but_none_of_restricted_access(office: AtWork) -> None:
    office.go_to("determine_authority")
    assert found(office, ADMIN) == [office.case_id]
    page = search_cases(office.services, office.actor(ADMIN), {})
    assert not page.opens
    with office.services.database.transaction() as tx:
        cases.update(tx, replace(office.case(), restricted=True))
    assert found(office, ADMIN) == []
    assert found(office) == [office.case_id]


def test_export_gives_every_case_once_and_is_recorded(office: AtWork) -> None:
    office.go_to("determine_authority")
    _copies(office, 3)
    auditor, asked = office.actor(AUDITOR), {"q": ["MG"]}
    lots = list(export_cases(office.services, auditor, asked, "csv", iter))
    assert {line.case.id for lot in lots for line in lot} == {office.case_id, "copy000"}
    line, ended = _lines(office)[-2:]
    assert ended.summary == "Xuất xong danh sách hồ sơ ra tệp CSV: 2 trên 2 hồ sơ"
    assert line.kind is EventKind.CASES_EXPORTED
    assert line.payload == {"fields": {"q": ["MG"]}, "kind": "csv", "cases": 2}


def test_view_is_kept_shared_and_only_its_owner_removes_it(office: AtWork) -> None:
    auditor, admin = office.actor(AUDITOR), office.actor(ADMIN)
    mine = save_view(office.services, auditor, "Quá hạn", {"han": ["qua_han"]}, shared=False)
    shared = save_view(office.services, auditor, " Của  chung ", {"q": ["chợ"]}, shared=True)
    assert [view.name for view in _views(office, AUDITOR)] == ["Của chung", "Quá hạn"]
    assert [view.fields for view in _views(office, ADMIN)] == [{"q": ["chợ"]}]
    with pytest.raises(PermissionDenied):
        remove_view(office.services, admin, shared.id)
    again = save_view(office.services, auditor, "Quá hạn", {"han": ["sap_het"]}, shared=False)
    assert [view.fields for view in _views(office, AUDITOR)][1] == {"han": ["sap_het"]}
    remove_view(office.services, auditor, mine.id)
    with pytest.raises(NotFound):
        remove_view(office.services, auditor, again.id)
    kinds = [event.kind for event in _lines(office)]
    assert kinds.count(EventKind.VIEW_SAVED) == 3 and EventKind.VIEW_REMOVED in kinds


def test_view_needs_a_name_and_a_question_that_can_be_read(sqlite_office: AtWork) -> None:
    auditor = sqlite_office.actor(AUDITOR)
    for name, fields in (("  ", {}), ("x" * 81, {}), ("Lạ", {"han": ["x"]})):
        with pytest.raises(FormInvalid):
            save_view(sqlite_office.services, auditor, name, fields, shared=False)


def _views(office: AtWork, person_id: str) -> list:
    return list(search_cases(office.services, office.actor(person_id), {}).views)


def _lines(office: AtWork) -> list:
    with office.services.database.reading() as tx:
        found = audit_log.of_chain(tx, audit_log.SYSTEM_CHAIN, payloads=True)
    return [one.event for one in found]

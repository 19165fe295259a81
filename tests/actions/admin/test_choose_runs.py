"""From picked cases to their open runs: no more than one request takes, none that is restricted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.actions.admin.choose_runs import choose_runs
from app.domain.case_requests import MOST_REPAIRED
from app.errors import FormInvalid, PermissionDenied
from app.store import cases, instances
from tests.factories import AtWork

ADMIN = "quantri"


def test_open_runs_are_told_by_where_they_stand_and_ended_cases_apart(
    sqlite_office: AtWork,
) -> None:
    office = sqlite_office
    office.go_to("register_incoming")
    with office.services.database.transaction() as tx:
        main, _watch = instances.of_case(tx, office.case_id)
        cases.insert(tx, replace(cases.load(tx, main.case_id), id="over", code="MG-2024-0900"))
        over = replace(main, id="run9", case_id="over", status="done", ended_at=main.started_at)
        instances.insert(tx, over)
    page = choose_runs(office.services, office.actor(ADMIN), {})
    assert [run.process_name for run in page.runs] == [
        "Quy trình xem xét cho chủ trương (Điều 4)",
        "Theo dõi thời hạn trả lời",
    ]
    first, watch = page.runs
    assert "Tiếp nhận, vào sổ" in first.waiting[0] and first.due is not None
    assert watch.waiting == () and watch.next_timer is not None
    assert [(one.case.code, one.instance_id) for one in page.left_out] == [("MG-2024-0900", "run9")]
    assert page.older == {}


def test_more_cases_than_one_request_takes_are_to_be_narrowed(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.start()
    with office.services.database.transaction() as tx:
        for number in range(MOST_REPAIRED):
            cases.insert(tx, replace(office.case(), id=f"copy{number}", code=f"X-{number}"))
    with pytest.raises(FormInvalid) as refused:
        choose_runs(office.services, office.actor(ADMIN), {})
    assert f"tối đa {MOST_REPAIRED} hồ sơ" in refused.value.errors[0].message


def test_only_administrators_choose_and_restricted_cases_stay_out(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.start()
    with office.services.database.transaction() as tx:
        secret = replace(office.case(), id="secret", code="MG-2024-0901", restricted=True)
        cases.insert(tx, secret)
    page = choose_runs(office.services, office.actor(ADMIN), {"chon": ["secret"]})
    assert page.runs == page.left_out == ()
    with pytest.raises(PermissionDenied):
        choose_runs(office.services, office.actor("kiemsoat"), {})

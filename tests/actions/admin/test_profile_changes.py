"""The profile is changed by two administrators; open terms stay, later ones are counted anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from app.actions.admin.approve_setting import approve_setting
from app.actions.admin.preview_profile import preview_profile
from app.actions.admin.propose_profile import propose_profile
from app.actions.admin.read_profile import read_profile
from app.actions.admin.read_setting_change import read_setting_change
from app.actions.admin.restore_profile import restore_profile
from app.actions.admin.return_setting import return_setting
from app.actions.owner.start_draft import start_draft
from app.domain.clock import LOCAL
from app.domain.setting_changes import Grounds, SettingState
from app.errors import Conflict, FormInvalid, NotFound, PermissionDenied
from app.rehearsal.opening import open_rehearsal
from app.steps.services import Services
from app.store import audit_check, audit_log
from tests.factories import AtWork

FIRST, SECOND = "quantri", "quantri2"
WHY = Grounds("Khối lượng tăng sau sáp nhập.", "Quyết định 12-QĐ/TU", date(2024, 3, 1))
TRIAGE, ADVICE = "due_days.triage", "due_days.advice"


def _typed(office: AtWork, slug: str, **changes: str) -> Mapping[str, Sequence[str]]:
    """Return what the page of a group sends when only these inputs were changed."""
    groups = read_profile(office.services, office.actor(FIRST)).groups
    rows = next(group.rows for group in groups if group.slug == slug)
    held = {name: texts for row in rows for name, texts in row.typed.items()}
    return {**held, **{name.replace("__", "."): [value] for name, value in changes.items()}}


def _propose(office: AtWork, slug: str = "thoi-han", who: str = FIRST, **changes: str) -> str:
    typed = _typed(office, slug, **changes)
    return propose_profile(office.services, office.actor(who), slug, typed, WHY)


def _approve(office: AtWork, change_id: str, who: str = SECOND) -> None:
    approve_setting(office.services, office.actor(who), change_id, 1)


def _value(services: Services, key: str) -> object:
    with services.database.reading() as tx:
        return services.world(tx).profiles["MG"].flat()[key]


def _said(office: AtWork, kind: str) -> list[str]:
    with office.services.database.reading() as tx:
        found = audit_log.of_chain(tx, audit_log.SYSTEM_CHAIN)
        assert audit_check.verify(tx) == []
    return [one.event.summary for one in found if one.event.kind.value == kind]


def test_change_counts_in_every_process_once_a_second_administrator_agrees(
    office: AtWork,
) -> None:
    elsewhere = Services(office.services.settings, database=office.services.database)
    assert _value(elsewhere, TRIAGE) == 2
    change_id = _propose(office, due_days__triage="4")
    assert _value(elsewhere, TRIAGE) == 2
    _approve(office, change_id)
    assert (_value(elsewhere, TRIAGE), _value(elsewhere, ADVICE)) == (4, 3)
    line = f"{TRIAGE}: 2 → 4"
    assert _said(office, "setting_proposed") == [f"Đề nghị thay đổi cấu hình địa phương MG: {line}"]
    assert _said(office, "setting_approved") == [f"Áp dụng cấu hình địa phương MG, lần 1: {line}"]
    page = read_profile(office.services, office.actor(FIRST))
    row = next(row for group in page.groups for row in group.rows if row.key == TRIAGE)
    assert row.since is not None
    assert (row.value, row.shipped, row.since.decided_by) == ("4", "2", SECOND)


def test_nobody_agrees_to_their_own_change_not_even_by_sql(office: AtWork) -> None:
    change_id = _propose(office, due_days__triage="4")
    with pytest.raises(PermissionDenied, match="không tự duyệt"):
        _approve(office, change_id, FIRST)
    for person in ("dung", "binh"):
        with pytest.raises(PermissionDenied):
            read_profile(office.services, office.actor(person))
    alone = "UPDATE setting_change SET state = 'approved', decided_by = proposed_by"
    with pytest.raises(DatabaseError, match="two_persons"):
        with office.services.database.transaction() as tx:
            tx.connection.execute(text(alone))
    _approve(office, change_id)
    again = "UPDATE setting_change SET decided_by = 'ai'"
    with pytest.raises(DatabaseError, match="final"):
        with office.services.database.transaction() as tx:
            tx.connection.execute(text(again))


def test_open_tasks_keep_their_day_and_the_next_ones_get_the_new_term(office: AtWork) -> None:
    task = office.go_to("determine_authority")
    assert task.due_at == datetime(2024, 3, 12, tzinfo=LOCAL)
    typed = _typed(office, "thoi-han", due_days__authority="3", due_days__advice="6")
    shown = preview_profile(office.services, office.actor(FIRST), "thoi-han", typed)
    assert [(t.name, t.due) for t in shown.tasks] == [("Xác định thẩm quyền", date(2024, 3, 11))]
    steps = {effect.key: effect.steps for effect in shown.keys}
    assert "Xác định thẩm quyền" in steps["due_days.authority"]
    assert shown.keys[0].processes > 0
    change_id = _propose(office, due_days__authority="3", due_days__advice="6")
    page = read_setting_change(office.services, office.actor(SECOND), change_id)
    assert (page.effect, page.yours, page.fits) == (shown, False, True)
    _approve(office, change_id)
    assert office.task("determine_authority").due_at == task.due_at
    first = office.case_id
    office.case_id = ""
    assert office.go_to("determine_authority").due_at == datetime(2024, 3, 8, tzinfo=LOCAL)
    office.case_id = first
    advised = office.go_to("advise_appraisal").due_at
    assert advised == datetime(2024, 3, 13, tzinfo=LOCAL)


def test_key_that_the_program_reads_says_what_for(sqlite_office: AtWork) -> None:
    office = sqlite_office
    typed = _typed(office, "ten-goi", place_name="Tân Minh")
    (shown,) = preview_profile(office.services, office.actor(FIRST), "ten-goi", typed).keys
    assert (shown.processes, shown.forms, shown.tables) == (0, 0, 0)
    assert shown.read_by == "phần đầu của văn bản lập từ lúc áp dụng"


def test_rehearsal_plays_by_the_profile_in_force(sqlite_office: AtWork) -> None:
    office, owner = sqlite_office, sqlite_office.actor("chuquytrinh")
    for days in ("4", "6"):
        _approve(office, _propose(office, due_days__triage=days))
    draft_id = start_draft(office.services, owner, "p01_art4_case")
    inside = open_rehearsal(office.services, owner, draft_id).services()
    assert _value(inside, TRIAGE) == 6
    inside.database.dispose()


def test_change_asked_for_before_another_came_in_force_is_refused(sqlite_office: AtWork) -> None:
    office = sqlite_office
    early, late = _propose(office, due_days__triage="4"), _propose(office, due_days__advice="5")
    _approve(office, late)
    with pytest.raises(Conflict, match="đã đổi từ khi đề nghị"):
        _approve(office, early)
    assert not read_setting_change(office.services, office.actor(SECOND), early).fits
    returned = return_setting(office.services, office.actor(SECOND), early, 1, "Lập lại đề nghị.")
    assert returned.state is SettingState.RETURNED
    with pytest.raises(Conflict):
        _approve(office, early)
    assert (_value(office.services, TRIAGE), _value(office.services, ADVICE)) == (2, 5)


def test_earlier_version_comes_back_as_a_change_of_its_own(sqlite_office: AtWork) -> None:
    office = sqlite_office
    first = _propose(office, due_days__triage="4")
    _approve(office, first)
    _approve(office, _propose(office, due_days__advice="5", due_days__triage="6"))
    actor = office.actor(FIRST)
    _approve(office, restore_profile(office.services, actor, first, WHY))
    assert (_value(office.services, TRIAGE), _value(office.services, ADVICE)) == (4, 3)
    _approve(office, restore_profile(office.services, actor, "", WHY))
    assert _value(office.services, TRIAGE) == 2
    page = read_profile(office.services, actor)
    assert [change.number for change in page.changes] == [4, 3, 2, 1]
    with pytest.raises(FormInvalid, match="1 mục"):
        restore_profile(office.services, actor, "", WHY)
    with pytest.raises(NotFound):
        restore_profile(office.services, actor, "khong-co", WHY)
    with pytest.raises(Conflict, match="chưa từng được áp dụng"):
        restore_profile(office.services, actor, _propose(office, due_days__triage="9"), WHY)


@pytest.mark.parametrize(
    ("slug", "key", "value", "told"),
    [
        ("thoi-han", TRIAGE, "0", "ghi số từ 1 đến 365, đang là 0"),
        ("thoi-han", TRIAGE, "hai", "ghi một số nguyên"),
        ("co-quan", "lead_bodies.monitor", "KHONG-CO", "chưa có đơn vị mã “KHONG-CO”"),
        ("so-hieu", "number_patterns.party", "{n.__class__}", "ghi {n} đúng một lần"),
    ],
)
def test_refused_value_names_its_key_and_limit(
    sqlite_office: AtWork, slug: str, key: str, value: str, told: str
) -> None:
    with pytest.raises(FormInvalid) as refused:
        _propose(sqlite_office, slug, **{key.replace(".", "__"): value})
    (error,) = refused.value.errors
    assert error.path == key
    assert f"khóa {key}" in error.message and told in error.message


def test_identity_of_the_profile_is_not_an_edit(sqlite_office: AtWork) -> None:
    with pytest.raises(FormInvalid) as refused:
        _propose(sqlite_office, "ten-goi", code="HP", procedure_source="own")
    assert refused.value.errors[0].message.startswith("Đổi ít nhất một giá trị")


@pytest.mark.parametrize(
    ("grounds", "path"),
    [
        (replace(WHY, reason="ngắn"), "reason"),
        (replace(WHY, decision_no=" "), "decision_no"),
        (replace(WHY, decision_on=None), "decision_on"),
        (replace(WHY, decision_on=date(2024, 3, 5)), "decision_on"),
    ],
)
def test_change_without_its_grounds_is_not_asked_for(
    sqlite_office: AtWork, grounds: Grounds, path: str
) -> None:
    office, typed = sqlite_office, _typed(sqlite_office, "thoi-han", due_days__triage="4")
    with pytest.raises(FormInvalid) as refused:
        propose_profile(office.services, office.actor(FIRST), "thoi-han", typed, grounds)
    assert [error.path for error in refused.value.errors] == [path]
    assert read_profile(office.services, office.actor(FIRST)).changes == ()

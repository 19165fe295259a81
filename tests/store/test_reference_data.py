"""Releases, revisions, calendars, organisation rows and notices come back as they were saved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.notices import Notice, NoticeKind
from app.domain.people import Capacity
from app.errors import NotFound
from app.store import (
    calendar_days,
    notifications,
    organisation_rows,
    releases,
    revision,
)
from app.store.calendar_days import DayRow
from app.store.database import Database
from app.store.releases import NewArtifact
from tests.organisation.factories import shipped_rows
from tests.store.factories import NOW, put_case

DIAGRAM = NewArtifact("process", "p01_art4_case", "p01_art4_case.bpmn", b"\x00<xml/>")
FORM = NewArtifact("form", "p01_art4_case.prepare_plan", "prepare_plan.form", b"{}")


def publish(database: Database, *files: NewArtifact) -> str:
    """Publish and return the release's id."""
    with database.transaction() as tx:
        return releases.publish(tx, files, "owner", NOW).id


def test_release_names_its_files_with_their_bytes(database: Database) -> None:
    release_id = publish(database, DIAGRAM, FORM)
    with database.reading() as tx:
        found = {a.key: a for a in releases.artifacts(tx, release_id)}
        assert releases.latest_id(tx) == release_id == "r1"
    assert found["p01_art4_case"].content == DIAGRAM.content
    assert {a.number for a in found.values()} == {1}


def test_publishing_the_same_again_makes_no_release(database: Database) -> None:
    assert publish(database, DIAGRAM, FORM) == publish(database, FORM, DIAGRAM) == "r1"
    with database.reading() as tx:
        assert len(releases.versions_of(tx, "process", "p01_art4_case")) == 1


def test_only_what_changed_gets_a_new_version(database: Database) -> None:
    first = publish(database, DIAGRAM, FORM)
    second = publish(database, replace(DIAGRAM, content=b"<new/>"), FORM)
    with database.reading() as tx:
        numbers = {a.key: a.number for a in releases.artifacts(tx, second)}
        assert {a.content for a in releases.artifacts(tx, first)} == {
            DIAGRAM.content,
            FORM.content,
        }
    assert numbers == {"p01_art4_case": 2, "p01_art4_case.prepare_plan": 1}


def test_going_back_is_a_release_too(database: Database) -> None:
    publish(database, DIAGRAM)
    publish(database, replace(DIAGRAM, content=b"<new/>"))
    third = publish(database, DIAGRAM)
    with database.reading() as tx:
        assert releases.artifacts(tx, third)[0].number == 3


def test_file_published_twice_at_once_is_refused(database: Database) -> None:
    with pytest.raises(ValueError, match="published twice"):
        publish(database, FORM, FORM)


def test_unknown_release_or_version_is_not_found(database: Database) -> None:
    with database.reading() as tx:
        assert releases.latest_id(tx) == ""
        with pytest.raises(NotFound):
            releases.load_release(tx, "r9")
        with pytest.raises(NotFound):
            releases.load_version(tx, "form:x:1")


def test_each_change_raises_its_revision(database: Database) -> None:
    publish(database, DIAGRAM)
    with database.transaction() as tx:
        organisation_rows.save(tx, shipped_rows())
        calendar_days.save_year(tx, "MG", 2024, [], "admin", NOW)
        calendar_days.save_year(tx, "MG", 2025, [], "admin", NOW)
    with database.counting() as counter, database.reading() as tx:
        numbers = revision.numbers(tx)
    assert counter.statements == 1
    assert numbers == {"release": 1, "organisation": 1, "calendar": 2}


def day(profile: str, month: int, number: int, year: int = 2024) -> DayRow:
    """A day off."""
    return DayRow(profile, date(year, month, number), "off", "Tết", "QĐ 1", "admin", NOW)


def test_calendar_year_is_replaced_as_a_whole(database: Database) -> None:
    tet, later = day("MG", 2, 8), day("MG", 9, 2)
    other_year, other_profile = day("MG", 1, 1, 2025), day("QN", 2, 8)
    with database.transaction() as tx:
        calendar_days.save_year(tx, "MG", 2025, [other_year], "admin", NOW)
        calendar_days.save_year(tx, "QN", 2024, [other_profile], "admin", NOW)
        calendar_days.save_year(tx, "MG", 2024, [tet], "admin", NOW)
        calendar_days.save_year(tx, "MG", 2024, [later], "admin", NOW)
        saved = calendar_days.load(tx, "MG")
        assert saved == calendar_days.SavedCalendar((later, other_year), frozenset({2024, 2025}))
        assert calendar_days.days(tx, "QN") == [other_profile]


def test_day_of_another_year_is_refused(database: Database) -> None:
    with pytest.raises(ValueError, match="outside MG 2024"), database.transaction() as tx:
        calendar_days.save_year(tx, "MG", 2024, [day("MG", 1, 1, 2025)], "admin", NOW)


def test_organisation_comes_back_whole(database: Database) -> None:
    rows = shipped_rows()
    with database.transaction() as tx:
        organisation_rows.save(tx, rows)
        found = organisation_rows.load(tx)
    assert set(found.units) == set(rows.units)
    assert set(found.persons) == set(rows.persons)
    assert set(found.memberships) == set(rows.memberships)
    assert set(found.positions) == set(rows.positions)
    assert set(found.appointments) == set(rows.appointments)


def test_saving_the_organisation_again_changes_rows_in_place(database: Database) -> None:
    rows = shipped_rows()
    moved = replace(rows.units[5], direct_superior_id="CP", name="Tên mới")
    with database.transaction() as tx:
        organisation_rows.save(tx, rows)
        organisation_rows.save(tx, replace(rows, units=(moved,)))
        found = {unit.id: unit for unit in organisation_rows.load(tx).units}
    assert found[moved.id] == moved
    assert len(found) == len(rows.units)


NOTICE = Notice(NoticeKind.REMINDER, "Còn 5 ngày", role="office", body_id="MG-HX", at=NOW)
OFFICE = (Capacity("office", "MG-HX"),)


def test_notices_reach_the_person_and_the_roles_newest_first(database: Database) -> None:
    put_case(database)
    own = replace(NOTICE, role="", body_id="", person_id="nga", at=NOW + timedelta(hours=1))
    other = replace(NOTICE, body_id="MG-BL")
    with database.transaction() as tx:
        notifications.insert(tx, [replace(NOTICE, case_id="case-1"), own, other])
        notifications.insert(tx, [])
        found = notifications.for_person(tx, "nga", OFFICE)
        assert [row.notice for row in found] == [own, replace(NOTICE, case_id="case-1")]
        assert [row.case_title for row in found] == ["", "Khoán quản lý chợ dân sinh"]
        assert notifications.count_unread(tx, "nga", OFFICE) == 2
        assert notifications.for_person(tx, "ha", ()) == []
        assert notifications.of_case(tx, "case-1") == [replace(NOTICE, case_id="case-1")]


def test_notice_with_a_known_key_is_given_once(database: Database) -> None:
    keyed = replace(NOTICE, key="pass-1:d20")
    with database.transaction() as tx:
        notifications.insert(tx, [keyed, keyed])
        notifications.insert(tx, [keyed, NOTICE, NOTICE])
        assert notifications.count_unread(tx, "nga", OFFICE) == 3


def test_reading_a_notice_is_each_persons_own(database: Database) -> None:
    with database.transaction() as tx:
        notifications.insert(tx, [NOTICE])
        id_ = notifications.for_person(tx, "nga", OFFICE)[0].id
        notifications.mark_read(tx, "nga", [id_], NOW)
        notifications.mark_read(tx, "nga", [id_], NOW + timedelta(days=1))
        assert notifications.for_person(tx, "nga", OFFICE)[0].read_at == NOW
        assert notifications.count_unread(tx, "nga", OFFICE) == 0
        assert notifications.count_unread(tx, "ha", OFFICE) == 1

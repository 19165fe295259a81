"""A file on its way out: how far it is, who stops it, and what the record says of its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from app.actions.audit.export_cases import export_cases
from app.actions.audit.export_event_log import LogFormat, export_event_log
from app.actions.audit.read_exports import read_export, read_exports
from app.actions.audit.stop_export import stop_export
from app.domain.audit import EventKind
from app.domain.exports import ExportState
from app.errors import ExportStopped, NotFound, PermissionDenied
from app.steps.exports import begin, followed
from app.store import audit_log
from tests.factories import AtWork

AUDITOR, ADMIN, OFFICER = "kiemsoat", "quantri", "nga"
RUN = "0" * 32
Lots = Iterator[tuple[int, ...]]


def begun(office: AtWork, write: Callable[[Lots], Lots] = iter) -> Lots:
    """Begin a file of five rows in three lots, under the id a page gave it."""
    now, lots = office.clock.now(), iter([(1, 2), (3, 4), (5,)])
    with office.services.database.transaction() as tx:
        run = begin(tx, office.actor(AUDITOR), "danh sách", "hồ sơ", 5, now, RUN)
    return followed(office.services, run, lots, write, len)


def standing(office: AtWork) -> tuple[ExportState, int, int]:
    run = read_export(office.services, office.actor(AUDITOR), RUN)
    return run.state, run.done, run.total


def told(office: AtWork) -> list[tuple[str, str]]:
    with office.services.database.reading() as tx:
        found = audit_log.of_kind(tx, EventKind.EXPORT_ENDED)
    return [(one.event.summary, one.event.actor_id) for one in found]


def test_file_tells_how_far_it_is_until_it_is_complete(office: AtWork) -> None:
    file = begun(office)
    next(file)
    assert standing(office) == (ExportState.RUNNING, 0, 5)
    next(file)
    assert standing(office) == (ExportState.RUNNING, 2, 5)
    assert len(list(file)) == 1
    assert standing(office) == (ExportState.DONE, 5, 5)
    assert told(office) == [("Xuất xong danh sách: 5 trên 5 hồ sơ", AUDITOR)]


def test_who_asked_stops_it_and_the_record_says_how_far_it_was(office: AtWork) -> None:
    file = begun(office)
    next(file), next(file)
    with pytest.raises(NotFound):
        stop_export(office.services, office.actor(ADMIN), RUN)
    stop_export(office.services, office.actor(AUDITOR), RUN)
    with pytest.raises(ExportStopped):
        next(file)
    stop_export(office.services, office.actor(AUDITOR), RUN)
    assert standing(office) == (ExportState.STOPPED, 2, 5)
    assert told(office) == [("Dừng xuất danh sách: 2 trên 5 hồ sơ", AUDITOR)]


def test_stop_during_the_last_lot_still_spoils_the_end(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("determine_authority")
    auditor = office.actor(AUDITOR)
    file = export_event_log(office.services, auditor, LogFormat.OCEL, run_id=RUN)
    pieces = [next(file)]
    with pytest.raises(ExportStopped):
        while True:
            pieces.append(next(file))
            if pieces[-1].startswith(b'],"objects"'):
                stop_export(office.services, auditor, RUN)


def test_connection_that_is_cut_ends_the_file(office: AtWork) -> None:
    file = begun(office)
    next(file), next(file)
    file.close()
    assert standing(office) == (ExportState.CUT_OFF, 2, 5)
    [(summary, _who)] = told(office)
    assert summary.startswith("Mất kết nối khi đang xuất danh sách: 2 trên 5")


def test_file_that_fails_says_why(sqlite_office: AtWork) -> None:
    def broken(lots: Lots) -> Lots:
        yield next(lots)
        raise OSError("đĩa đầy")

    with pytest.raises(OSError, match="đĩa đầy"):
        list(begun(sqlite_office, broken))
    assert standing(sqlite_office) == (ExportState.FAILED, 0, 5)
    reason = "Không xuất được danh sách: 0 trên 5 hồ sơ (hệ thống gặp lỗi khi ghi tệp)"
    assert told(sqlite_office) == [(reason, AUDITOR)]


def test_writer_that_was_killed_leaves_a_file_that_runs_no_more(sqlite_office: AtWork) -> None:
    office, auditor = sqlite_office, sqlite_office.actor(AUDITOR)
    begun(office)
    [run] = read_exports(office.services, auditor)
    assert run.standing(office.clock.now()) is ExportState.RUNNING
    assert run.standing(office.clock.now() + timedelta(minutes=5)) is ExportState.CUT_OFF


def test_id_of_a_file_is_given_once_and_never_freely(sqlite_office: AtWork) -> None:
    office, auditor = sqlite_office, sqlite_office.actor(AUDITOR)
    for wanted in (RUN, RUN, "../x"):
        export_cases(office.services, auditor, {}, "csv", iter, wanted)
    ids = {run.id for run in read_exports(office.services, auditor)}
    assert len(ids) == 3 and RUN in ids and "../x" not in ids


def test_staff_see_and_stop_no_files(sqlite_office: AtWork) -> None:
    officer = sqlite_office.actor(OFFICER)
    for attempt in (read_exports, lambda at, who: stop_export(at, who, RUN)):
        with pytest.raises(PermissionDenied):
            attempt(sqlite_office.services, officer)

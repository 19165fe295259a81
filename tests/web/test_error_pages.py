"""One table from error class to status; pages say what happened and show no trace."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from app import errors
from app.domain.diagrams import Finding, Severity
from app.web.error_pages import STATUS
from tests.web.fake_acts import FakeActs


def subclasses(kind: type) -> set[type]:
    """Return every class below, however deep."""
    return {kind} | {deep for child in kind.__subclasses__() for deep in subclasses(child)}


def test_the_table_names_every_error() -> None:
    assert subclasses(errors.ChuTruongError) - {errors.ChuTruongError} == set(STATUS)


FINDING = Finding("r", Severity.ERROR, "Thiếu nhãn.", "Đặt nhãn.")


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.NotFound("Không có hồ sơ này"), 404),
        (errors.PermissionDenied("Chỉ Thường trực được làm"), 403),
        (errors.Conflict("Đã có người giữ"), 409),
        (errors.DiagramRefused([FINDING]), 422),
        (errors.EngineFault("Bước bị mắc"), 500),
    ],
)
def test_an_error_of_ours_is_worded_by_itself(
    dung: FlaskClient, acts: FakeActs, error: errors.ChuTruongError, status: int
) -> None:
    acts.fails["open_case"] = error
    answer = dung.get("/ho-so/MG-2024-0021")
    assert answer.status_code == status
    assert error.message in answer.get_data(as_text=True)


def test_a_failure_shows_a_reference_and_no_trace(dung: FlaskClient, acts: FakeActs) -> None:
    acts.fails["open_case"] = ZeroDivisionError("secret")
    answer = dung.get("/ho-so/MG-2024-0021")
    text = answer.get_data(as_text=True)
    assert answer.status_code == 500
    assert "secret" not in text
    assert "Traceback" not in text
    assert "Mã 500" in text


def test_a_wrong_method_tells_which_there_are(dung: FlaskClient) -> None:
    answer = dung.get("/viec/t1/nhan")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_an_unknown_address_is_a_page_with_a_way_out(dung: FlaskClient) -> None:
    answer = dung.get("/khong-co")
    assert answer.status_code == 404
    assert "Về Việc của tôi" in answer.get_data(as_text=True)

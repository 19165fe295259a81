"""Giám sát: figures lead to their cases, charts have their tables, a check comes by press."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from app.domain.views.monitor import BodyFigures
from app.web.charts import LABEL, MOST_BARS, WIDTH, bars
from tests.web.conftest import post, read, sign_in
from tests.web.fake_acts import FakeActs
from tests.web.fake_oversight import CHECK

PLACE = "/giam-sat"


def test_figures_lead_to_the_cases_they_count(auditor: FlaskClient) -> None:
    page = read(auditor, PLACE)
    days = "tu_ngay=25/01/2024&amp;den_ngay=24/04/2024"
    for link in (
        "dien_bien=dang_xu_ly",
        "dien_bien=dang_xu_ly&amp;han=sap_het&amp;co_quan=hx&amp;nay=co",
        "dien_bien=dang_xu_ly&amp;han=qua_han",
        f"loai_ngay=tra_loi&amp;{days}",
        f"loai_ngay=tra_loi&amp;han=tra_loi_tre&amp;{days}",
        f"loai_ngay=nguoi_dung_dau&amp;{days}",
        f"loai_ngay=len_cap&amp;{days}&amp;co_quan=hx",
        f"loai_ngay=gui_lai&amp;{days}",
        f"loai_ngay=rut&amp;{days}",
    ):
        assert f'href="/giam-sat/ho-so?{link}"' in page, link
    assert "trung bình 1,2 lần gửi" in page and "10% số hồ sơ" in page
    assert "<b>Hòa Xuyên" not in page and "<b>thẩm định" not in page


def test_share_is_told_of_thirty_answers_and_more() -> None:
    assert BodyFigures("hx", "", answered=29, answered_late=3).late_share is None
    assert BodyFigures("hx", "", answered=30, answered_late=3).late_share == 10


def test_charts_are_named_told_and_stand_in_tables_too(auditor: FlaskClient) -> None:
    page = read(auditor, PLACE)
    assert page.count('<svg class="chart wide"') == page.count("<desc id=") == 2
    assert page.count("Xem dạng bảng") == 2
    assert "một nửa 9 · 90% 18 ngày" in page and "5 việc, 1 quá hạn" in page


def test_longest_bar_ends_before_its_words_and_the_rest_stand_in_the_table() -> None:
    chart = bars((f"Bước {n}", n, n // 2, f"{n} ngày") for n in range(20, 0, -1))
    assert len(chart.bars) == MOST_BARS and chart.left == 5
    first = chart.bars[0]
    assert LABEL + first.long < first.words_x < WIDTH - 60
    assert first.dark == first.long / 2
    assert bars([]).bars == ()


def test_day_that_cannot_be_read_is_told_and_kept(auditor: FlaskClient) -> None:
    answer = auditor.get(f"{PLACE}?tu_ngay=hôm qua")
    assert answer.status_code == 422
    assert 'value="hôm qua"' in answer.get_data(as_text=True)


def test_violations_are_linked_and_a_check_is_made_by_press(
    auditor: FlaskClient, acts: FakeActs
) -> None:
    assert "Chưa kiểm lần nào" in read(auditor, f"{PLACE}/bat-bien")
    assert post(auditor, f"{PLACE}/bat-bien/kiem")[::2] == (303, f"{PLACE}/bat-bien")
    assert "check_invariants_now" in acts.writes()
    page = read(auditor, f"{PLACE}/bat-bien")
    assert 'href="/giam-sat/ho-so/MG-2024-0021"' in page
    assert page.count("không được giữ</span>") == 1 and "chờ quy trình P03" in page
    assert "<chồng>" not in page


def test_administrator_sees_violations_without_a_way_into_the_case(
    flask_app: Flask, acts: FakeActs
) -> None:
    acts.checks = (CHECK,)
    browser = flask_app.test_client()
    sign_in(browser, "qt")
    page = read(browser, f"{PLACE}/bat-bien")
    assert "MG-2024-0021" in page and "/giam-sat/ho-so/MG-2024-0021" not in page
    assert "máy kiểm ban đêm" in page


def test_staff_are_kept_out_and_the_attempt_is_recorded(dung: FlaskClient, acts: FakeActs) -> None:
    for path in (PLACE, f"{PLACE}/bat-bien"):
        assert dung.get(path).status_code == 403
    assert post(dung, f"{PLACE}/bat-bien/kiem")[0] == 403
    assert len(acts.refusals) == 3 and "check_invariants_now" not in acts.calls

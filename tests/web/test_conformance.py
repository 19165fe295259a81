"""Đối chiếu: broken rules first with the line that broke them, then what is open, then the kept."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.web.conftest import read

PLACE = "/giam-sat/ho-so/MG-2024-0021"


def test_broken_rule_stands_first_and_leads_to_its_line(auditor: FlaskClient) -> None:
    page = read(auditor, f"{PLACE}/quy-tac")
    places = [page.index(rule) for rule in ("ACK-02", "INV-01b", "ELI-02", "INV-02a")]
    assert places == sorted(places)
    assert "1 quy tắc bị vi phạm" in page and f'href="{PLACE}#d-i1-7"' in page
    assert "&lt;b&gt;phiếu" in page and "không trái quy tắc nào" not in page


def test_page_of_a_case_leads_to_its_rules(auditor: FlaskClient) -> None:
    assert f'href="{PLACE}/quy-tac"' in read(auditor, PLACE)

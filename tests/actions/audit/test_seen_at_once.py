"""What somebody did is seen by those who watch as soon as the act has returned."""

from __future__ import annotations

from app.actions.audit.inspect_case import inspect_case
from app.actions.audit.search_cases import search_cases
from app.actions.audit.search_log import search_log
from app.actions.audit.verify_audit import broken_chains, verify_audit
from app.actions.audit.watch_figures import watch_figures
from tests.factories import AtWork

AUDITOR = "kiemsoat"
STEP = "p01a_intake_authority|determine_authority"


def test_what_was_just_done_stands_on_every_page_that_watches(office: AtWork) -> None:
    services, auditor = office.services, office.actor(AUDITOR)
    office.go_to("register_incoming")
    assert search_cases(services, auditor, {"buoc": [STEP]}).lines == ()
    office.go_to("determine_authority")
    code = office.case().code
    [found] = search_cases(services, auditor, {"buoc": [STEP]}).lines
    assert found.case.code == code
    page = inspect_case(services, auditor, code)
    assert page.record[-1].at == max(event.at for event in office.events())
    assert any("Xác định thẩm quyền" in wait for run in page.runs for wait in run.waits)
    log = search_log(services, auditor, {"so_ho_so": [code]})
    assert log.lines[0].entered_at == page.record[-1].entered_at
    assert watch_figures(services, auditor, {}).whole.open == 1
    assert broken_chains(verify_audit(services)) == []

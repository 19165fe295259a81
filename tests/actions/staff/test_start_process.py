"""Nobody starts a process on a case by hand; each refusal is recorded (SC-20 plays the paper)."""

from __future__ import annotations

import pytest

from app.actions.staff.start_process import start_process
from app.errors import NotFound, PermissionDenied
from tests.factories import AtWork


@pytest.mark.parametrize(
    ("person", "process", "doc_type", "error", "says", "clause"),
    [
        ("nga", "p01d_escalate", "", PermissionDenied, "không ai tự bắt đầu", "C-179"),
        ("nga", "p01_art4_case", "", PermissionDenied, "trang Lập kế hoạch", "C-179"),
        ("nga", "s01_issue_document", "TTR", PermissionDenied, "không ai tự bắt đầu", "C-179"),
        ("nga", "s01_issue_document", "KHONG_CO", PermissionDenied, "không ai tự", "C-179"),
        ("nga", "p99_unknown", "", NotFound, "chưa được công bố", ""),
        ("quantri", "s01_issue_document", "TTR", NotFound, "Không có hồ sơ này", ""),
        ("kiemsoat", "s01_issue_document", "TTR", PermissionDenied, "nghiệp vụ", "INV-20"),
    ],
)
def test_a_start_by_hand_is_refused_and_recorded(
    sqlite_office: AtWork,
    person: str,
    process: str,
    doc_type: str,
    error: type[Exception],
    says: str,
    clause: str,
) -> None:
    office = sqlite_office
    office.go_to("determine_authority")
    code, inputs = office.case().code, {"doc_type": doc_type}
    with pytest.raises(error, match=says):
        start_process(office.services, office.actor(person), code, process, inputs)
    (line,) = office.refusals()
    assert line.summary.startswith("Tự khởi động quy trình: ")
    assert (line.actor_id, clause in (*line.clauses, "")) == (person, True)
    assert [task.element_id for task in office.open_tasks()] == ["determine_authority"]

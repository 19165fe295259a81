"""Acts on a case besides its tasks: offered with reasons, asked on one page, refused in words."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from app.domain.forms import FieldError
from app.domain.views import CaseAct
from app.errors import FormInvalid, NobodyWaits, PermissionDenied, StepRefused
from app.web.case_acts import FORMS
from tests.web import samples
from tests.web.conftest import post
from tests.web.fake_acts import FakeActs

CASE = "/ho-so/MG-2024-0021"
SENT: dict[str, tuple[str, dict[str, object]]] = {
    "withdraw": ("withdraw_plan", {"reason": "Chuẩn bị lại"}),
    "extension": (
        "request_extension",
        {
            "requested_due": "23/5/2024",
            "is_complex": "yes",
            "needs_appraisal_time": "no",
            "reasons": "Liên quan nhiều ngành",
        },
    ),
    "conflict": ("declare_conflict", {"person": "nga", "ground": "Chị ruột"}),
    "external_answer": ("report_external_answer", {}),
    "leader_vacant": ("report_leader_vacancy", {"ground": "Nghỉ hưu"}),
    "conditions": ("allow_conditions", {}),
    "reporter": ("allow_conditions", {"reporter": "thu"}),
}


@pytest.mark.parametrize("key", list(FORMS))
def test_each_act_has_a_page_whose_form_does_it(
    dung: FlaskClient, acts: FakeActs, key: str
) -> None:
    path = f"{CASE}/lam/{FORMS[key].slug}"
    text = dung.get(path).get_data(as_text=True)
    assert f"<h1>{FORMS[key].name}</h1>" in text
    assert all(f'name="{one.name}"' in text for one in FORMS[key].asked)
    action, fields = SENT[key]
    assert post(dung, path, fields)[::2] == (303, CASE)
    assert acts.calls.count(action) == 1


def test_answers_are_read_as_days_and_choices(dung: FlaskClient, acts: FakeActs) -> None:
    post(dung, f"{CASE}/lam/gia-han", SENT["extension"][1])
    assert acts.told == {
        "requested_due": "2024-05-23",
        "is_complex": True,
        "needs_appraisal_time": False,
        "reasons": "Liên quan nhiều ngành",
    }


def test_a_refused_field_is_named_and_what_was_typed_stays(
    dung: FlaskClient, acts: FakeActs
) -> None:
    error = FieldError("requested_due", "Đề nghị hạn đến", "Ghi ngày đề nghị hạn đến")
    acts.fails["request_extension"] = FormInvalid([error])
    typed: dict[str, object] = {"requested_due": "mai", "reasons": "Vì <b>khó</b>"}
    status, text, _to = post(dung, f"{CASE}/lam/gia-han", typed)
    assert status == 422
    assert '<a href="#f-requested_due">Ghi ngày đề nghị hạn đến</a>' in text
    assert 'aria-invalid="true"' in text
    assert 'value="mai"' in text
    assert "Vì &lt;b&gt;khó&lt;/b&gt;" in text


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (PermissionDenied("Chỉ bên đề xuất rút được"), 403),
        (NobodyWaits("Hồ sơ không còn ở bước rút được"), 409),
        (StepRefused("Đã có kết quả"), 422),
    ],
)
def test_a_refusal_stands_on_the_page_with_the_reason_typed(
    dung: FlaskClient, acts: FakeActs, error: Exception, status: int
) -> None:
    acts.fails["withdraw_plan"] = error
    got, text, _to = post(dung, f"{CASE}/lam/rut", {"reason": "Chuẩn bị lại"})
    assert got == status
    assert str(error) in text
    assert "Chuẩn bị lại</textarea>" in text


def test_what_is_refused_now_shows_the_reason_and_no_form(
    dung: FlaskClient, acts: FakeActs
) -> None:
    acts.refused_acts["withdraw"] = "Không rút được: đã có kết quả."
    text = dung.get(f"{CASE}/lam/rut").get_data(as_text=True)
    assert "Không rút được: đã có kết quả." in text
    assert 'name="reason"' not in text


def test_an_inadmissible_request_is_told_on_the_case(dung: FlaskClient, acts: FakeActs) -> None:
    acts.inadmissible = "Hạn đề nghị không sau hạn đang có"
    post(dung, f"{CASE}/lam/gia-han", SENT["extension"][1])
    text = dung.get(CASE).get_data(as_text=True)
    assert "Không gia hạn được: Hạn đề nghị không sau hạn đang có." in text


def test_the_case_offers_its_acts_and_says_why_not(dung: FlaskClient, acts: FakeActs) -> None:
    offered = (CaseAct("extension"), CaseAct("withdraw", "Không rút được."))
    acts.case_page = samples.case_page(acts=offered)
    text = dung.get(CASE).get_data(as_text=True)
    assert f'href="{CASE}/lam/gia-han"' in text
    assert "Không rút được." in text
    assert f'href="{CASE}/lam/rut"' not in text


def test_a_process_started_by_hand_is_refused_in_words(dung: FlaskClient) -> None:
    sent = {"doc_type": "VB_CHO_CHU_TRUONG"}
    got, text, _to = post(dung, f"{CASE}/quy-trinh/s01_issue_document", sent)
    assert got == 403
    assert "s01_issue_document: không ai tự bắt đầu VB_CHO_CHU_TRUONG" in text


def test_an_act_that_does_not_exist_is_not_found(dung: FlaskClient) -> None:
    assert dung.get(f"{CASE}/lam/duyet").status_code == 404

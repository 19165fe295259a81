"""Acts on a case besides its tasks: a page with a small form each, and what comes of sending it.

Which of them are offered is decided below; what each asks for stands in FORMS.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.forms import FieldError
from app.errors import (
    ChuTruongError,
    FormInvalid,
    NobodyWaits,
    NotFound,
    PermissionDenied,
    StepRefused,
)
from app.task_forms.typed import read_day
from app.web.acts import Answers, acts
from app.web.posted import posted_fields
from app.web.session import SIGNED_IN, actor, guard
from app.web.texts import _, _l

blueprint = Blueprint("case_acts", __name__)
STATUS: Mapping[type[ChuTruongError], int] = {
    PermissionDenied: 403,
    NobodyWaits: 409,
    StepRefused: 422,
}
# What a person is told when it is done: tone and sentence.
Told = tuple[str, str]


@dataclass(frozen=True)
class Asked:
    """One question of a form: `kind` is `long`, `day`, `choice` or `person`."""

    name: str
    label: Any
    kind: str
    hint: Any = ""
    optional: bool = False


@dataclass(frozen=True)
class ActForm:
    """One act: its address, its words, what it asks, what sending it does."""

    slug: str
    name: Any
    intro: Any
    button: Any
    run: Callable[[str, Answers], Told]
    asked: tuple[Asked, ...] = field(default_factory=tuple)


def _withdraw(code: str, answers: Answers) -> Told:
    acts().withdraw_plan(actor(), code, answers["reason"])
    return "ok", _("Đã rút kế hoạch; nơi đang giải quyết sẽ xác nhận bằng văn bản.")


def _extend(code: str, answers: Answers) -> Told:
    refusal = acts().request_extension(actor(), code, answers)
    if refusal:
        return "bad", _("Không gia hạn được: %(why)s.", why=refusal)
    return "ok", _("Đã gửi đề nghị gia hạn; Thường trực xem xét trong thời hạn đang có.")


def _declare(code: str, answers: Answers) -> Told:
    acts().declare_conflict(actor(), code, answers["ground"], answers["person"])
    return "ok", _("Đã ghi kê khai; người có xung đột lợi ích không làm việc nào của hồ sơ này.")


def _external_answer(code: str, answers: Answers) -> Told:
    acts().report_external_answer(actor(), code)
    return "ok", _("Đã mở việc ghi văn bản trả lời của cấp trên.")


def _leader_vacant(code: str, answers: Answers) -> Told:
    acts().report_leader_vacancy(actor(), code, answers["ground"])
    return "ok", _("Đã ghi; hồ sơ chuyển lên cấp trên trực tiếp.")


def _conditions(code: str, answers: Answers) -> Told:
    acts().allow_conditions(actor(), code, "")
    return "ok", _("Đã mở việc viết báo cáo.")


def _reporter(code: str, answers: Answers) -> Told:
    acts().allow_conditions(actor(), code, answers["reporter"])
    return "ok", _("Đã giao việc viết báo cáo.")


FORMS: Mapping[str, ActForm] = {
    "withdraw": ActForm(
        "rut",
        _l("Rút kế hoạch"),
        _l("Rút được cho tới khi có kết quả được xác nhận. Văn bản đã phát hành vẫn giữ nguyên."),
        _l("Rút kế hoạch"),
        _withdraw,
        (Asked("reason", _l("Lý do rút"), "long"),),
    ),
    "extension": ActForm(
        "gia-han",
        _l("Đề nghị gia hạn"),
        _l("Chỉ gia hạn với vấn đề khó, phức tạp cần thêm thời gian thẩm định, tối đa 60 ngày."),
        _l("Gửi đề nghị"),
        _extend,
        (
            Asked("requested_due", _l("Đề nghị hạn đến"), "day"),
            Asked("is_complex", _l("Vấn đề khó, phức tạp"), "choice"),
            Asked("needs_appraisal_time", _l("Cần thời gian thẩm định"), "choice"),
            Asked("reasons", _l("Lý do"), "long", _l("Ít nhất 50 ký tự.")),
        ),
    ),
    "conflict": ActForm(
        "xung-dot",
        _l("Kê khai xung đột lợi ích"),
        _l("Người có xung đột lợi ích không làm việc nào của hồ sơ này từ khi kê khai."),
        _l("Ghi kê khai"),
        _declare,
        (
            Asked(
                "person",
                _l("Người có xung đột lợi ích"),
                "person",
                _l("Bỏ trống nếu kê khai cho mình."),
                optional=True,
            ),
            Asked("ground", _l("Lý do"), "long"),
        ),
    ),
    "external_answer": ActForm(
        "tra-loi-cap-tren",
        _l("Báo có trả lời của cấp trên"),
        _l("Cấp trên ngoài hệ thống đã trả lời bằng văn bản; việc ghi văn bản đó sẽ mở."),
        _l("Mở việc ghi trả lời"),
        _external_answer,
    ),
    "leader_vacant": ActForm(
        "khuyet-nguoi-dung-dau",
        _l("Báo khuyết người đứng đầu"),
        _l("Người đứng đầu khuyết hoặc có xung đột lợi ích: cấp trên trực tiếp xem xét thay."),
        _l("Chuyển cấp trên trực tiếp"),
        _leader_vacant,
        (Asked("ground", _l("Lý do"), "long"),),
    ),
    "conditions": ActForm(
        "du-dieu-kien",
        _l("Đã có điều kiện báo cáo"),
        _l("Việc viết báo cáo bằng văn bản mở ngay, hạn một ngày làm việc."),
        _l("Mở việc viết báo cáo"),
        _conditions,
    ),
    "reporter": ActForm(
        "cu-nguoi-bao-cao",
        _l("Cử người báo cáo thay"),
        _l("Người chủ trì xử lý không tự báo cáo được; người được cử viết báo cáo bằng văn bản."),
        _l("Giao viết báo cáo"),
        _reporter,
        (Asked("reporter", _l("Người báo cáo thay"), "person"),),
    ),
}
KEYS = {form.slug: key for key, form in FORMS.items()}


@blueprint.app_context_processor
def names() -> dict[str, Any]:
    """Give templates what the acts are called and where they stand."""
    return {
        "act_names": {key: form.name for key, form in FORMS.items()},
        "act_slugs": {key: form.slug for key, form in FORMS.items()},
    }


@blueprint.get("/ho-so/<code>/lam/<act>")
@guard(SIGNED_IN)
def show(code: str, act: str) -> ResponseReturnValue:
    """Show the act's form, or why it is refused now."""
    return _page(code, _key(act), {})


@blueprint.post("/ho-so/<code>/lam/<act>")
@guard(SIGNED_IN)
def send(code: str, act: str) -> ResponseReturnValue:
    """Do it, or bring the form back with what stands against it."""
    key = _key(act)
    answers = _answers(FORMS[key])
    try:
        tone, sentence = FORMS[key].run(code, answers)
    except FormInvalid as invalid:
        return _page(code, key, answers, errors=invalid.errors), 422
    except (PermissionDenied, NobodyWaits, StepRefused) as refused:
        return _page(code, key, answers, refusal=refused.message), STATUS[type(refused)]
    flash(sentence, tone)
    return redirect(url_for("cases.show", code=code), 303)


@blueprint.post("/ho-so/<code>/quy-trinh/<process_id>")
@guard(SIGNED_IN)
def start_process(code: str, process_id: str) -> NoReturn:
    """Refuse a process that no page offers to start; the refusal is worded and recorded."""
    acts().start_process(actor(), code, process_id, request.form.to_dict())


def _key(slug: str) -> str:
    if slug not in KEYS:
        raise NotFound("Không có việc này")
    return KEYS[slug]


def _answers(form: ActForm) -> dict[str, Any]:
    """Read the questions of this form only; what cannot be read stays as typed."""
    fields = posted_fields()
    texts = {one.name: (fields.get(one.name) or [""])[-1].strip() for one in form.asked}
    return {one.name: _read(one.kind, texts[one.name]) for one in form.asked}


def _read(kind: str, text: str) -> Any:
    if kind == "day":
        return read_day(text) or text
    if kind == "choice":
        return {"yes": True, "no": False}.get(text)
    return text


def _page(
    code: str,
    key: str,
    answers: Answers,
    *,
    errors: tuple[FieldError, ...] = (),
    refusal: str = "",
) -> str:
    page = acts().open_case_act(actor(), code, key)
    return render_template(
        "cases/act.html",
        page=page,
        form=FORMS[key],
        answers=answers,
        errors=errors,
        refusal=refusal or page.act.refusal,
        at={error.path: error.message for error in errors},
    )

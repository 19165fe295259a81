"""Walks of P01w, which watches the term, and P01e, which alone may extend it."""

from __future__ import annotations

from typing import Any

from tests.workflows.walking import Case, walk

WATCH = "p01w_clock_watch"
EXTENSION = "p01e_extension"

MARKS: dict[str, Any] = {
    "clock": {
        "d20": "2026-03-22T00:00:00+07:00",
        "d25": "2026-03-27T00:00:00+07:00",
        "d30": "2026-04-01T00:00:00+07:00",
        "d50": "2026-04-21T00:00:00+07:00",
        "d55": "2026-04-26T00:00:00+07:00",
        "d60": "2026-05-01T00:00:00+07:00",
    }
}
ASKED: dict[str, Any] = {
    "message": "extension_requested",
    "admissible": True,
    "decision": "dong_y",
    "extension_applied": True,
    "current_due_end": "2026-04-01T00:00:00+07:00",
    "new_due_end": "2026-05-01T00:00:00+07:00",
}
REFUSED: dict[str, Any] = {"message": "extension_requested", "admissible": False}


@walk(WATCH, "watch_done", "C-030", message="pass_opened", **MARKS)
def every_mark_is_raised_once(case: Case) -> None:
    case.days(400)
    assert case.desk.log == [
        "svc_remind_d20",
        "svc_remind_d25",
        "svc_check_d30",
        "svc_remind_d50",
        "svc_remind_d55",
        "svc_check_d60",
    ]
    case.tell("m_closed_after_d60")


def _answered_at(days: float, wait: str) -> None:
    def answer(case: Case) -> None:
        case.days(days).tell(wait)
        assert (case.timers, case.waits) == ([], [])

    answer.__name__ = f"an_answer_ends_the_watch_at_{wait}"
    walk(WATCH, "watch_done", message="pass_opened", **MARKS)(answer)


for _days, _mark in ((1, 20), (21, 25), (27, 30), (31, 50), (51, 55), (56, 60)):
    _answered_at(_days, f"m_closed_d{_mark}")


@walk(EXTENSION, "ext_done", "C-031", **ASKED)
def an_extension_in_time_runs_to_its_new_date(case: Case) -> None:
    case.do("decide_extension").paper()
    assert case.issued == ["TB_GIA_HAN"]
    assert "svc_number_issue" not in case.desk.log
    assert (case.timers, case.waits) == (["t_new_due"], ["m_closed_extended"])
    case.days(90)
    assert case.desk.log[-1] == "svc_check_deadline"


@walk(EXTENSION, "ext_done", **ASKED)
def an_answer_within_the_extension_ends_it(case: Case) -> None:
    case.do("decide_extension").paper().tell("m_closed_extended")


@walk(EXTENSION, "ext_declined", **{**ASKED, "decision": None})
def the_standing_committee_declines(case: Case) -> None:
    case.do("decide_extension")
    assert case.open == ["decide_extension"]
    case.do("decide_extension", decision="khong")
    assert case.issued == []


@walk(EXTENSION, "ext_lapsed", **ASKED)
def a_request_nobody_decides_lapses(case: Case) -> None:
    case.days(60)


@walk(EXTENSION, "ext_lapsed", **{**ASKED, "extension_applied": False})
def a_notice_signed_too_late_lapses(case: Case) -> None:
    case.do("decide_extension").paper()


@walk(EXTENSION, "ext_moot", **ASKED)
def an_answer_while_deciding_makes_it_moot(case: Case) -> None:
    case.tell("be_closed_deciding")


@walk(EXTENSION, "ext_moot", **ASKED)
def an_answer_while_signing_makes_it_moot(case: Case) -> None:
    case.through("decide_extension", "edit_draft").tell("be_closed_signing")
    assert case.open == []


@walk(EXTENSION, "ext_refused_late", **REFUSED, refusal_code="late")
def a_late_request_is_refused(case: Case) -> None:
    assert case.desk.log[-1] == "svc_notify_refused"


@walk(EXTENSION, "ext_refused_cap", **REFUSED, refusal_code="over_cap")
def a_request_beyond_the_cap_is_refused(case: Case) -> None:
    assert case.desk.log[-1] == "svc_notify_refused"


@walk(EXTENSION, "ext_refused_not_later", **REFUSED, refusal_code="not_later")
def a_request_for_no_later_date_is_refused(case: Case) -> None:
    assert case.desk.log[-1] == "svc_notify_refused"


@walk(EXTENSION, "ext_refused_ground", **REFUSED, refusal_code="no_ground")
def a_request_without_ground_is_refused(case: Case) -> None:
    assert case.desk.log[-1] == "svc_notify_refused"

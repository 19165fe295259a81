"""The macros of scenarios.md section 0: SUBMIT, INTAKE, APPRAISE, MEET, ISSUE, RESUBMIT, ESCALATE.

Each becomes a few plain steps; deviations of `with` go to the task named, else to the main one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.scenarios.fixture import Fixture
from app.scenarios.moments import has_time
from app.scenarios.nodes import Node, Table, number_of, plain, refusal, table_of
from app.scenarios.refusals import refusal_of
from app.scenarios.script import AnyStep, Check, Do, Refused, Start

SHARED = ("case", "at", "with", "from", "until", "refused")
SENT_AT = "09:00"
REPORT = "write_appraisal"
NEGATIVE = {"overall": "negative", "feasibility": "khong_kha_thi"}
GRANTED = {
    "approval_kind": "thi_diem",
    "scope": "Phạm vi nêu trong kế hoạch",
    "date_from": "$prepare_plan.date_from",
    "date_to": "$prepare_plan.date_to",
    "reporting_cycle": "quy",
}


@dataclass(frozen=True)
class Macro:
    """A macro: its own keys, the task that plain deviations go to, and how it unfolds."""

    keys: tuple[str, ...]
    main: str
    tasks: tuple[str, ...]
    unfold: Callable[[Call], list[AnyStep]]


@dataclass(frozen=True)
class Call:
    """One use of a macro in a file."""

    name: str
    table: Table
    fixture: Fixture
    deviations: Mapping[str, Mapping[str, Any]]

    def text(self, key: str, default: str = "") -> str:
        """Return one of the macro's own values."""
        return self.table.text(key, default)

    def step(self, task: str, answers: Mapping[str, Any] | None = None, **more: Any) -> Do:
        """Return the step that answers a task, deviations put over the macro's own answers."""
        return Do(
            line=self.table.line,
            title=f"{self.name}, {task}",
            case=self.text("case", "A"),
            task=task,
            answers={**(answers or {}), **self.deviations.get(task, {})},
            **more,
        )


def steps_of(name: str, table: Table, fixture: Fixture) -> tuple[AnyStep, ...]:
    """Return the plain steps of a macro; raise ScenarioRefused for keys it does not have."""
    macro = MACROS[name]
    table.only(*macro.keys, *SHARED)
    call = Call(name, table, fixture, _deviations(macro, table.get("with")))
    steps = _between(macro.unfold(call), table)
    refused = table.get("refused")
    if refused is not None:
        steps = _refused_at_last(steps, refusal_of(refused))
    at = table.text("at")
    if at and steps and not steps[0].at and name not in ("MEET", "SUBMIT"):
        steps[0] = replace(steps[0], at=at)
    return tuple(steps)


def _deviations(macro: Macro, node: Node | None) -> Mapping[str, Mapping[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for key, value in (table_of(node).entries if node else {}).items():
        if key in macro.tasks:
            found.setdefault(key, {}).update(plain(table_of(value)))
        else:
            found.setdefault(macro.main, {})[key] = plain(value)
    return found


def _refused_at_last(steps: list[AnyStep], refused: Refused) -> list[AnyStep]:
    """Let the last task of the part played be an attempt that must fail."""
    number = max(n for n, step in enumerate(steps) if isinstance(step, Do))
    last = steps[number]
    assert isinstance(last, Do)  # noqa: S101 chosen for it just above
    return [*steps[:number], replace(last, refused=refused)]


def _between(steps: list[AnyStep], table: Table) -> list[AnyStep]:
    """Keep the steps from the task `from` up to and with the task `until`."""
    names = [step.task if isinstance(step, Do) else "" for step in steps]
    for key in ("from", "until"):
        name = table.text(key)
        if name and name not in names:
            raise refusal(table.need(key), f"đoạn mẫu này không có việc “{name}”")
    first = names.index(table.text("from")) if table.text("from") else 0
    last = names.index(table.text("until"), first) if table.text("until") else len(names) - 1
    # Several at once (the sheets of a council) belong together.
    while table.text("until") and names[last + 1 : last + 2] == [names[last]]:
        last += 1
    return steps[first : last + 1]


def _submit(call: Call) -> list[AnyStep]:
    table, case = call.table, call.text("case", "A")
    answers: dict[str, Any] = {}
    body = call.fixture.unit(call.text("body")) if call.text("body") else ""
    if body:
        answers["scope_rank"] = str(call.fixture.rank(body))
    title = f"{call.name}, start"
    start = Start(
        table.line, title, case, who=call.text("who"), channel=call.text("channel", "dien_tu")
    )
    at = call.text("at")
    at = at if not at or has_time(at) else f"{at} {SENT_AT}"
    on_paper = bool(call.text("proposer"))
    if on_paper:
        answers["proposers"] = [call.fixture.person(call.text("proposer"))]
        answers.update(call.deviations.get("prepare_plan", {}))
    task = "enter_paper_plan" if on_paper else "prepare_plan"
    sent = call.step(task, answers, who=call.text("who"), at=at)
    steps: list[AnyStep] = [start, sent]
    if body:
        entries = Table({"body": table.need("body")}, table.line)
        steps.append(Check(table.line, f"{call.name}, body", case, expected=entries))
    return steps


def _resubmit(call: Call) -> list[AnyStep]:
    return [call.step("rework_plan", who=call.text("who"))]


def _intake(call: Call) -> list[AnyStep]:
    names = ("register_incoming", "determine_authority", "confirm_authority")
    return [call.step(task) for task in names]


def _appraise(call: Call) -> list[AnyStep]:
    mode = call.text("mode", "co_quan")
    negative = call.text("overall") == "negative"
    assigned: dict[str, Any] = {"mode": mode}
    if call.text("supplementary") == "yes":
        assigned["supplementary_only"] = "yes"
    if call.text("due"):
        assigned["due"] = call.text("due")
    found = call.deviations.get("write_appraisal", {})
    judged: dict[str, Any] = {"overall": call.text("overall", "positive")}
    if negative and not {"feasibility", "effectiveness"} & set(found):
        judged = NEGATIVE
    part = _by_council if mode == "hoi_dong" else _by_body
    steps: list[AnyStep] = [
        call.step("advise_appraisal", {"proposal": mode}),
        *part(call, assigned, judged),
        call.step("check_report"),
        call.step("triage_after_appraisal", {"action": "thong_bao"} if negative else None),
    ]
    return steps if negative else [*steps, *_paper(call, "TTR")]


def _by_body(call: Call, assigned: dict[str, Any], judged: dict[str, Any]) -> Iterator[Do]:
    yield call.step("assign_appraisal", assigned)
    yield from _paper(call, "CV_GIAO_THAM_DINH")
    yield call.step("write_appraisal", judged)


def _by_council(call: Call, assigned: dict[str, Any], judged: dict[str, Any]) -> Iterator[Do]:
    """The council: its sheets, except of the silent, its meeting, the report of its chair."""
    council = [call.fixture.person(one) for one in plain(call.table.need("council"))]
    silent = plain(call.table.entries["silent"]) if "silent" in call.table.entries else []
    quiet = {call.fixture.person(one) for one in silent}
    roles = ["chair", "secretary", *["member"] * (len(council) - 2)]
    rows = [{"person": who, "role": role} for who, role in zip(council, roles, strict=True)]
    yield call.step("assign_appraisal", {**assigned, "council": rows})
    yield from _paper(call, "QD_HOI_DONG")
    for who in council:
        if who not in quiet:
            yield call.step("member_assess", who=who)
    met = call.text("council_at")
    held = {"held_at": met or "+0 days 08:00", "present": str(len(council) - len(quiet))}
    yield call.step("council_meeting", held, at=met or "+1 working days 08:00")
    yield call.step("write_council_report", {**judged, **call.deviations.get(REPORT, {})})


def _meet(call: Call) -> list[AnyStep]:
    scheduled: dict[str, Any] = {}
    if call.text("at"):
        scheduled["meeting_at"] = call.text("at")
    held = "$schedule_meeting.meeting_at"
    return [
        call.step("schedule_meeting", scheduled, at=call.text("schedule_at")),
        call.step("record_meeting", _minutes(call), at=held),
        call.step("confirm_minutes"),
    ]


def _minutes(call: Call) -> dict[str, Any]:
    table = call.table
    minutes: dict[str, Any] = {}
    present = table.get("present")
    if present is not None:
        minutes["present"] = str(number_of(present))
    recused = table.get("recused")
    if recused is not None:
        minutes["recused"] = [call.fixture.person(one) for one in plain(recused)]
    votes = table.get("votes")
    if votes is None:
        return minutes
    counts = call.text("votes").split("/")
    if len(counts) != 3 or not all(count.isdigit() for count in counts):
        raise refusal(votes, "ghi phiếu dạng đồng ý/không đồng ý/ý kiến khác, ví dụ 9/1/1")
    names = ("votes_for", "votes_against", "votes_abstain")
    minutes |= dict(zip(names, counts, strict=True))
    # The terms of a go-ahead are written only where one was given.
    return minutes | (GRANTED if 2 * int(counts[0]) > sum(map(int, counts)) else {})


def _issue(call: Call) -> list[AnyStep]:
    kind = call.text("type") or str(plain(call.table.need("type")))
    item = call.text("item")
    paper = f"{kind}/{item}" if item else kind
    return list(_paper(call, paper))


def _escalate(call: Call) -> list[AnyStep]:
    """P01d: the report up, where a level is skipped the note to it, then word to the proposer."""
    informing = ("BC_DE_BIET",) if call.text("skips") == "yes" else ()
    papers = (call.text("report", "BC_XIN_CHU_TRUONG"), *informing, "TB_CHUYEN_CAP_TREN")
    drafted = call.step("draft_escalation")
    return [drafted, *(step for paper in papers for step in _paper(call, paper))]


def _paper(call: Call, paper: str) -> Iterator[Do]:
    """The three hands of S01: draft, check (where the office is large enough), signature."""
    yield call.step("edit_draft", paper=paper, who=call.text("drafter"))
    yield call.step("check_draft", paper=paper, who=call.text("checker"), if_open=True)
    yield call.step("sign_document", paper=paper, who=call.text("signer"))


S01_TASKS = ("edit_draft", "check_draft", "sign_document")
S01_KEYS = ("drafter", "checker", "signer")
MACROS: Mapping[str, Macro] = {
    "SUBMIT": Macro(
        ("who", "body", "channel", "proposer"), "prepare_plan", ("prepare_plan",), _submit
    ),
    "RESUBMIT": Macro(("who",), "rework_plan", ("rework_plan",), _resubmit),
    "INTAKE": Macro(
        (),
        "register_incoming",
        ("register_incoming", "determine_authority", "confirm_authority"),
        _intake,
    ),
    "APPRAISE": Macro(
        ("mode", "overall", "due", "supplementary", "council", "silent", "council_at"),
        REPORT,
        (
            "advise_appraisal",
            "assign_appraisal",
            *S01_TASKS,
            REPORT,
            "member_assess",
            "council_meeting",
            "write_council_report",
            "check_report",
            "triage_after_appraisal",
        ),
        _appraise,
    ),
    "MEET": Macro(
        ("votes", "present", "recused", "schedule_at"),
        "record_meeting",
        ("schedule_meeting", "record_meeting", "confirm_minutes"),
        _meet,
    ),
    "ESCALATE": Macro(
        ("report", "skips", *S01_KEYS),
        "draft_escalation",
        ("draft_escalation", *S01_TASKS),
        _escalate,
    ),
    "ISSUE": Macro(("type", "item", *S01_KEYS), "edit_draft", S01_TASKS, _issue),
}

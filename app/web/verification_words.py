"""How a verification is told: where it stands, in one sentence, and a path in lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from app.domain.diagrams import Severity
from app.domain.verified import (
    PathStep,
    RunState,
    Shown,
    Verified,
    VerifiedDraft,
    ViolationPage,
)
from app.web.texts import _, _l, ngettext

STANDINGS: Mapping[str, str] = {
    "kept": _l("Giữ đúng"),
    "violated": _l("Bị trái"),
    "undecided": _l("Chưa quyết được"),
    "vacuous": _l("Không còn dịp áp dụng"),
    "gone": _l("Không còn trên sơ đồ"),
}
CUTS: Mapping[str, str] = {
    "time": _l("hết thời gian, chưa xét hết"),
    "states": _l("quá nhiều trạng thái, chưa xét hết"),
    "size": _l("quá lớn để xét"),
}
_ENDED: Mapping[RunState, str] = {
    RunState.NONE: "",
    RunState.CANCELLED: _l("Chưa quyết: việc kiểm tra theo điều khoản đã bị dừng."),
    RunState.LOST: _l("Chưa quyết: việc kiểm tra theo điều khoản đứt giữa chừng."),
    RunState.REFUSED: _l("Chưa kiểm tra theo điều khoản được: máy chạy chưa nhận sơ đồ."),
}


@dataclass(frozen=True)
class Standing:
    """Where a draft stands with the clauses; `tone` is that of a note: ok, bad, warn or plain."""

    tone: str
    text: str


def standing_of(page: VerifiedDraft) -> Standing:
    """Return it; what was cut off or stopped is never called kept."""
    run = page.run
    if run.state is RunState.RUNNING:
        return Standing("", _running(run.name, run.number, run.total, run.states))
    if page.result is not None:
        return _found(page.result)
    return Standing("warn" if run.state is not RunState.NONE else "", _ENDED.get(run.state, ""))


def _running(name: str, number: int, total: int, states: int) -> str:
    if not total:
        return _("Đang kiểm tra theo điều khoản…")
    return _(
        "Đang kiểm tra theo điều khoản: quy trình %(number)s/%(total)s “%(name)s”, "
        "%(states)s trạng thái",
        number=number,
        total=total,
        name=name,
        states=states,
    )


def _found(result: Verified) -> Standing:
    grave = sum(one.severity is Severity.ERROR for one in result.findings)
    if grave:
        text = ngettext("%(num)s điều trái điều khoản", "%(num)s điều trái điều khoản", grave)
        return Standing("bad", text)
    if result.ran_out_of_time:
        seen = sum(one.states for one in result.processes)
        return Standing(
            "warn",
            _("Chưa quyết: hết thời gian, mới xét %(states)s trạng thái.", states=seen),
        )
    open_ones = result.standings["undecided"]
    if open_ones:
        text = ngettext("Chưa quyết %(num)s quy tắc", "Chưa quyết %(num)s quy tắc", open_ones)
        return Standing("warn", text)
    kept = result.standings["kept"]
    return Standing("ok", ngettext("Giữ đủ %(num)s quy tắc", "Giữ đủ %(num)s quy tắc", kept))


@dataclass(frozen=True)
class Cause:
    """Findings that one step shows, each with its number; `step` is told where there are several.

    Of one cause there is often a rule broken for each paper that a skipped step would have led to.
    """

    step: str
    found: tuple[tuple[int, Shown], ...]


def causes_of(shown: Sequence[Shown], first: int) -> tuple[Cause, ...]:
    """Return the findings of a process, those whose paths end with the same step together.

    `first` is the number of the first of them; the order is that of the first of each cause.
    """
    together: dict[tuple[str, ...], list[tuple[int, Shown]]] = {}
    for number, one in enumerate(shown, first):
        last = one.steps[-1].sentence if one.steps else ""
        key = (last, *one.turned) if last else (str(number),)
        together.setdefault(key, []).append((number, one))
    return tuple(
        Cause(key[0] if len(found) > 1 else "", tuple(found)) for key, found in together.items()
    )


@dataclass(frozen=True)
class Line:
    """One line of a path: a step, or the steps that issue one paper, folded."""

    document: str
    call: tuple[str, str]
    steps: tuple[tuple[int, PathStep], ...]


def lines_of(page: ViolationPage) -> tuple[Line, ...]:
    """Return a path in lines; a paper's steps stand in one, others alone. Steps count from 1."""
    numbered = enumerate(page.shown.steps, 1)
    groups = groupby(
        numbered, key=lambda one: (one[1].document, one[1].call) if one[1].document else one[0]
    )
    found = []
    for _key, group in groups:
        steps = tuple(group)
        first = steps[0][1]
        found.append(Line(first.document, first.call, steps))
    return tuple(found)

"""The acts of incidents over sample ones: one that waits for a person, one a person must resend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from app.domain.forms import FieldError, Option
from app.domain.incidents import (
    Annotation,
    Attempt,
    AttemptResult,
    FailedWork,
    Incident,
    IncidentState,
)
from app.domain.jobs import Job, JobKind, JobState, Progress
from app.domain.people import Actor
from app.domain.views.incidents import (
    IncidentLine,
    IncidentPage,
    IncidentsPage,
    RetryChoice,
    RetryPage,
)
from app.errors import FormInvalid, NotFound
from tests.web import samples

INCIDENT_READS = frozenset(
    "list_incidents read_incident count_open_incidents choose_incidents read_retry".split()
)
STUCK = Incident(
    id="s1",
    code="SC-2024-0001",
    what=FailedWork.TIMER,
    key="timer:i1",
    state=IncidentState.OPEN,
    cause="Trạng thái đã lưu của hồ sơ <b>không đọc được</b>",
    first_at=samples.NOW,
    last_at=samples.NOW,
    case_id="c21",
    instance_id="i1",
    process_id="p01_art4_case",
    element_id="t_d20",
    element_name="Ngày làm việc 20",
    place="app/engine/state.py, dòng 69, _content",
    trace="Traceback <script>x</script>",
    attempts=5,
)
SENT = replace(
    STUCK,
    id="s2",
    code="SC-2024-0002",
    what=FailedWork.STEP,
    key="step:t1",
    cause="Lỗi ngoài dự kiến (KeyError)",
    attempts=1,
    person_name="Trần Quốc Dũng",
)
LINES = tuple(
    IncidentLine(one, samples.MARKET.code, "Hồ sơ", "đã hỏi <i>nhà thầu</i>")
    for one in (STUCK, SENT)
)
TRIED = Attempt("a1", "s1", 6, samples.NOW, AttemptResult.FAILED, STUCK.cause, "qt", "Quản trị")
LETTER = Job(
    id="j1",
    kind=JobKind.MAIL,
    key="mail:incident:SC-2024-0001:qt",
    payload={"to": "qt@mg.example", "subject": "Chủ trương: Sự cố", "text": "…"},
    created_at=samples.NOW,
    next_at=samples.NOW,
    state=JobState.DEAD,
    attempts=5,
    told="ConnectionRefusedError: [Errno 111]",
    ended_at=samples.NOW + timedelta(hours=1),
)


class FakeIncidents:
    """Stands for the actions; `incidents` is what there is, `noted` what was written last."""

    def __init__(self) -> None:
        super().__init__()
        self.incidents: tuple[IncidentLine, ...] = LINES
        self.noted: tuple[object, ...] = ()
        self.filter: Mapping[str, str] = {}
        self.retrying: Progress | None = None

    def _note(self, name: str) -> None:
        raise NotImplementedError

    def list_incidents(self, actor: Actor, fields: Mapping[str, str], page: int) -> IncidentsPage:
        self._note("list_incidents")
        self.filter = dict(fields)
        asked = {name: value for name, value in fields.items() if value and name != "page"}
        return IncidentsPage(
            lines=self.incidents,
            total=len(self.incidents),
            page=1,
            pages=1,
            asked=asked,
            processes=(Option("p01_art4_case", "Hồ sơ"),),
            steps=(Option("t_d20", "Ngày làm việc 20"),),
            dead=(LETTER,),
            handles="admin" in actor.system_roles,
        )

    def read_incident(self, actor: Actor, code: str) -> IncidentPage:
        self._note("read_incident")
        found = next((line for line in LINES if line.incident.code == code), None)
        if found is None:
            raise NotFound("Không có sự cố này")
        note = Annotation("g1", "s1", samples.NOW, "qt", "Quản trị", "Đã <b>hỏi</b>")
        handles = "admin" in actor.system_roles
        trace = found.incident.trace if handles else ""
        line = replace(found, incident=replace(found.incident, trace=trace))
        return IncidentPage(line, (TRIED,), (note,), handles)

    def count_open_incidents(self, actor: Actor) -> int:
        self._note("count_open_incidents")
        return len(self.incidents) if "admin" in actor.system_roles else 0

    def choose_incidents(self, actor: Actor, codes: Sequence[str]) -> RetryChoice:
        self._note("choose_incidents")
        left = ((LINES[1], "việc của người"),) if SENT.code in codes else ()
        return RetryChoice(LINES[:1] if STUCK.code in codes else (), left)

    def retry_incidents(self, actor: Actor, codes: Sequence[str]) -> str:
        self._note("retry_incidents")
        if not codes:
            raise FormInvalid([FieldError("chon", "Sự cố", "Chọn ít nhất một sự cố để thử lại")])
        self.noted = tuple(codes)
        return "l1"

    def read_retry(self, actor: Actor, batch_id: str) -> RetryPage:
        self._note("read_retry")
        return RetryPage(batch_id, ((LINES[0], TRIED),), self.retrying)

    def annotate_incident(self, actor: Actor, code: str, text: str) -> None:
        self._note("annotate_incident")
        if not text:
            raise FormInvalid([FieldError("ghi_chu", "Ghi chú", "Ghi nội dung ghi chú")])
        self.noted = (code, text)

    def close_incident(self, actor: Actor, code: str, reason: str) -> None:
        self._note("close_incident")
        if len(reason) < 10:
            raise FormInvalid([FieldError("cach_xu_ly", "Cách", "Ghi cách đã khắc phục")])
        self.noted = (code, reason)

    def revive_job(self, actor: Actor, job_id: str) -> None:
        self._note("revive_job")
        self.noted = (job_id,)

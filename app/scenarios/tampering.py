"""The steps `tamper` and `lose`: which row is meant. Who set the stage hands in the means."""

from __future__ import annotations

from app.domain.cases import DocumentState
from app.errors import ScenarioFailed
from app.scenarios.script import LosePaper, Tamper
from app.scenarios.stage import Forger, Stage
from app.store import audit_log, documents


def tamper(stage: Stage, step: Tamper) -> None:
    """Let one row be changed behind the application's back; raise ScenarioFailed without means."""
    forger = _forger_of(stage)
    with stage.services.database.reading() as tx:
        events = audit_log.of_case(tx, stage.staged(step.case).case_id)
    found = [
        one
        for one in events
        if one.event.kind == step.event
        and (not step.element or one.event.element_id == step.element)
    ]
    if not found:
        raise ScenarioFailed(f"hồ sơ không có dòng nhật ký {step.event} {step.element}")
    stage.tampered = (found[0].chain_id, found[0].seq)
    forger.change_audit_row(*stage.tampered)


def lose(stage: Stage, step: LosePaper) -> None:
    """Let the last issued paper of a type vanish; raise ScenarioFailed when there is none."""
    forger = _forger_of(stage)
    with stage.services.database.reading() as tx:
        rows = documents.of_case(tx, stage.staged(step.case).case_id)
    issued = [row for row in rows if row.state is DocumentState.ISSUED]
    found = [row for row in issued if row.doc_type == step.doc_type]
    if not found:
        raise ScenarioFailed(f"hồ sơ không có {step.doc_type} đã ban hành")
    forger.remove_paper(found[-1].id)


def _forger_of(stage: Stage) -> Forger:
    if stage.forger is None:
        raise ScenarioFailed("bước này chỉ chạy trên cơ sở dữ liệu dùng một lần")
    return stage.forger

"""The step `tamper`: which audit row is meant. Changing it is done by whoever set the stage."""

from __future__ import annotations

from app.errors import ScenarioFailed
from app.scenarios.script import Tamper
from app.scenarios.stage import Stage
from app.store import audit_log


def tamper(stage: Stage, step: Tamper) -> None:
    """Let one row be changed behind the application's back; raise ScenarioFailed without means."""
    if stage.tamper is None:
        raise ScenarioFailed("bước tamper chỉ chạy trên cơ sở dữ liệu dùng một lần")
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
    stage.tamper(*stage.tampered)

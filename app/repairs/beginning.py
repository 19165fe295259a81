"""How a run that has ended was begun, so that its process may be begun anew in the same way."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.domain.cases import ClockState, InstanceRow, PassRow
from app.domain.messages import MESSAGES
from app.errors import StepRefused
from app.register.register import CaseRegister
from app.steps.routing import document_told_of
from app.store import audit_log, passes


@dataclass(frozen=True)
class Beginning:
    """The message that starts it, none if people do, with the pass and the facts that come along.

    A called process has no run of its own: its step is done anew in the run that calls it.
    """

    message: str = ""
    passing: PassRow | None = None
    given: Mapping[str, Any] = field(default_factory=dict)


def beginning_of(register: CaseRegister, instance: InstanceRow) -> Beginning:
    """Return how a run was begun; raises StepRefused saying what to do where that cannot be again.

    What somebody asks for in their own name is asked for by nobody else (INV-20).
    """
    message = _message(register, instance)
    rule = MESSAGES.get(message)
    if rule is None:
        return Beginning(message)
    if rule.brings:
        raise StepRefused(
            f"Lượt này mở bằng {rule.label}; người có việc gửi lại ở trang hồ sơ, không ai thay",
            clauses=("INV-20",),
        )
    told = document_told_of(register, message)
    passing = _open_pass(register, instance) if rule.by_pass else None
    return Beginning(message, passing, {"doc_id": told} if told else {})


def _message(register: CaseRegister, instance: InstanceRow) -> str:
    """Return the message that began a run, as the first line of its chain says."""
    rows = audit_log.rows_of(register.tx, audit_log.chain_of(instance.id), 1, 1)
    said = [json.loads(payload) for _row, payload in rows if payload]
    return str(said[0].get("message", "")) if said else ""


def _open_pass(register: CaseRegister, instance: InstanceRow) -> PassRow:
    clock = register.current_clock()
    if clock is not None and clock.state is ClockState.CLOSED:
        raise StepRefused("Lượt xem xét ấy đã khép nên không còn gì để theo dõi hay gia hạn")
    return passes.load(register.tx, instance.pass_id)

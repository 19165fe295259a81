"""What can be seen without running: tasks nobody may do, facts nobody writes."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.facts import CASE, FACT_SCOPES, PASS
from app.engine.net import Kind
from app.verification.states.faults import Fault
from app.verification.states.model import Model

SEPARATE = "separateFrom"


def structure(model: Model) -> Iterator[Fault]:
    """Yield tasks that nobody may do, separations from nobody, facts that nobody writes."""
    own = [n for n in model.net.nodes if n.process_id == model.net.process_id and n.copy < 1]
    ids = {node.id for node in own}
    for node in own:
        who = node.element.extensions
        somebody = who.candidate_groups or who.assignee or who.candidate_users
        if node.kind is Kind.PERSON and not somebody and not node.element.lane:
            yield Fault("nobody", (node.index,))
        others = who.properties.get(SEPARATE, "").split(",")
        missing = tuple(other.strip() for other in others if other.strip() not in (*ids, ""))
        if missing:
            yield Fault("separate_from_nobody", (node.index,), names=missing)
    unwritten = _unwritten(model)
    if unwritten:
        yield Fault("unwritten", (), names=unwritten)


def _unwritten(model: Model) -> tuple[str, ...]:
    """Return the facts that decide something and that nobody writes or gives."""
    guessed = model.sources.is_foreign and any(map(model.is_unknown, model.net.nodes))
    if model.sources.is_called or guessed:
        return ()
    found = [
        str(name)
        for sheet, name in model.variables.keys
        if sheet in (CASE, PASS, 0)
        and (sheet, name) not in model.written
        and name not in FACT_SCOPES
    ]
    return tuple(dict.fromkeys(found))

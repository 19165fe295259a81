"""The names that a process declares itself, with their scope (processes.md 2.2)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.domain.diagrams import Definition
from app.domain.facts import ACTIVATION, FACT_SCOPES
from app.domain.forms import Form
from app.task_forms.components import fact_names


def own_names(definition: Definition, forms: Mapping[str, Form]) -> Mapping[str, str]:
    """Return the names a process declares itself, with their scope: form keys, call outputs."""
    names: dict[str, str] = {}
    for element in definition.elements.values():
        form = forms.get(element.extensions.form_ref)
        if form is not None:
            names.update(dict.fromkeys(fact_names(form), form.scope))
        for mapping in element.extensions.outputs:
            names[mapping.target] = FACT_SCOPES.get(mapping.target, ACTIVATION)
    return MappingProxyType(names)


# Facts that accepting a task's form writes besides its answers, by task: name → values, where they
# can be listed. Kept beside `app/steps/acceptance.py`, which writes them.
ALSO_WRITTEN: Mapping[str, Mapping[str, tuple[object, ...]]] = {
    "prepare_plan": {"position_kind": (), "position_manager_rank": ()},
    "enter_paper_plan": {"position_kind": (), "position_manager_rank": ()},
    "rework_plan": {"position_kind": (), "position_manager_rank": ()},
    "assign_appraisal": {"council_member_ids": ()},
    "leader_decision": {"leader_decided_at": (), "decision_recorded": (True,)},
    "register_incoming": {"incoming_no": ()},
    "write_appraisal": {"questions_asked": ()},
    "write_council_report": {"questions_asked": ()},
    "triage_after_appraisal": {"reappraisals": ()},
}

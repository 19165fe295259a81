"""Facts of one case as an activation sees them: activation, then pass, then case.

A name that a process declares itself is its own: null until written, hiding an outer one
(processes.md section 2.2). A join cannot lose a fact because no fact is in the token.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from app.domain.execution import Activation
from app.domain.facts import ACTIVATION, CASE, FACT_SCOPES, PASS
from app.store.facts import FactSheet, scope_of


@dataclass
class FactBook:
    """The sheets of a case, its pass and the activations of one instance."""

    case_id: str
    pass_id: str
    instance_id: str
    sheets: dict[str, FactSheet] = field(default_factory=dict)
    changed: dict[str, FactSheet] = field(default_factory=dict)
    ended: list[str] = field(default_factory=list)
    # The sheets as the database has them.
    loaded: dict[str, FactSheet] = field(init=False)

    def __post_init__(self) -> None:
        self.loaded = dict(self.sheets)

    def activation_sheet_id(self, activation_id: str) -> str:
        """Return the id of an activation's sheet."""
        return scope_of(self.instance_id, activation_id)

    def get(self, activation: Activation, name: str, own: Mapping[str, str]) -> Any:
        """Return a fact as the activation sees it, or None while nobody wrote it."""
        if name in activation.element:
            return activation.element[name]
        scope = own.get(name) or FACT_SCOPES.get(name, "")
        if scope:
            return self._read(self._sheet_id(scope, activation.id), name)
        for scope in (ACTIVATION, PASS, CASE):
            facts = self._facts(self._sheet_id(scope, activation.id))
            if name in facts:
                return facts[name]
        return None

    def set(self, activation_id: str, name: str, value: Any, scope: str) -> None:
        """Write one fact to the sheet of its scope."""
        self.update(self._sheet_id(scope, activation_id), scope, {name: value})

    def update(self, sheet_id: str, scope: str, values: Mapping[str, Any]) -> None:
        """Write several facts to one sheet."""
        sheet = self.sheets.get(sheet_id)
        if sheet is None:
            instance_id = self.instance_id if scope == ACTIVATION else ""
            sheet = FactSheet(sheet_id, scope, self.case_id, instance_id, {}, 0)
        sheet = FactSheet(
            sheet.scope_id,
            sheet.kind,
            sheet.case_id,
            sheet.instance_id,
            {**sheet.facts, **values},
            sheet.version,
        )
        self.sheets[sheet_id] = self.changed[sheet_id] = sheet

    def case_facts(self) -> Mapping[str, Any]:
        """Return the facts of the case scope."""
        return self._facts(self.case_id)

    def pass_facts(self) -> Mapping[str, Any]:
        """Return the facts of the present pass."""
        return self._facts(self.pass_id)

    def activation_facts(self, activation_id: str) -> Mapping[str, Any]:
        """Return the facts of one activation."""
        return self._facts(self.activation_sheet_id(activation_id))

    def keep_activations(self, activation_ids: Iterable[str]) -> list[str]:
        """Drop the sheets of activations that ended; return the ids of those that ended.

        Nobody reads their facts again: submissions and the audit keep them. So a step reads as
        many sheets in the twentieth round as in the first.
        """
        live = {self.activation_sheet_id(one) for one in activation_ids}
        ended = [s for s in self.sheets.values() if s.kind == ACTIVATION and s.scope_id not in live]
        for sheet in ended:
            del self.sheets[sheet.scope_id]
            self.changed.pop(sheet.scope_id, None)
            if sheet.version:
                self.ended.append(sheet.scope_id)
        return [sheet.scope_id.removeprefix(self.activation_sheet_id("")) for sheet in ended]

    def saved(self) -> None:
        """Take note that what was changed and what ended is written."""
        for sheet in self.changed.values():
            self.sheets[sheet.scope_id] = replace(sheet, version=sheet.version + 1)
        for scope_id in self.ended:
            self.loaded.pop(scope_id, None)
        self.loaded |= {scope_id: self.sheets[scope_id] for scope_id in self.changed}
        self.changed.clear()
        self.ended.clear()

    def open_pass(self, pass_id: str) -> None:
        """Begin a pass: its sheet is fresh, so that no fact of an earlier pass is seen."""
        self.pass_id = pass_id
        self.update(pass_id, PASS, {})

    def _sheet_id(self, scope: str, activation_id: str) -> str:
        if scope == CASE:
            return self.case_id
        return self.pass_id if scope == PASS else self.activation_sheet_id(activation_id)

    def _facts(self, sheet_id: str) -> Mapping[str, Any]:
        sheet = self.sheets.get(sheet_id)
        return sheet.facts if sheet else {}

    def _read(self, sheet_id: str, name: str) -> Any:
        return self._facts(sheet_id).get(name)

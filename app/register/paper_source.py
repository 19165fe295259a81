"""Where a paper takes its words from: the register, and what its own S01 call was given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.documents import DocType
from app.register.conflicts import legal_review_lead
from app.register.register import CaseRegister


@dataclass(frozen=True)
class PaperSource:
    """The register and the words of one call.

    `own` are the facts of the activation that writes it (chair and secretary of a meeting), or of
    the one that called S01 (an extension's reasons, an emergency's report).
    """

    register: CaseRegister
    item: str = ""
    variant: str = ""
    own: Mapping[str, Any] | None = None

    def facts(self) -> dict[str, Any]:
        """Return what the paper may say: case, then pass, then its own."""
        book = self.register.facts
        return {**book.case_facts(), **book.pass_facts(), **(self.own or {})}


def name_of(register: CaseRegister, who: object) -> str:
    """Return the name of a person or unit; free text stays as it is."""
    organisation, text = register.organisation, str(who or "")
    if organisation.has_person(text):
        return organisation.person(text).name
    return organisation.unit(text).name if organisation.has_unit(text) else text


def listed(value: object) -> Sequence[str]:
    """Return the ids that a fact holds: one, several or none."""
    if isinstance(value, str):
        return (value,) if value else ()
    return [str(item) for item in value] if isinstance(value, list | tuple) else ()


def issuing_body(register: CaseRegister, doc_type: DocType) -> str:
    """Return the body in whose name and series the paper is issued."""
    if doc_type.issuing_body == "direct_superior":
        superior = register.organisation.direct_superior(register.case.body_id)
        return superior or register.case.body_id
    if doc_type.issuing_body == "legal_review_lead":
        return legal_review_lead(register)
    if doc_type.issuing_body:
        return register.profile.lead_body(doc_type.issuing_body)
    return register.case.body_id


def decided_by_leader(register: CaseRegister) -> bool:
    """Tell whether the leader decided in this pass against the forum's silence (INV-02)."""
    facts = register.facts.pass_facts()
    said = {facts.get("level_outcome"), facts.get("decision_outcome")}
    return "approved_by_leader" in said or facts.get("decision") == "quyet_dinh"

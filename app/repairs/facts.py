"""Facts that may be set by hand: what the system worked out of the organisation, nothing decided.

What people wrote into forms, what was counted or concluded from it, and what stands in a document
is no administrator's to change (INV-20); it is corrected by doing the step again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.domain.cases import InstanceRow
from app.domain.execution import ROOT
from app.domain.facts import ACTIVATION, CASE, FACT_SCOPES, PASS, WORKED_OUT
from app.domain.repairs import Instruction
from app.domain.views.repairs import OfferedFact
from app.errors import StepRefused
from app.register.register import CaseRegister
from app.repairs.fact_words import FactWords, kind_of, label_of
from app.steps.work import Work

KINDS = {"bool": "có hoặc không", "number": "số", "list": "danh sách", "text": "văn bản"}


def set_fact(
    work: Work, register: CaseRegister, instance: InstanceRow, one: Instruction
) -> tuple[str, str]:
    """Write one fact into the sheet of its scope; return in words what it was and what it is.

    Raises StepRefused saying why it may not be set.
    """
    catalogue, label = work.catalogue(instance.release_id), label_of(one.name)
    if refusal := refusal_of(one.name, form_keys(catalogue.forms.values())):
        raise StepRefused(f"“{label}” {refusal}", clauses=("INV-20",))
    scope = FACT_SCOPES[one.name]
    activation_id = one.activation_id or ROOT
    before = _sheet(register, scope, activation_id).get(one.name)
    if before is not None and type(before) is not type(one.value):
        raise StepRefused(f"“{label}” đang là {KINDS[kind_of('', before)]}; ghi giá trị cùng loại")
    words = FactWords(register.organisation, register.profile)
    if wrong := words.wrong(one.name, one.value):
        raise StepRefused(f"“{label}” {wrong}")
    register.facts.set(activation_id, one.name, one.value, scope)
    return words.said(one.name, before), words.said(one.name, one.value)


def refusal_of(name: str, decided: frozenset[str]) -> str:
    """Say why a fact may not be set by hand, or nothing; `decided` are the fields of forms."""
    if name in decided:
        return "do người có trách nhiệm ghi vào biểu; muốn đổi thì chuyển về bước đó để làm lại"
    if name not in FACT_SCOPES:
        return "không phải dữ kiện của hồ sơ; chọn trong danh sách"
    if name not in WORKED_OUT:
        return "là kết luận hoặc căn cứ của văn bản, không ai ghi thay được"
    return ""


def offered_facts(register: CaseRegister, decided: frozenset[str]) -> Iterator[OfferedFact]:
    """Yield the facts of an instance that may be set, with what they are now."""
    for scope in (CASE, PASS, ACTIVATION):
        known = _sheet(register, scope, ROOT)
        for name in sorted(known):
            if not refusal_of(name, decided) and FACT_SCOPES[name] == scope:
                yield _offered(register, name, known[name])


def _offered(register: CaseRegister, name: str, value: Any) -> OfferedFact:
    words = FactWords(register.organisation, register.profile)
    return OfferedFact(
        name,
        FACT_SCOPES[name],
        value,
        label_of(name),
        words.said(name, value),
        kind_of(name, value),
        words.choices(name),
    )


def form_keys(forms: Any) -> frozenset[str]:
    """Return every fact that some form of a release writes."""
    return frozenset(
        form.renames.get(key, key) for form in forms for key in _keys(form.schema["components"])
    )


def _keys(components: Any) -> Iterator[str]:
    for one in components:
        if one.get("key") or one.get("path"):
            yield str(one.get("key") or one.get("path"))
        yield from _keys(one.get("components", ()))


def _sheet(register: CaseRegister, scope: str, activation_id: str) -> Mapping[str, Any]:
    if scope == CASE:
        return register.facts.case_facts()
    if scope == PASS:
        return register.facts.pass_facts()
    return register.facts.activation_facts(activation_id)

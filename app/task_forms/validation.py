"""Answers accepted or refused: form-js's rules, then what is offered, then the form's own rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.domain.forms import Accepted, FieldError, Form, FormContext, FormRule
from app.errors import FeelError, FormInvalid
from app.feel import Environment, evaluate, evaluate_all, names_of
from app.task_forms import sentences
from app.task_forms.cleaning import Cleaned, clean
from app.task_forms.components import LIST, Component, at, components, fields
from app.task_forms.core import Examination, FieldState, examine
from app.task_forms.offers import refused_offer


def validate(form: Form, answers: Mapping[str, Any], context: FormContext) -> Accepted:
    """Return the accepted answers.

    Raises FormInvalid with every error in page order, and UnknownAnswer for a key that the form
    does not have.
    """
    cleaned = clean(form, answers, context)
    examined = examine(form, cleaned.answers, context)
    errors = {error.path: error for error in _field_errors(form, cleaned, examined, context)}
    accepted = _accepted(components(form), "", cleaned.answers, examined)
    facts = {**context.facts, **accepted}
    for error in _rule_errors(form, facts, errors, context):
        errors.setdefault(error.path, error)
    if errors:
        raise FormInvalid(sorted(errors.values(), key=lambda one: examined.order(one.path)))
    return Accepted(_without_readonly(form, accepted))


def _field_errors(
    form: Form, cleaned: Cleaned, examined: Examination, context: FormContext
) -> Iterator[FieldError]:
    for one, path, numbers in instances(components(form), "", (), examined):
        state = examined.by_path.get(path)
        if state is None or state.hidden or one.is_readonly:
            continue
        label = state.word("dateLabel", state.word("label", one.label))
        noun = one.properties.get("noun") or label
        sentence = cleaned.odd.get(path) or _sentence(one, noun, state, context)
        if sentence:
            clauses = tuple(filter(None, one.properties.get("clause", "").split(",")))
            shown = sentences.in_row(numbers, sentence)
            yield FieldError(path, label, shown, tuple(clause.strip() for clause in clauses))


def _sentence(one: Component, noun: str, state: FieldState, context: FormContext) -> str:
    for error in state.errors:
        return sentences.from_form_js(one, noun, error, state.value, state.limits)
    return refused_offer(one, noun, state, context)


def instances(
    level: tuple[Component, ...], path: str, numbers: tuple[int, ...], examined: Examination
) -> Iterator[tuple[Component, str, tuple[int, ...]]]:
    """Yield every field instance with its path and the row numbers (from 1) it stands in."""
    for one in fields(level):
        where = at(path, one.name)
        yield one, where, numbers
        number = 0
        while one.kind == LIST and _has_row(one, f"{where}[{number}]", examined):
            inside = (*numbers, number + 1)
            yield from instances(one.children, f"{where}[{number}]", inside, examined)
            number += 1


def _has_row(one: Component, row: str, examined: Examination) -> bool:
    return any(f"{row}.{child.name}" in examined.by_path for child in fields(one.children))


def _accepted(
    level: tuple[Component, ...], path: str, given: Mapping[str, Any], examined: Examination
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in fields(level):
        where = at(path, one.name)
        state = examined.by_path.get(where)
        if one.kind == LIST:
            found[one.name] = _accepted_rows(one, where, given, examined)
        elif one.is_readonly:
            # what is read-only in a row names the row, so it is kept even when it is not shown
            found[one.name] = given.get(one.name)
        else:
            found[one.name] = None if state is None or state.value == "" else state.value
    return found


def _accepted_rows(
    one: Component, path: str, given: Mapping[str, Any], examined: Examination
) -> list[dict[str, Any]] | None:
    state = examined.by_path.get(path)
    if state is None or state.hidden:
        return None
    rows = given.get(one.name) or ()
    return [
        _accepted(one.children, f"{path}[{number}]", row, examined)
        for number, row in enumerate(rows)
    ]


def _without_readonly(form: Form, accepted: Mapping[str, Any]) -> dict[str, Any]:
    own = {one.name for one in fields(components(form)) if not one.is_readonly}
    return {name: value for name, value in accepted.items() if name in own}


def _rule_errors(
    form: Form,
    facts: Mapping[str, Any],
    errors: Mapping[str, FieldError],
    context: FormContext,
) -> Iterator[FieldError]:
    labels = {one.name: one.label for one in fields(components(form))}
    wrong = {path.split("[")[0] for path in errors}
    everything = {"profile": context.profile, **facts}
    env = Environment(context.now, context.working_days or _no_calendar)
    # a rule about a field that is itself wrong would only repeat it in other words
    rules = [rule for rule in form.rules if not names_of(rule.expression).names & wrong]
    held = evaluate_all([rule.expression for rule in rules], everything.get, env)
    for rule, value in zip(rules, held, strict=True):
        if value is not True:
            message = _message(rule, everything, env)
            yield FieldError(rule.field, labels.get(rule.field, ""), message, rule.clauses)


def _message(rule: FormRule, facts: Mapping[str, Any], env: Environment) -> str:
    if not rule.message.startswith("="):
        return rule.message
    return str(evaluate(rule.message, facts.get, env) or "")


def _no_calendar(count: int, start: str | None) -> str | None:
    raise FeelError("Quy tắc của biểu cần lịch làm việc mà nơi gọi không đưa")

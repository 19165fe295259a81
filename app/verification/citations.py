"""Who cites a clause: elements of diagrams, rules and fields of forms, code, and scenarios."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from app.diagrams import read_diagram
from app.domain.forms import Form
from app.task_forms import read_form

CLAUSE = re.compile(r"\bC-\d{3}\b")
# “C-043 … C-046” in a docstring speaks of all four.
_RANGE = re.compile(r"\bC-(\d{3}) … C-(\d{3})\b")


@dataclass
class Citations:
    """Clause id → places, in order of their names; a place is as an owner knows it."""

    elements: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    rules: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    scenarios: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def citations_in(workflows: Path, forms: Path, code: Path) -> Citations:
    """Read every citation below the three folders."""
    found = Citations()
    for path in sorted(workflows.glob("*/*.bpmn")):
        _of_diagram(path, found.elements)
    for path in sorted(forms.glob("*/*.form")):
        _of_form(read_form(path.read_bytes()), found.rules)
    for path in sorted(code.rglob("*.py")):
        _of_code(path, path.relative_to(code.parent).as_posix(), found.rules)
    for path in sorted(workflows.glob("*/scenarios/*.yaml")):
        for clause in _of_scenario(path):
            found.scenarios[clause].append(path.stem)
    return found


def _of_diagram(path: Path, found: Mapping[str, list[str]]) -> None:
    for definition in read_diagram(path.read_bytes()).definitions.values():
        for element in definition.elements.values():
            for clause in element.clauses:
                found[clause].append(f"{definition.process_id}.{element.id}")


def _of_form(form: Form, found: Mapping[str, list[str]]) -> None:
    for rule in form.rules:
        for clause in rule.clauses:
            found[clause].append(f"{form.id}: {rule.id}")
    for key, text in _field_clauses(form.schema):
        for clause in CLAUSE.findall(text):
            found[clause].append(f"{form.id}: {key}")


def _field_clauses(component: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for one in component.get("components") or ():
        text = str((one.get("properties") or {}).get("clause") or "")
        if text:
            yield str(one.get("key") or one.get("path") or one.get("id")), text
        yield from _field_clauses(one)


def _of_code(path: Path, name: str, found: Mapping[str, list[str]]) -> None:
    """Note what a module's functions and classes cite in docstrings and `clauses=`."""
    source = path.read_text("utf-8")
    # Most cite none; to read them all as programs would take a second.
    tree = ast.parse(source if CLAUSE.search(source) else "")
    for node in tree.body:
        inside = getattr(node, "name", "")
        for text in _texts(node):
            for clause in _clauses(text):
                place = f"{name}: {inside}" if inside else name
                if place not in found[clause]:
                    found[clause].append(place)


def _texts(node: ast.stmt) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def _clauses(text: str) -> Iterator[str]:
    yield from CLAUSE.findall(text)
    for first, last in _RANGE.findall(text):
        yield from (f"C-{number:03d}" for number in range(int(first) + 1, int(last)))


def _of_scenario(path: Path) -> Iterator[str]:
    told = yaml.safe_load(path.read_text("utf-8"))
    named = told.get("clauses") if isinstance(told, dict) else ()
    yield from dict.fromkeys(name for name in named or () if CLAUSE.fullmatch(str(name)))

"""Every module says what belongs in it; every public name of app says what it does."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.codebase.tree import modules

Documented = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@pytest.mark.parametrize("folder", ["app", "tests"])
def test_every_module_opens_with_a_docstring(folder: str) -> None:
    without = [
        module.name
        for module in modules(folder)
        if module.tree.body and not ast.get_docstring(module.tree)
    ]
    assert without == []


def test_every_public_function_and_class_of_app_has_a_docstring() -> None:
    """A method that fulfils a Protocol is described there."""
    described = set(_described_by_protocols())
    without = [
        f"{module.name}:{node.lineno} {node.name}"
        for module in modules("app")
        for node in _public(module.tree.body)
        if not ast.get_docstring(node) and node.name not in described and not _is_shape(node)
    ]
    assert without == []


def test_first_sentences_of_docstrings_end() -> None:
    unended = [
        f"{module.name}:{node.lineno} {node.name}"
        for module in modules("app")
        for node in _public(module.tree.body)
        if (text := ast.get_docstring(node))
        and not text.split("\n\n")[0].rstrip().endswith((".", ":", ";", "`"))
    ]
    assert unended == []


def _public(body: list[ast.stmt]) -> Iterator[Documented]:
    """Yield public functions and classes, and the public methods of public classes."""
    for node in body:
        if isinstance(node, Documented) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from _public(node.body)


def _described_by_protocols() -> Iterator[str]:
    for module in modules("app"):
        for node in module.tree.body:
            if isinstance(node, ast.ClassDef) and "Protocol" in map(ast.unparse, node.bases):
                yield from (part.name for part in _public(node.body) if ast.get_docstring(part))


def _is_shape(node: Documented) -> bool:
    """Tell whether a Protocol only says that an attribute is there: `def name(self) -> T: ...`."""
    return [ast.unparse(part) for part in node.body] == ["..."]

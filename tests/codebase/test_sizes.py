"""No function and no file grows beyond what can be read in one go."""

from __future__ import annotations

import pytest

from tests.codebase.tree import Function, files, modules

MOST_FUNCTION_LINES = 60
MOST_FILE_LINES = 400
MOST_TEMPLATE_LINES = 200


@pytest.mark.parametrize("folder", ["app", "tests", "verifier"])
def test_no_function_is_longer_than_sixty_lines(folder: str) -> None:
    """Count from `def` to the last line, decorators apart."""
    long = [
        f"{module.name}:{function.lineno} {function.name}: {_lines(function)}"
        for module in modules(folder)
        for function in module.functions()
        if _lines(function) > MOST_FUNCTION_LINES
    ]
    assert long == []


@pytest.mark.parametrize("folder", ["app", "tests", "verifier"])
def test_no_python_file_is_longer_than_four_hundred_lines(folder: str) -> None:
    long = [
        f"{module.name}: {module.line_count}"
        for module in modules(folder)
        if module.line_count > MOST_FILE_LINES
    ]
    assert long == []


def test_no_template_or_script_of_the_pages_is_longer_than_its_limit() -> None:
    long = [
        f"{path.name}: {count}"
        for path in files("app")
        if path.suffix in {".html", ".js", ".mjs"}
        and (count := path.read_text("utf-8").count("\n")) > MOST_TEMPLATE_LINES
    ]
    assert long == []


def _lines(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1

"""A file is named by the one thing it holds, and tests stand where their subject stands."""

from __future__ import annotations

import ast
import re

import pytest

from tests.codebase.tree import ROOT, Module, modules

JUNK_DRAWERS = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}
JUNK_DRAWERS |= {"service", "functions", "tools", "stuff", "lib"}
# Folders of tests whose subject is not a room of app.
BESIDE_APP = {"bench", "campaign", "codebase", "forms", "image", "verifier", "workflows"}
TEST_NAME = re.compile(r"test_[a-z0-9_]+")


@pytest.mark.parametrize("folder", ["app", "tests"])
def test_no_module_is_a_junk_drawer(folder: str) -> None:
    names = [
        module.name
        for module in modules(folder)
        if JUNK_DRAWERS & {module.path.stem, *module.path.parent.relative_to(ROOT).parts}
    ]
    assert names == []


def test_every_action_file_holds_the_function_of_its_name() -> None:
    without = [
        module.name
        for module in _actions()
        if module.path.stem not in {node.name for node in _public_functions(module)}
    ]
    assert without == []


def test_every_use_case_has_one_file() -> None:
    """Two actions of one name in two groups could not be told apart in a log."""
    names = [module.path.stem for module in _actions()]
    assert sorted(names) == sorted(set(names))


def test_every_folder_of_tests_mirrors_a_room() -> None:
    rooms = {path.name for path in (ROOT / "app").iterdir() if path.is_dir()}
    tested = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir()}
    assert tested - rooms - BESIDE_APP - {"__pycache__"} == set()


def test_test_files_and_test_functions_are_named_by_situation_and_outcome() -> None:
    wrong = [
        f"{module.name}:{function.lineno} {function.name}"
        for module in modules("tests")
        if module.path.stem.startswith("test_")
        for function in module.functions()
        if function.name.startswith("test") and not TEST_NAME.fullmatch(function.name)
    ]
    assert wrong == []


def _actions() -> list[Module]:
    deep = (module for module in modules("app") if module.name.startswith("app/actions/"))
    return [module for module in deep if module.name.count("/") == 3 and _is_named(module)]


def _is_named(module: Module) -> bool:
    return module.path.stem != "__init__"


def _public_functions(module: Module) -> list[ast.FunctionDef]:
    functions = [node for node in module.tree.body if isinstance(node, ast.FunctionDef)]
    return [function for function in functions if not function.name.startswith("_")]

"""A running instance stays on the version it began with: no code writes another (INV-19)."""

from __future__ import annotations

import ast

from tests.codebase.tree import BROKEN, modules

FIXED = {"release_id", "process_id", "case_id"}


def test_no_update_of_an_instance_names_its_version_process_or_case() -> None:
    (store,) = (module for module in modules("app") if module.name == "app/store/instances.py")
    assert _rewriting(store.tree) == []


def test_an_update_of_an_instances_version_would_be_noticed() -> None:
    kept = ast.parse((BROKEN / "INV-19.txt").read_text("utf-8"))
    assert _rewriting(kept) == ["release_id"]


def _rewriting(tree: ast.AST) -> list[str]:
    """Return the fixed columns that a call of `values` names."""
    return [
        keyword.arg
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "values"
        for keyword in call.keywords
        if keyword.arg in FIXED
    ]


def test_instances_are_written_in_one_module() -> None:
    writing = {
        module.name
        for module in modules("app")
        for call in module.calls()
        if isinstance(call.func, ast.Name | ast.Attribute)
        and ast.unparse(call.func).rsplit(".", 1)[-1] in {"update", "update_table"}
        and call.args
        and ast.unparse(call.args[0]) == "instance"
    }
    assert writing == {"app/store/instances.py"}

"""An instance changes its version only by an approved request, and loses nothing (INV-19)."""

from __future__ import annotations

import ast

from tests.codebase.tree import BROKEN, modules

FIXED = {"release_id", "process_id", "case_id"}
# The one statement that writes another version, the one function that runs it, who may call that.
STATEMENT, WRITER, MOVER = "_SAVE_ON", "put_on_release", "app/steps/reseating.py"


def test_no_other_update_of_an_instance_names_its_version_process_or_case() -> None:
    store = _store()
    (allowed,) = (
        node
        for node in store.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == STATEMENT
    )
    assert _rewriting(allowed) == ["release_id"]
    assert _rewriting(store) == _rewriting(allowed)


def test_the_other_version_is_written_by_one_function_after_judging_and_recording() -> None:
    using = [
        node.name
        for node in _store().body
        if isinstance(node, ast.FunctionDef) and STATEMENT in _names(node)
    ]
    assert using == [WRITER]
    callers = {m.name for m in modules("app") if WRITER in ast.unparse(m.tree)}
    assert callers == {"app/store/instances.py", MOVER}
    (moving,) = (module for module in modules("app") if module.name == MOVER)
    (mover,) = (one for one in moving.functions() if WRITER in ast.unparse(one))
    done = [ast.unparse(one.func) for one in ast.walk(mover) if isinstance(one, ast.Call)]
    assert {"_judge", "_record", "case_requests.finish", "audit_log.append"} <= set(done)


def test_an_update_of_an_instances_version_would_be_noticed() -> None:
    kept = ast.parse((BROKEN / "INV-19.txt").read_text("utf-8"))
    assert _rewriting(kept) == ["release_id"]


def _store() -> ast.Module:
    (store,) = (module for module in modules("app") if module.name == "app/store/instances.py")
    return store.tree


def _names(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


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

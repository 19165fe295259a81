"""Nothing evaluates text as code, unpickles bytes, or speaks to a shell (ASVS 1.2.5, 1.3.2)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.codebase.tree import ROOT, files, modules

EVALUATING = {"eval", "exec", "compile", "__import__"}
UNPICKLING = {"pickle", "cPickle", "dill", "marshal", "shelve", "jsonpickle", "cloudpickle"}
# Vietnamese and drawings reach pages escaped; what may not be is marked by `drawn`, in app/web.
UNESCAPED = re.compile(r"\|\s*safe\b|\{%-?\s*autoescape\s+false")
INLINE_STYLE = re.compile(r"<[^>]*\sstyle\s*=")
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)|<[a-z][^>]*\son[a-z]+\s*=|javascript:", re.I)


def test_nothing_evaluates_text_as_python() -> None:
    found = [
        f"{module.name}:{call.lineno} {call.func.id}"
        for module in modules("app")
        for call in module.calls()
        if isinstance(call.func, ast.Name) and call.func.id in EVALUATING
    ]
    assert found == []


def test_nothing_unpickles() -> None:
    found = [
        f"{module.name} imports {name}"
        for module in modules("app")
        for name in module.imports()
        if name.split(".")[0] in UNPICKLING
    ]
    assert found == []


def test_nothing_speaks_to_a_shell() -> None:
    found = [
        f"{module.name}:{call.lineno}"
        for module in modules("app")
        for call in module.calls()
        if _is_shell(call)
    ]
    assert found == []


def test_sql_is_never_put_together_from_text() -> None:
    """An f-string, a sum or a `format` inside `text(…)` would carry values unbound (ASVS 1.2.4)."""
    found = [
        f"{module.name}:{call.lineno}"
        for module in modules("app/store")
        if "/migrations/" not in module.name
        for call in module.calls()
        if isinstance(call.func, ast.Name)
        and call.func.id in {"text", "literal_column"}
        and any(not isinstance(part, ast.Constant) for part in call.args)
    ]
    assert found == []


def test_templates_never_switch_escaping_off() -> None:
    assert list(_lines_with(UNESCAPED)) == []


def test_templates_hold_no_inline_style_or_script() -> None:
    """The Content-Security-Policy would refuse both."""
    assert list(_lines_with(INLINE_STYLE)) == []
    assert list(_lines_with(INLINE_SCRIPT)) == []


def _is_shell(call: ast.Call) -> bool:
    shell = any(
        word.arg == "shell" and not (isinstance(word.value, ast.Constant) and not word.value.value)
        for word in call.keywords
    )
    return shell or ast.unparse(call.func) in {"os.system", "os.popen"}


def _lines_with(pattern: re.Pattern[str]) -> Iterator[str]:
    for path in files("app"):
        if path.suffix == ".html" or path.suffix == ".jinja":
            for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
                if pattern.search(line):
                    yield f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"

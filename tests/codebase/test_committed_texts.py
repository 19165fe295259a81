"""Nothing committed names one machine, one user's folder, or a host to fetch packages from."""

from __future__ import annotations

import re

from tests.codebase.tree import ROOT, texts

# Put together here, so that this file does not hold what it looks for.
MACHINE = re.compile(
    "|".join((r"/wor" + r"k/", r"/roo" + r"t\b", r"/hom" + r"e/\w", r"/User" + "s/"))
)
HOSTS = ("pypi" + ".org", "python" + "hosted", "npm" + "js.", "docker" + ".io", "debian" + ".org")
HOSTS = (
    *HOSTS,
    "github" + "usercontent",
    "gcr" + ".io",
    "quay" + ".io",
    "cdn" + ".",
    "unpkg" + ".",
)
LOCK = "package-lock.json"


def test_no_file_names_a_folder_of_one_machine() -> None:
    found = [f"{name}: {hit}" for name, text in texts() for hit in MACHINE.findall(text)]
    assert found == []


def test_no_file_names_a_host_that_packages_come_from() -> None:
    """Machines have their own mirrors; locks hold hashes, which name the bytes from anywhere."""
    found = [f"{name}: {host}" for name, text in texts() for host in HOSTS if host in text]
    assert found == []


def test_every_package_of_the_pages_is_locked_by_its_hash() -> None:
    text = (ROOT / "app/web/frontend" / LOCK).read_text("utf-8")
    assert text.count('"integrity": "sha512-') == text.count('    "node_modules/')


def test_no_file_holds_a_conflict_mark_or_an_unfinished_note() -> None:
    marks = ("<" * 7 + " ", ">" * 7 + " ", "# TO" + "DO", "# FIX" + "ME", "# XX" + "X")
    found = [f"{name}: {mark}" for name, text in texts() for mark in marks if mark in text]
    assert found == []

"""Nothing installed to run forces its licence upon us: GPL alone and AGPL are refused."""

from __future__ import annotations

import re
from importlib import metadata

from tests.codebase.tree import ROOT

REFUSED = re.compile(r"\b(?<!L)A?GPL|Affero|(?<!Lesser )General Public License", re.I)
USABLE = re.compile(
    r"\bLGPL|Lesser General Public|\bMIT\b|\bBSD|Apache|\bMPL|Mozilla|\bPSF|\bISC\b|Zope", re.I
)


def test_every_package_that_runs_has_a_licence_we_can_use() -> None:
    unusable = {name: licence for name in _locked() if not USABLE.search(licence := _licence(name))}
    assert unusable == {}


def test_no_package_that_runs_is_under_gpl_alone_or_agpl() -> None:
    refused = {
        name: licence
        for name in _locked()
        if REFUSED.search(licence := _licence(name)) and not USABLE.search(licence)
    }
    assert refused == {}


def _locked() -> list[str]:
    """Return the packages of the image's lock, without those of other platforms."""
    text = (ROOT / "docker/requirements.txt").read_text("ascii")
    names = re.findall(r"^([a-z0-9-]+)==\S+(?: ; (.*))? \\$", text, re.M)
    return [name for name, only in names if "win32" not in only]


def _licence(name: str) -> str:
    """Return what a package says of its licence: an expression, classifiers, or the text itself."""
    about = metadata.metadata(name)
    classifiers = [text for text in about.get_all("Classifier") or () if "License ::" in text]
    told = [about.get("License-Expression") or "", *classifiers]
    return " | ".join(text for text in told if text) or _opening_of_text(name)


def _opening_of_text(name: str) -> str:
    files = [path for path in metadata.files(name) or () if "LICEN" in path.name.upper()]
    return files[0].read_text()[:200] if files else ""

"""`install` and `publish` where owners have published from drafts meanwhile."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from app import create_app
from app.actions import Services
from app.config import ROOT
from app.domain.diagrams import Finding, Severity
from app.domain.verified import Shown, Verified, VerifiedProcess
from app.publication.verifying.asking import digest_of, rules_of
from app.publication.verifying.of_folder import EVERY
from app.publication.verifying.results import LONGEST, folder_of, keep
from app.store.releases import NewArtifact
from tests.actions.owner.factories import EXTENSION
from tests.actions.owner.test_publication import approved, in_use, requested
from tests.factories import AtWork

BROKEN = Finding(
    "clause-EXT-01",
    Severity.ERROR,
    "Gia hạn trước khi có lý do",
    "Sửa bước làm trái",
    "decide_extension",
    path=("Văn phòng: “Ghi”",),
)
DIAGRAM = Path(EXTENSION) / f"{EXTENSION}.bpmn"


@pytest.fixture
def own_folder(sqlite_office: AtWork, tmp_path: Path) -> Path:
    """Give the installation a folder of workflows that the test may change."""
    folder = tmp_path / "workflows"
    shutil.copytree(ROOT / "workflows", folder)
    services = sqlite_office.services
    settings = replace(services.settings, workflows_dir=folder)
    sqlite_office.services = Services(settings, database=services.database, clock=services.clock)
    return folder


def found_before(office: AtWork, folder: Path, *findings: Finding) -> None:
    """Let the folder have been verified before with these findings: a case takes ten seconds."""
    files = {}
    for kind, paths in (
        ("process", folder.glob("*/*.bpmn")),
        ("decision", folder.glob("*/*.dmn")),
        ("form", (ROOT / "forms").glob("*/*.form")),
    ):
        for path in paths:
            key = f"{path.parent.name}.{path.stem}" if kind == "form" else path.stem
            files[f"{kind}:{key}"] = NewArtifact(kind, key, path.name, path.read_bytes())
    settings = office.services.settings
    digest = digest_of(files, rules_of(settings), EVERY)
    shown = tuple(Shown(finding) for finding in findings)
    process = VerifiedProcess(EXTENSION, "Gia hạn", 12, 0.1, "", (), shown)
    keep(folder_of(settings), Verified(digest, (process,), LONGEST))


def typed(office: AtWork, *words: str) -> Result:
    flask_app: Flask = create_app(office.services.settings, office.services)
    return flask_app.test_cli_runner().invoke(args=list(words))


def test_installation_starts_on_the_owners_version_where_the_folder_differs(
    sqlite_office: AtWork, own_folder: Path
) -> None:
    approved(sqlite_office, requested(sqlite_office))
    mine = in_use(sqlite_office)
    path = own_folder / DIAGRAM
    path.write_bytes(path.read_bytes().replace(b"</bpmn:definitions>", b"</bpmn:definitions>\n"))
    refused = typed(sqlite_office, "publish")
    assert refused.exit_code == 1 and "--overwrite" in refused.output
    started = typed(sqlite_office, "install")
    assert started.exit_code == 0 and "Giữ bản đang dùng" in started.output
    assert in_use(sqlite_office) == mine
    found_before(sqlite_office, own_folder, BROKEN)
    refused = typed(sqlite_office, "publish", "--overwrite")
    assert refused.exit_code == 1 and in_use(sqlite_office) == mine
    assert (
        "Gia hạn trước khi có lý do" in refused.output and "    Văn phòng: “Ghi”" in refused.output
    )
    found_before(sqlite_office, own_folder)
    published = typed(sqlite_office, "publish", "--overwrite")
    assert published.exit_code == 0 and "giữ đúng các điều khoản" in published.output
    assert in_use(sqlite_office) == path.read_bytes()


def test_two_files_of_one_name_or_a_file_under_another_id_are_refused_by_name(
    sqlite_office: AtWork, own_folder: Path
) -> None:
    twin = own_folder / "twin" / DIAGRAM.name
    twin.parent.mkdir()
    shutil.copy(own_folder / DIAGRAM, twin)
    refused = typed(sqlite_office, "publish")
    assert refused.exit_code == 1 and "p01e_extension.bpmn" in refused.output
    twin.rename(twin.with_name("other.bpmn"))
    refused = typed(sqlite_office, "publish")
    assert refused.exit_code == 1 and "“other”" in refused.output


def test_a_folder_named_on_the_line_is_published_and_one_without_diagrams_refused(
    sqlite_office: AtWork, own_folder: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "checked-out" / "workflows"
    shutil.copytree(own_folder, folder)
    path = folder / DIAGRAM
    path.write_bytes(path.read_bytes().replace(b"</bpmn:definitions>", b"</bpmn:definitions>\n"))
    found_before(sqlite_office, folder)
    published = typed(sqlite_office, "publish", str(folder))
    assert published.exit_code == 0, published.output
    assert in_use(sqlite_office) == path.read_bytes()
    refused = typed(sqlite_office, "publish", str(folder / "rules"))
    assert refused.exit_code == 1 and "không có sơ đồ nào" in refused.output
    assert in_use(sqlite_office) == path.read_bytes()

"""The dossier of SC-19 with its key, made once; and the verifier run as an inspector does."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.actions.audit.export_dossier import export_dossier
from app.actions.audit.make_signing_key import make_signing_key
from app.config import ROOT
from app.scenarios.running import run_files
from app.scenarios.setting import fixture_of
from app.scenarios.stage import Stage
from app.store.database import Database
from tests.factories import AtWork, settings_for
from tests.scenarios.conftest import stages_on

SC_19 = ROOT / "workflows/p01_art4_case/scenarios/SC-19.yaml"
# Nothing but the verifier's own folder and installed packages can be found from there.
RUN = "import sys; sys.path.insert(0, sys.argv.pop(1)); "
RUN += "import runpy; runpy.run_module('chu_truong_verifier', run_name='__main__', alter_sys=True)"


@dataclass(frozen=True)
class Taken:
    """What an inspector takes along: the dossier, and the public key that was made known."""

    dossier: Path
    key: Path


Verifying = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def taken(installed_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Taken:
    """The dossier of a case that the head decided without consensus, and the key."""
    folder = tmp_path_factory.mktemp("dossier")
    shutil.copy(installed_sqlite, folder / "office.db")
    database = Database(f"sqlite:///{folder / 'office.db'}")
    stages: list[Stage] = []
    fixture = fixture_of(settings_for(folder))
    set_stage = stages_on(database, folder, fixture, folder / "verifications")
    [outcome] = run_files([SC_19], fixture, lambda s: stages.append(set_stage(s)) or stages[-1])
    assert outcome.difference == ""
    services = stages[-1].services
    office = AtWork(services, stages[-1].clock)
    make_signing_key(services)
    (staged,) = stages[-1].cases.values()
    office.case_id = staged.case_id
    made = export_dossier(services, office.actor("kiemsoat"), office.case().code)
    database.dispose()
    (folder / made.file_name).write_bytes(made.content)
    return Taken(folder / made.file_name, folder / "proof" / "signing-key.pub")


@pytest.fixture(scope="session")
def verifier(tmp_path_factory: pytest.TempPathFactory) -> Verifying:
    """Run the verifier's command from a copy of its folder, away from everything of ours."""
    away = tmp_path_factory.mktemp("laptop")
    shutil.copytree(ROOT / "verifier" / "chu_truong_verifier", away / "chu_truong_verifier")

    def verify(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-I", "-c", RUN, str(away), *map(str, arguments)]
        return subprocess.run(command, cwd=away, capture_output=True, text=True, check=False)  # noqa: S603

    return verify

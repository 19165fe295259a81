"""Installing twice changes nothing; publishing what did not change publishes nothing."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from app.actions.admin.install import install
from app.actions.owner.publish_folder import Verify, publish_folder
from app.errors import DiagramRefused
from app.steps.services import Services
from app.store import audit_log, releases
from tests.factories import AtWork


def _releases(office: AtWork) -> str:
    with office.services.database.reading() as tx:
        return releases.latest_id(tx)


def test_second_installation_changes_nothing(office: AtWork) -> None:
    with office.services.database.reading() as tx:
        before = office.services.world(tx).organisation.people(), audit_log.latest(tx, 5)
    assert install(office.services, with_demo_accounts=True) is False
    with office.services.database.reading() as tx:
        assert (office.services.world(tx).organisation.people(), audit_log.latest(tx, 5)) == before


def test_installation_is_on_record(sqlite_office: AtWork) -> None:
    with sqlite_office.services.database.reading() as tx:
        kinds = [e.event.kind.value for e in audit_log.of_chain(tx, audit_log.SYSTEM_CHAIN)]
    assert kinds == ["organisation_changed", "profile_changed", "release_published"]


def test_unchanged_folder_is_no_new_release(office: AtWork) -> None:
    before = _releases(office)
    assert publish_folder(office.services, verify=Verify.CHANGES).id == before
    assert _releases(office) == before


def _with_folder(office: AtWork, folder: Path) -> Services:
    shutil.copytree(office.services.settings.workflows_dir, folder / "workflows")
    settings = replace(office.services.settings, workflows_dir=folder / "workflows")
    return Services(settings, database=office.services.database, clock=office.clock)


def test_refused_folder_publishes_nothing(sqlite_office: AtWork, tmp_path: Path) -> None:
    office = sqlite_office
    services, before = _with_folder(office, tmp_path), _releases(office)
    broken = tmp_path / "workflows" / "p01c_decision" / "p01c_decision.bpmn"
    broken.write_text("<html>not a diagram</html>", "utf-8")
    with pytest.raises(DiagramRefused):
        publish_folder(services)
    assert _releases(office) == before


def test_running_case_keeps_its_release(sqlite_office: AtWork, tmp_path: Path) -> None:
    office = sqlite_office
    task = office.go_to("confirm_authority")
    version = office.carried(task.id)["form_version"]
    shutil.copytree(office.services.settings.forms_dir, tmp_path / "forms")
    form = tmp_path / "forms" / "p01a_intake_authority" / "confirm_authority.form"
    text = form.read_text("utf-8")
    assert '"title": "' in text
    form.write_text(text.replace('"title": "', '"title": "Mới: ', 1), "utf-8")
    settings = replace(office.services.settings, forms_dir=tmp_path / "forms")
    inside = Services(settings, database=office.services.database)
    changed = publish_folder(inside, verify=Verify.NEVER)
    assert changed.number == 2
    assert office.carried(task.id)["form_version"] == version
    office.go_on()
    first, office.case_id = office.case_id, ""
    later = office.go_to("confirm_authority")
    assert office.carried(later.id)["form_version"] != version
    assert first != office.case_id

"""A profile without an organisation is tried on another's; its own ends the trial."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.errors import SettingsError
from app.profiles import load_profile, organisation_home

PROFILES = Path(__file__).parents[2] / "workflows" / "profiles"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with HP as it ships and MG with an organisation."""
    for code in ("HP", "MG"):
        (tmp_path / code).mkdir()
        shutil.copy(PROFILES / code / "profile.toml", tmp_path / code)
    (tmp_path / "MG" / "organisation.yaml").touch()
    return tmp_path


def test_what_names_units_is_borrowed_and_everything_else_is_its_own(folder: Path) -> None:
    profile = load_profile(folder, "HP")
    assert organisation_home(folder, "HP") == "MG"
    assert profile.lead_body("monitor") == "MG-TU-BTC"
    assert len(profile.legality_items) == 5
    assert profile.text("place_name") == "Hải Phòng"


def test_an_organisation_of_its_own_ends_the_trial(folder: Path) -> None:
    (folder / "HP" / "organisation.yaml").touch()
    assert organisation_home(folder, "HP") == "HP"
    assert load_profile(folder, "HP").lead_body("monitor") == "HP-TU-BTC"


def test_a_profile_that_can_be_tried_nowhere_is_refused_by_name(folder: Path) -> None:
    (folder / "MG" / "organisation.yaml").unlink()
    with pytest.raises(SettingsError, match="tried_on chỉ tới MG"):
        load_profile(folder, "HP")
    text = (folder / "HP" / "profile.toml").read_text("utf-8").replace('tried_on = "MG"\n', "")
    (folder / "HP" / "profile.toml").write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=r"HP/organisation\.yaml"):
        organisation_home(folder, "HP")

"""Every kind of manipulation once; `python -m tests.campaign.tampering` does hundreds by chance."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.campaign.tampering import Sound, do, prepare, roll_back
from tests.campaign.tampering_deeds import DEEDS, Deed


@pytest.fixture(scope="module")
def sound(installed_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Sound:
    """A database with two cases under way, sealed and signed."""
    return prepare(tmp_path_factory.mktemp("tampering"), installed_sqlite, together=2)


@pytest.mark.clause("INV-18")
@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__)
def test_a_manipulation_is_found_and_its_first_event_named(deed: Deed, sound: Sound) -> None:
    assert do(sound, deed, Random(4)) == ""  # noqa: S311


def test_an_older_copy_put_back_is_found_and_what_was_lost_named(sound: Sound) -> None:
    assert roll_back(sound) == ""

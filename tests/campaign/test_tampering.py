"""Every kind of manipulation once; `python -m tests.campaign.tampering` does hundreds by chance."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.campaign.expected import Deed
from tests.campaign.row_deeds import ROW_DEEDS
from tests.campaign.tampering import Sound, do, do_to_rows, prepare, roll_back
from tests.campaign.tampering_deeds import DEEDS


@pytest.fixture(scope="module")
def sound(installed_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Sound:
    """A database with two cases under way, sealed and signed."""
    return prepare(tmp_path_factory.mktemp("tampering"), installed_sqlite, together=2)


@pytest.mark.clause("INV-18")
@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__)
def test_a_manipulation_is_found_and_its_first_event_named(deed: Deed, sound: Sound) -> None:
    assert do(sound, deed, Random(4)) == ""  # noqa: S311


@pytest.mark.clause("INV-18")
@pytest.mark.parametrize("deed", ROW_DEEDS, ids=lambda deed: deed.__name__)
def test_a_row_that_is_not_as_recorded_is_found(deed: Deed, sound: Sound) -> None:
    assert do_to_rows(sound, deed, Random(4)) == ""  # noqa: S311


def test_rows_changed_where_the_record_is_sound_are_named_by_verifying(sound: Sound) -> None:
    assert do(sound, ROW_DEEDS[0], Random(5)) == ""  # noqa: S311


def test_an_older_copy_put_back_is_found_and_what_was_lost_named(sound: Sound) -> None:
    assert roll_back(sound) == ""

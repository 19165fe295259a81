"""A folder verified before it is published: each process once, told, kept, refused, cut off."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.config import Settings
from app.errors import DiagramRefused, NotVerified
from app.publication.verifying.asking import digest_of, rules_of
from app.publication.verifying.of_folder import EVERY, check_folder
from app.publication.verifying.results import LONGEST, folder_of, keep
from tests.publication.verifying.file_sets import CALLED, PROCESS, file_set, unnumbered


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return replace(Settings.from_environment({}), uploads_dir=tmp_path)


def test_every_process_is_verified_once_and_told_while_it_is(settings: Settings) -> None:
    told: list[tuple[int, int]] = []

    def progress(_name: str, number: int, total: int, _states: int) -> None:
        told.append((number, total))

    found = check_folder(settings, file_set(), progress)
    assert [one.process_id for one in found.processes] == [CALLED, PROCESS]
    assert set(told) == {(1, 2), (2, 2)}
    told.clear()
    assert check_folder(settings, file_set(), progress) == found
    assert told == []


def test_folder_that_breaks_a_clause_is_refused_by_name(settings: Settings) -> None:
    with pytest.raises(DiagramRefused) as refused:
        check_folder(settings, unnumbered(), lambda *_told: None)
    assert "clause-SUP-03" in {one.rule for one in refused.value.findings}


def test_process_that_is_too_large_to_be_explored_is_named(settings: Settings) -> None:
    files = file_set()
    found = check_folder(settings, files, lambda *_told: None)
    digest = digest_of(files, rules_of(settings), EVERY)
    first, second = found.processes
    cut = replace(found, digest=digest, processes=(replace(first, cut="states"), second))
    keep(folder_of(settings), replace(cut, allowed=LONGEST))
    with pytest.raises(NotVerified, match=first.name):
        check_folder(settings, files, lambda *_told: None)

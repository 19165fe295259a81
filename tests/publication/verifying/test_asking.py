"""Verification of a file set in a process of its own: kept, refused, stopped, out of time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from app.config import ROOT, Settings
from app.domain.verified import RunState, Verified, VerifiedProcess
from app.errors import DiagramRefused, NotVerified
from app.publication.file_set import FileSet
from app.publication.verifying.asking import WHOLE, Question
from app.publication.verifying.results import LONGEST, folder_of, keep
from app.publication.verifying.runs import SILENCE
from tests.publication.verifying.file_sets import PROCESS, file_set, unnumbered
from tests.verification.edits.making import shipped
from tests.verification.redrawing import Redrawing

# A busy machine needs a while to start another process.
PATIENCE = 60
SERVER = """
import sys
from dataclasses import replace
from pathlib import Path
from app.config import Settings
from app.publication.verifying.asking import Question
from tests.publication.verifying.file_sets import PROCESS, file_set
settings = replace(Settings.from_environment({}), uploads_dir=Path(sys.argv[1]))
Question(settings, file_set(), PROCESS, "d1").begin()
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return replace(Settings.from_environment({}), uploads_dir=tmp_path)


def asked(settings: Settings, files: FileSet | None = None) -> Question:
    return Question(settings, files or file_set(), PROCESS, "d1")


def all_ended() -> None:
    """Wait until the other processes are gone: a thread each waits for them."""
    for thread in threading.enumerate():
        if thread.name == "verification":
            thread.join(PATIENCE)
            assert not thread.is_alive()


def cut_off(settings: Settings, question: Question, allowed: float) -> None:
    """Keep a result that ran out of time."""
    process = VerifiedProcess(PROCESS, "Báo cáo", 1234, allowed, "time", (), ())
    keep(folder_of(settings), Verified(question.digest, (process,), allowed))


def test_result_is_kept_under_the_digest_of_the_very_files(settings: Settings) -> None:
    question = asked(settings)
    assert (question.known(), question.run().state) == (None, RunState.NONE)
    found = question.answer()
    assert found.findings == () and set(found.standings) == {"kept"}
    assert (question.known(), question.run().state) == (found, RunState.DONE)
    question.check()
    renamed = Redrawing(shipped()[PROCESS]).set("acknowledge_report", "name", "Đã nhận").data
    assert asked(settings, file_set(**{PROCESS: renamed})).known() is None
    all_ended()


def test_diagram_that_the_gate_refuses_comes_back_with_its_findings(settings: Settings) -> None:
    data = Redrawing(shipped()[PROCESS]).set("start_superior_report", "id", "x y").data
    question = asked(settings, file_set(**{PROCESS: data}))
    with pytest.raises(DiagramRefused):
        question.answer()
    assert question.run().refused and question.known() is None


def test_run_that_is_cancelled_or_superseded_ends_and_proves_nothing(settings: Settings) -> None:
    first, second = asked(settings), asked(settings, unnumbered())
    first.glance()
    assert first.run().state is RunState.RUNNING
    second.begin()
    assert first.run().state is RunState.NONE
    assert second.cancel() and not second.cancel()
    assert second.run().state is RunState.CANCELLED
    all_ended()
    assert (first.known(), second.known()) == (None, None)
    with pytest.raises(NotVerified):
        second.check()


def test_run_ends_with_its_server(settings: Settings) -> None:
    words = [sys.executable, "-c", SERVER, str(settings.uploads_dir)]
    subprocess.run(words, cwd=ROOT, check=True)  # noqa: S603 our own words
    runs = folder_of(settings) / "runs"
    ends = time.monotonic() + PATIENCE
    while {path.name for path in runs.iterdir()} != {"d1.json"}:
        assert time.monotonic() < ends
        time.sleep(0.1)
    assert asked(settings).known() is None


def test_run_that_falls_silent_is_called_broken_off(settings: Settings) -> None:
    question = asked(settings)
    runs = folder_of(settings) / "runs"
    runs.mkdir(parents=True)
    wanted = {"run": "r1", "digest": question.digest, "seconds": 30, "cancelled": False}
    (runs / "d1.json").write_text(json.dumps(wanted))
    assert question.run().state is RunState.RUNNING
    long_ago = time.time() - 2 * SILENCE
    os.utime(runs / "d1.json", (long_ago, long_ago))
    assert question.run().state is RunState.LOST
    assert not question.cancel()


def test_what_ran_out_of_time_is_shown_and_asks_for_more_before_publication(
    settings: Settings,
) -> None:
    question = asked(settings)
    cut_off(settings, question, WHOLE)
    assert question.known() is not None
    for ask in (question.answer, question.check):
        with pytest.raises(NotVerified):
            ask()
    with pytest.raises(NotVerified, match=r"30 giây.*1234 trạng thái.*Kiểm tra lại"):
        question.answer()


def test_longest_run_is_the_last_word(settings: Settings) -> None:
    question = asked(settings)
    cut_off(settings, question, LONGEST)
    question.check()
    assert question.answer().ran_out_of_time

"""Commands about the record say what is wrong in words, apart from what is broken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import create_app
from app.actions.audit.make_signing_key import make_signing_key
from app.cli.audit import write_whole
from tests.factories import AtWork


@pytest.mark.parametrize(
    "words",
    [
        ("dossier", "MG-2024-9999"),
        ("conformance", "MG-2024-9999"),
        ("restrict", "MG-2024-9999", "--reason", "Theo Công văn số 12-CV/ThU"),
        ("account", "chu_truong_app"),
        ("make-key",),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line(
    sqlite_office: AtWork, words: tuple[str, ...]
) -> None:
    make_signing_key(sqlite_office.services)
    app = create_app(sqlite_office.services.settings, sqlite_office.services)
    runner = app.test_cli_runner()
    told = runner.invoke(args=["audit", *words])
    assert told.exit_code == 2
    assert len(told.stderr.splitlines()) == 1 and "Traceback" not in told.output


def test_log_that_somebody_stops_leaves_what_was_there(tmp_path: Path) -> None:
    def stopped() -> Iterator[bytes]:
        yield b"<log>"
        raise KeyboardInterrupt

    place = tmp_path / "log.xes"
    write_whole(place, iter((b"<log>", b"</log>")))
    with pytest.raises(KeyboardInterrupt):
        write_whole(place, stopped())
    assert [path.name for path in tmp_path.iterdir()] == ["log.xes"]
    assert place.read_bytes() == b"<log></log>"

"""`flask --app app diagram …`: check files, run a bare diagram. Formats: docs/diagram-run.md."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import current_app
from flask.cli import AppGroup

from app.cli.diagram_folder import diagrams_in, folder_as_json, folder_as_text
from app.cli.diagram_text import as_text, ending_of, errors_of, lines_of, told_as_json
from app.cli.time_limit import Crashed, TookTooLong, within
from app.config import Settings
from app.domain.diagrams import Finding, Severity
from app.errors import ChuTruongError, DiagramRefused

if TYPE_CHECKING:
    from app.actions.owner.run_diagram import BareRun

# Ten seconds are promised to the reader; starting up takes its part of them.
CHECK_SECONDS = 8.0
# Of these the verifier explores; judging and replaying what it found takes the rest.
VERIFY_SECONDS = 4.0
RUN_SECONDS = 120.0
MOST_BYTES = 10 * 1024 * 1024
ACCEPTED, REFUSED, WAITING = 0, 1, 2

group = AppGroup("diagram", short_help="Kiểm tra và chạy thử một sơ đồ BPMN.")


@group.command("check")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@click.option("--publish", is_flag=True, help="Kiểm tra cả điều kiện để công bố.")
@click.option("--verify", is_flag=True, help="Xét mọi đường đi; in đường đi ngắn nhất tới lỗi.")
def check(file: Path, as_json: bool, publish: bool, verify: bool) -> None:
    """Kiểm tra FILE, hoặc mọi sơ đồ trong thư mục. Thoát 0 là đạt, 1 là có tệp bị từ chối."""
    # Loaded before the clock runs: the limit is for the file, not for a slow disk.
    from app.actions.owner import check_diagram as _loaded  # noqa: F401
    from app.actions.owner import verify_diagram as _loaded_too  # noqa: F401

    _speak_anyhow()
    settings = _settings()
    paths, others = diagrams_in(file) if file.is_dir() else ([], [])
    if not paths:
        findings = _checked(file, settings, publish=publish, verify=verify)
        click.echo(told_as_json(findings) if as_json else as_text(file, findings))
        sys.exit(REFUSED if errors_of(findings) else ACCEPTED)
    told = ((path, _checked(path, settings, publish=publish, verify=verify)) for path in paths)
    lines = folder_as_json(told) if as_json else folder_as_text(told, others)
    refused = False
    for line, bad in lines:
        refused = refused or bad
        click.echo(line)
    sys.exit(REFUSED if refused else ACCEPTED)


def _checked(file: Path, settings: Settings, *, publish: bool, verify: bool) -> Sequence[Finding]:
    """Return the findings about one file, within the time that is promised.

    Only what runs as drawn is verified.
    """
    from app.actions.owner.check_diagram import check_diagram
    from app.actions.owner.verify_diagram import verify_diagram

    folders = _folders(file, settings)

    def look() -> tuple[Finding, ...]:
        data = _read(file)
        found = check_diagram(data, folders, publish_in=settings if publish else None)
        if not verify or errors_of(found):
            return found
        return (*found, *verify_diagram(data, folders, settings, seconds=VERIFY_SECONDS))

    try:
        return within(CHECK_SECONDS, lambda: _findings(look))
    except TookTooLong:
        return [_stopped(f"Kiểm tra chưa xong sau {CHECK_SECONDS:.0f} giây")]
    except Crashed:
        return [_stopped("Kiểm tra bị dừng giữa chừng")]


@group.command("run")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--answers", "answers_file", type=click.Path(path_type=Path), help="Tệp trả lời.")
@click.option("--trace", is_flag=True, help="In thêm thời điểm, loại và luồng đã đi.")
@click.option("--strict", is_flag=True, help="Để mở việc không có câu trả lời.")
def run(file: Path, answers_file: Path | None, trace: bool, strict: bool) -> None:
    """Chạy thử FILE, in id từng phần tử đã qua. Thoát 0 kết thúc, 1 lỗi, 2 còn chờ."""
    _speak_anyhow()
    settings = _settings()
    try:
        result = within(RUN_SECONDS, lambda: _run(file, answers_file, settings, strict=strict))
    except TookTooLong:
        result = f"Chạy chưa xong sau {RUN_SECONDS:.0f} giây; kiểm tra vòng lặp trong sơ đồ"
    except Crashed:
        result = "Chạy bị dừng giữa chừng; sơ đồ có phần mà hệ thống không chạy được"
    if isinstance(result, str):
        click.echo(result, err=True)
        sys.exit(REFUSED)
    click.echo("".join(f"{line}\n" for line in lines_of(result, trace=trace)), nl=False)
    click.echo(ending_of(result), err=True)
    if result.fault:
        sys.exit(REFUSED)
    sys.exit(WAITING if result.waiting_for else ACCEPTED)


def _settings() -> Settings:
    settings: Settings = current_app.extensions["services"].settings
    return settings


def _speak_anyhow() -> None:
    """Never fail on a letter that the terminal cannot show."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _read(file: Path) -> bytes:
    """Read a file up to just beyond the limit; raises DiagramRefused when there is none."""
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        why = "không có" if isinstance(error, FileNotFoundError) else "không mở được"
        finding = Finding(
            "file", Severity.ERROR, f"Tệp {file} {why}", "Kiểm tra đường dẫn và quyền đọc tệp"
        )
        raise DiagramRefused([finding]) from error


def _folders(file: Path, settings: Settings) -> list[Path]:
    here = file.absolute().parent
    return [here, here.parent, settings.workflows_dir]


def _findings(look: Callable[[], tuple[Finding, ...]]) -> tuple[Finding, ...]:
    """Return what a look at the file finds, or why nobody could look."""
    try:
        return look()
    except DiagramRefused as refused:
        return refused.findings
    except ChuTruongError as error:
        repair = "Sửa cài đặt đã nêu rồi kiểm tra lại"
        return (Finding("installation", Severity.ERROR, error.message, repair),)


def _run(
    file: Path, answers_file: Path | None, settings: Settings, *, strict: bool
) -> BareRun | str:
    from app.actions.owner.run_diagram import run_diagram

    try:
        answers = b"" if answers_file is None else _read(answers_file)
        folders, now = _folders(file, settings), datetime.now(UTC)
        return run_diagram(_read(file), answers, folders, now, strict=strict)
    except DiagramRefused as refused:
        return as_text(file, refused.findings)
    except ChuTruongError as error:
        return error.message


def _stopped(what: str) -> Finding:
    repair = "Sơ đồ quá phức tạp hoặc có phần hệ thống không đọc được: tách nhỏ, kiểm tra lại"
    return Finding("time-limit", Severity.ERROR, what, repair)

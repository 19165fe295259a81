"""`flask --app app scenario run PATH…`, and the demo's cases. The format: docs/scenarios.md."""

from __future__ import annotations

import secrets
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from app.cli.coverage_text import lines_of_coverage
from app.cli.throwaway import Throwaway, throwaway
from app.config import Settings
from app.errors import ChuTruongError

if TYPE_CHECKING:
    from app.actions import Services
    from app.scenarios.coverage import Passed
    from app.scenarios.pages import Browser
    from app.scenarios.running import Outcome
    from app.scenarios.script import Scenario
    from app.scenarios.stage import Stage

group = AppGroup("scenario", short_help="Chạy kịch bản nghiệp vụ viết bằng YAML.")


@group.command("run")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--database", "url", help="URL máy chủ PostgreSQL; mặc định là tệp SQLite tạm.")
@click.option("--coverage", is_flag=True, help="In những chỗ của sơ đồ đã đi qua; thoát 1 khi sót.")
@click.option("--write-coverage", "write", is_flag=True, help="Ghi workflows/coverage.yaml.")
def run(paths: tuple[Path, ...], url: str | None, coverage: bool, write: bool) -> None:
    """Chạy các kịch bản trong PATHS, mỗi kịch bản trên một cơ sở dữ liệu riêng. Thoát 1 khi sai."""
    if url is not None and not url.startswith(("postgresql://", "postgres://")):
        raise click.BadParameter("ghi URL postgresql://…; không ghi thì dùng tệp SQLite tạm")
    settings: Settings = current_app.extensions["services"].settings
    outcomes: list[Outcome] = []
    try:
        for outcome in _outcomes(paths, settings, url):
            click.echo(_line(outcome))
            outcomes.append(outcome)
        if write:
            _write_coverage(settings.workflows_dir, outcomes)
        whole = _print_coverage(settings.workflows_dir, outcomes) if coverage else True
    except ChuTruongError as error:
        click.echo(error.message, err=True)
        sys.exit(1)
    sys.exit(1 if not whole or any(outcome.difference for outcome in outcomes) else 0)


@group.command("coverage")
def coverage_command() -> None:
    """In những chỗ của sơ đồ mà kịch bản đã đi qua, theo tệp đã ghi. Thoát 1 khi sót."""
    from app.scenarios.credits import as_passed, read_credits

    workflows = current_app.extensions["services"].settings.workflows_dir
    try:
        whole = _print_passed(workflows, as_passed(read_credits(workflows)))
    except ChuTruongError as error:
        click.echo(error.message, err=True)
        sys.exit(1)
    sys.exit(0 if whole else 1)


def _print_coverage(workflows: Path, outcomes: Sequence[Outcome]) -> bool:
    from app.scenarios.coverage import joined

    return _print_passed(workflows, joined(outcome.passed for outcome in outcomes))


def _print_passed(workflows: Path, passed: Passed) -> bool:
    """Print the table; tell whether nothing is missing."""
    from app.scenarios.coverage import missing, places_below

    places = places_below(workflows)
    for line in lines_of_coverage(places, passed):
        click.echo(line)
    return not missing(places, passed)


def _write_coverage(workflows: Path, outcomes: Sequence[Outcome]) -> None:
    from app.scenarios.coverage import places_below
    from app.scenarios.credits import credit, read_credits, write_credits
    from app.scenarios.running import scenario_files

    runs = {outcome.name: outcome.passed for outcome in outcomes if not outcome.difference}
    known = {path.stem for path in scenario_files([workflows])}
    kept = read_credits(workflows)
    write_credits(workflows, credit(places_below(workflows), runs, kept, known))


def _line(outcome: Outcome) -> str:
    name = f"{outcome.name} {outcome.title}".strip()
    if outcome.difference:
        return f"SAI  {name}\n    {outcome.difference}"
    took = f"{outcome.seconds:.1f}".replace(".", ",")
    return f"đạt  {name} ({took} giây)"


def _outcomes(paths: tuple[Path, ...], settings: Settings, url: str | None) -> Iterator[Outcome]:
    from app.scenarios.running import run_files, scenario_files
    from app.scenarios.setting import fixture_of

    fixture = fixture_of(settings)
    for path in scenario_files(paths):
        with tempfile.TemporaryDirectory() as folder, throwaway(Path(folder), url) as database:
            stage = _stager(settings, Path(folder), database)
            yield from run_files([path], fixture, stage)


def _stager(settings: Settings, folder: Path, database: Throwaway) -> Callable[[Scenario], Stage]:
    from app.scenarios.setting import fixture_of, set_stage

    mine = replace(
        settings,
        database_url=database.url,
        uploads_dir=folder / "uploads",
        secret_key=secrets.token_hex(32),
        secret_key_file=folder / "secret-key",
    )
    fixture = fixture_of(mine)
    return lambda scenario: set_stage(scenario, mine, fixture, browsers, forger=database)


def browsers(services: Services) -> Callable[[], Browser]:
    """Return a maker of browsers: test clients of an application over these services."""
    from app import create_app

    app: Flask = create_app(services.settings, services)
    return app.test_client


def load_demo_cases(services: Services) -> bool:
    """Install the demo as of its first day and play its cases; False when it was there before."""
    from app.scenarios.demo import play_demo

    return play_demo(services)

"""`flask --app app scenario run PATH…`, and the demo's cases. The format: docs/scenarios.md."""

from __future__ import annotations

import secrets
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from app.cli.throwaway import Throwaway, throwaway
from app.config import Settings
from app.errors import ChuTruongError

if TYPE_CHECKING:
    from app.actions import Services
    from app.scenarios.pages import Browser
    from app.scenarios.running import Outcome
    from app.scenarios.script import Scenario
    from app.scenarios.stage import Stage

group = AppGroup("scenario", short_help="Chạy kịch bản nghiệp vụ viết bằng YAML.")


@group.command("run")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--database", "url", help="URL máy chủ PostgreSQL; mặc định là tệp SQLite tạm.")
def run(paths: tuple[Path, ...], url: str | None) -> None:
    """Chạy các kịch bản trong PATHS, mỗi kịch bản trên một cơ sở dữ liệu riêng. Thoát 1 khi sai."""
    if url is not None and not url.startswith(("postgresql://", "postgres://")):
        raise click.BadParameter("ghi URL postgresql://…; không ghi thì dùng tệp SQLite tạm")
    failed = 0
    try:
        for outcome in _outcomes(paths, current_app.extensions["services"].settings, url):
            click.echo(_line(outcome))
            failed += bool(outcome.difference)
    except ChuTruongError as error:
        click.echo(error.message, err=True)
        sys.exit(1)
    sys.exit(1 if failed else 0)


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
    return lambda scenario: set_stage(scenario, mine, fixture, browsers, tamper=database.tamper)


def browsers(services: Services) -> Callable[[], Browser]:
    """Return a maker of browsers: test clients of an application over these services."""
    from app import create_app

    app: Flask = create_app(services.settings, services)
    return app.test_client


def load_demo_cases(services: Services) -> bool:
    """Install the demo as of its first day and play its cases; False when it was there before."""
    from app.scenarios.demo import play_demo

    return play_demo(services, browsers)

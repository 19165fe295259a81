"""Commands of an installation: install, publish, serve, worker."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from app.actions import Services
from app.errors import ChuTruongError, Conflict, DiagramRefused

T = TypeVar("T")


def services_of_app() -> Services:
    """Return the services of the running application."""
    services: Services = current_app.extensions["services"]
    return services


@click.command("install")
@click.option("--demo", is_flag=True, help="also load the demo's people and cases")
@with_appcontext
def install_command(demo: bool) -> None:
    """Create or migrate the database, load the profile, publish the procedure."""
    from app.actions.admin.install import install
    from app.actions.owner.publish_folder import Verify, publish_folder

    services = services_of_app()
    _ensure_folders(services)
    if demo:
        from app.cli.scenarios import load_demo_cases

        # The demo installs as of its first day, so that its record runs in order.
        _told(lambda: load_demo_cases(services))
    _told(lambda: install(services))
    try:
        release = _told(
            lambda: publish_folder(services, verify=Verify.CHANGES, progress=Progress()),
            passing=Conflict,
        )
    except Conflict as kept:
        # Owners' versions stay in use; the installation starts all the same.
        click.echo(f"Giữ bản đang dùng: {kept.message}", err=True)
        return
    told = f"Bản công bố số {release.number}, {len(release.manifest)} tệp"
    first = ", bản đi kèm chương trình; flask --app app publish xét nó theo điều khoản"
    click.echo(told + (first if release.number == 1 else ""))


def _ensure_folders(services: Services) -> None:
    settings = services.settings
    settings.uploads_dir.mkdir(parents=True, exist_ok=True)
    settings.secret_key_file.parent.mkdir(parents=True, exist_ok=True)
    if not settings.secret_key_file.is_file():
        settings.secret_key_file.touch(mode=0o600)
        settings.secret_key_file.write_text(secrets.token_hex(32), "ascii")
    _ensure_signing_key(services)


def _ensure_signing_key(services: Services) -> None:
    """Make a key where none was kept yet; a lost one is not replaced in silence."""
    from app.actions.audit.make_signing_key import make_signing_key

    path = services.settings.signing_key_file
    if path is not None and not path.exists() and not path.with_suffix(".pub").exists():
        make_signing_key(services)


@click.command("publish")
@click.argument(
    "folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--overwrite", is_flag=True, help="also over what owners published from drafts")
@with_appcontext
def publish_command(folder: Path | None, overwrite: bool) -> None:
    """Publish the diagrams, tables and forms of a folder as one release.

    Without FOLDER those of the installation; with it, the forms in `forms` beside it too. Every
    process is verified against the clauses first, as a draft is before its approval.
    """
    from app.actions.owner.publish_folder import publish_folder

    services = services_of_app()
    publish = partial(
        publish_folder, services, workflows=folder, overwrite=overwrite, progress=Progress()
    )
    release = _told(publish)
    click.echo(
        f"Bản công bố số {release.number}, {len(release.manifest)} tệp, "
        "mọi đường đi đều giữ đúng các điều khoản"
    )


class Progress:
    """Tells on the terminal which process is being verified: a line for each."""

    def __init__(self) -> None:
        self._last = 0

    def __call__(self, name: str, number: int, total: int, _states: int) -> None:
        """Tell it once."""
        if number != self._last:
            click.echo(f"Kiểm tra theo điều khoản {number}/{total}: {name}", err=True)
            self._last = number


@click.command("worker")
@click.option("--every", default=5.0, show_default=True, help="seconds between two ticks")
@with_appcontext
def worker_command(every: float) -> None:
    """Fire due timers and sweep the answer clocks until stopped."""
    from app.cli.scenarios import browsers
    from app.worker import Worker

    Worker(services_of_app(), every, browsers).run()


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--threads", default=8, show_default=True)
@with_appcontext
def serve_command(host: str, port: int, threads: int) -> None:
    """Serve the pages with waitress and the worker beside them, in one process."""
    import waitress

    from app.cli.scenarios import browsers
    from app.worker import Worker

    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    Worker(services_of_app(), 5.0, browsers).start()
    click.echo(f"Chủ trương: http://{host}:{port}/")
    waitress.serve(app, host=host, port=port, threads=threads, ident="chu-truong")


def _told(act: Callable[[], T], *, passing: type[ChuTruongError] | tuple[()] = ()) -> T:
    """Return what the act returns, or end with its refusal in words; `passing` goes through."""
    try:
        return act()
    except passing:
        raise
    except DiagramRefused as refused:
        for finding in refused.findings:
            click.echo(f"{finding.element_id}: {finding.message}. {finding.repair}", err=True)
            for step in finding.path:
                click.echo(f"    {step}", err=True)
        sys.exit(1)
    except ChuTruongError as error:
        click.echo(error.message, err=True)
        sys.exit(1)

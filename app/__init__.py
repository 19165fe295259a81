"""The application factory; the only place where all parts meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.config import Settings

if TYPE_CHECKING:
    from flask import Flask

    from app.actions import Services


def create_app(settings: Settings | None = None, services: Services | None = None) -> Flask:
    """Build the application: settings, services, pages, commands; opens no database yet."""
    from flask import Flask

    from app import cli, logs, web
    from app.actions import Services

    logs.configure()
    settings = settings or Settings.from_environment()
    services = services or Services(settings)
    flask_app = Flask(__name__, static_folder=None)
    flask_app.extensions["services"] = services
    web.register(flask_app, services)
    cli.register(flask_app)
    return flask_app

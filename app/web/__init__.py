"""The browser door: blueprints, templates, error pages. Below this nothing knows Flask."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from markupsafe import Markup

from app.actions import Services
from app.web import (
    assets,
    audit,
    calendar,
    case_acts,
    case_search,
    cases,
    configuration,
    document_templates,
    documents,
    drafts,
    editor,
    error_pages,
    exports,
    forms_html,
    guide,
    health,
    inbox,
    incidents,
    inspection,
    keys,
    language,
    log,
    monitor,
    moves,
    number_series,
    organisation,
    organisation_files,
    people,
    plans,
    processes,
    readings,
    record_checks,
    rehearsal,
    repairs,
    retention,
    ruler,
    security,
    session,
    settings,
    sign_in,
    situations,
    system_state,
    tasks,
    terms,
    uploads,
    verification,
    words,
)
from app.web.acts import Acts
from app.web.compiled_routes import SharedRule
from app.web.compiled_templates import OF_PROCESS

HERE = Path(__file__).parent
BLUEPRINTS = (
    sign_in.blueprint,
    inbox.blueprint,
    tasks.blueprint,
    plans.blueprint,
    cases.blueprint,
    case_acts.blueprint,
    documents.blueprint,
    editor.blueprint,
    drafts.blueprint,
    processes.blueprint,
    rehearsal.blueprint,
    situations.blueprint,
    verification.blueprint,
    uploads.blueprint,
    audit.blueprint,
    record_checks.blueprint,
    log.blueprint,
    readings.blueprint,
    retention.blueprint,
    case_search.blueprint,
    exports.blueprint,
    inspection.blueprint,
    monitor.blueprint,
    calendar.blueprint,
    configuration.blueprint,
    number_series.blueprint,
    document_templates.blueprint,
    system_state.blueprint,
    moves.blueprint,
    incidents.blueprint,
    repairs.blueprint,
    organisation_files.blueprint,
    organisation.blueprint,
    people.blueprint,
    terms.blueprint,
    settings.blueprint,
    guide.blueprint,
    health.blueprint,
)


def register(flask_app: Flask, services: Services) -> None:
    """Hang the pages of one running application into it."""
    # not at the top: pages can be walked over sample data without the floors below
    from app.web.rehearsed import Rehearsals
    from app.web.shipped import ShippedActs

    settings = services.settings
    flask_app.extensions["rehearsals"] = Rehearsals(services, _pages_over)
    flask_app.secret_key = settings.secret_key
    flask_app.session_interface = keys.KeyedSessions(settings.secret_key_file)
    install(
        flask_app,
        ShippedActs(services),
        secure=settings.secure_cookies,
        max_upload_bytes=settings.max_upload_bytes,
    )


def _pages_over(services: Services) -> Flask:
    """Return the same pages over other services: what a rehearsal shows."""
    inner = Flask(__name__, static_folder=None)
    register(inner, services)
    return inner


def install(flask_app: Flask, acts: Acts, *, secure: bool, max_upload_bytes: int) -> None:
    """Hang the pages into an application; `acts` is all that they may ask for."""
    flask_app.extensions["acts"] = acts
    flask_app.extensions["max_upload_bytes"] = max_upload_bytes
    _find_files(flask_app)
    flask_app.url_rule_class = SharedRule
    session.install(flask_app)
    language.install(flask_app)
    security.install(flask_app, secure=secure, max_upload_bytes=max_upload_bytes)
    error_pages.install(flask_app)
    guide.install(flask_app)
    incidents.install(flask_app)
    for blueprint in BLUEPRINTS:
        flask_app.register_blueprint(blueprint)
    flask_app.add_template_filter(_drawn, "drawn")
    flask_app.context_processor(lambda: {"person": session.actor_or_none()})
    # globals, so that macros of imported templates see them too
    flask_app.jinja_env.globals.update(words=words, ruler=ruler, forms=forms_html)


def _find_files(flask_app: Flask) -> None:
    """Point the application at this room's templates and static files."""
    # first: whoever asks for the environment makes it with these options
    flask_app.jinja_options = {**flask_app.jinja_options, "bytecode_cache": OF_PROCESS}
    flask_app.template_folder = str(HERE / "templates")
    assets.install(flask_app)
    flask_app.jinja_env.trim_blocks = flask_app.jinja_env.lstrip_blocks = True


def _drawn(svg: str) -> Markup:
    """Let a picture that app.diagrams drew stand in the page; anything else is text."""
    return Markup(svg) if svg.startswith("<svg") else Markup("")  # noqa: S704 drawn by us

"""The command door: one file a group of commands; each only reads arguments and calls actions.

Commands import their actions when they run, so that none waits for what another needs.
"""

from __future__ import annotations

from flask import Flask

from app.cli import audit, clauses, diagram, installation, scenarios

COMMANDS = (
    diagram.group,
    audit.audit,
    audit.invariants,
    clauses.clauses_command,
    installation.install_command,
    installation.publish_command,
    installation.serve_command,
    installation.worker_command,
    scenarios.group,
)


def register(flask_app: Flask) -> None:
    """Hang the commands into `flask --app app`."""
    for command in COMMANDS:
        flask_app.cli.add_command(command)

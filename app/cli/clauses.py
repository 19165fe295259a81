"""`flask --app app clauses`: the register of clauses with everything that carries them."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click
from flask import current_app
from flask.cli import with_appcontext

if TYPE_CHECKING:
    from app.verification.coverage import Covered

FILE = "COVERAGE.md"


@click.command("clauses")
@click.option("--missing", is_flag=True, help="only clauses carried now that lack something")
@click.option("--json", "as_json", is_flag=True, help="print JSON")
@click.option("--write", is_flag=True, help=f"write workflows/clauses/{FILE}")
@with_appcontext
def clauses_command(missing: bool, as_json: bool, write: bool) -> None:
    """Print clause → elements → rules → scenarios; with --missing exit 1 when anything lacks."""
    from app.actions.audit.cover_clauses import cover_clauses
    from app.verification.coverage import as_markdown

    settings = current_app.extensions["services"].settings
    covered = cover_clauses(settings)
    if write:
        (settings.workflows_dir / "clauses" / FILE).write_text(as_markdown(covered), "utf-8")
        return
    shown = [one for one in covered if one.missing] if missing else list(covered)
    if as_json:
        click.echo(json.dumps([_plain(one) for one in shown], ensure_ascii=False, indent=1))
    else:
        _print(shown)
    if missing and shown:
        sys.exit(1)


def _plain(one: Covered) -> dict[str, Any]:
    return {
        **asdict(one.clause),
        "treatment": one.clause.treatment,
        "state": one.state,
        "elements": one.elements,
        "rules": one.rules,
        "scenarios": one.scenarios,
    }


def _print(shown: list[Covered]) -> None:
    for one in shown:
        click.echo(f"{one.clause.id} {one.clause.citation}: {one.state}")
        for label, places in (
            ("phần tử", one.elements),
            ("quy tắc", one.rules),
            ("kịch bản", one.scenarios),
        ):
            if places:
                click.echo(f"  {label}: {', '.join(places)}")

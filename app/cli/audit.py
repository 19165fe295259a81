"""Commands about the record: `audit verify`, `invariants check`, `invariants list`."""

from __future__ import annotations

import sys

import click
from flask import current_app
from flask.cli import AppGroup

audit = AppGroup("audit", help="verify the record")


@audit.command("verify")
@click.option("--chain", default=None, help="only this chain, for example instance:<id>")
def verify(chain: str | None) -> None:
    """Check every row of every chain; exit 1 and name the first wrong row of each broken chain."""
    from app.actions.audit.verify_audit import broken_chains, verify_audit

    page = verify_audit(current_app.extensions["services"], chain_id=chain)
    broken = broken_chains(page)
    rows = sum(check.rows for check in page.chains)
    for check in broken:
        click.echo(f"{check.chain_id}: sai lệch tại dòng {check.bad_row}: {check.reason}")
    if broken:
        sys.exit(1)
    click.echo(f"Nguyên vẹn: {len(page.chains)} chuỗi, {rows} dòng")


invariants = AppGroup("invariants", help="ask the database whether the invariants hold")


@invariants.command("check")
@click.option("--only", default="", help="one invariant, for example INV-07")
def check(only: str) -> None:
    """Ask every invariant; exit 1 and name each violation."""
    from app.actions.audit.check_invariants import check_invariants

    found = check_invariants(current_app.extensions["services"], only)
    for one in found:
        where = " ".join(part for part in (one.case_id, one.instance_id) if part)
        click.echo(f"{one.invariant}: {one.what}" + (f" [{where}]" if where else ""))
    if found:
        sys.exit(1)
    click.echo("Không có bất biến nào bị vi phạm")


@invariants.command("list")
def list_() -> None:
    """Print what keeps each invariant: proof over the diagrams, guards, nightly query."""
    from app.actions.audit.list_invariants import list_invariants

    for one in list_invariants():
        waits = f": chờ {', '.join(one.waits_for)}" if one.waits_for else ""
        click.echo(f"{one.id} {one.title}{waits}")
        for label, places in (
            ("chứng minh", (one.proof,)),
            ("chặn", one.guards),
            ("soát hằng đêm", (one.query,)),
        ):
            for place in filter(None, places):
                click.echo(f"  {label}: {place}")

"""How many SQL statements each act sends on PostgreSQL; the ceilings are kept by a test."""

from __future__ import annotations

from collections.abc import Callable

from app.actions.staff.list_inbox import list_inbox
from app.actions.staff.open_case import open_case
from app.actions.staff.open_task import open_task
from app.store import cases
from tests.bench.standing import CALLING_STEP, OFFICE, PLAIN_STEP, Installation
from tests.postgresql_server import PostgresqlServer


def main() -> int:
    """Print statements and commits of each act, caches filled."""
    server = PostgresqlServer()
    try:
        server.execute("CREATE DATABASE statements")
        installation = Installation(server.url("statements"))
        installation.send(installation.case_at(CALLING_STEP), CALLING_STEP)
        for name, act in _acts(installation).items():
            with installation.services.database.counting() as count:
                act()
            print(f"  {name}: {count.statements} statements, {count.commits} commits")
        installation.services.database.dispose()
    finally:
        server.stop()
    return 0


def _acts(installation: Installation) -> dict[str, Callable[[], object]]:
    """Return the acts in the order in which one case allows them."""
    services, office = installation.services, installation.actor(OFFICE)
    plain, calling = (installation.case_at(step) for step in (PLAIN_STEP, CALLING_STEP))
    with services.database.reading() as tx:
        code = cases.load(tx, plain.case_id).code
    return {
        "open the inbox": lambda: list_inbox(services, office),
        "open a task": lambda: open_task(services, office, plain.task_id),
        "open a case": lambda: open_case(services, office, code),
        "submit, next task in the same process": lambda: installation.send(plain, PLAIN_STEP),
        "submit, the next process is called": lambda: installation.send(calling, CALLING_STEP),
    }

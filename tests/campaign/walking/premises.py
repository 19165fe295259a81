"""Where walks take place: an installation in which everybody has an account, copied for each."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from app.domain.clock import LOCAL
from app.store import accounts, organisation_rows
from app.store.accounts import AccountRow
from app.store.database import Database
from tests.factories import PASSWORD, QUICK_HASH, AtWork, at_work

FIRST_DAY = datetime(2024, 1, 2, 8, 0, tzinfo=LOCAL)
# What provinces choose differently; the first is what MG ships.
CHOICES: dict[str, tuple[Any, ...]] = {
    "override.scope": ("no_majority", "no_majority", "not_approved"),
    "appraisal.negative_rule": ("either", "either", "both"),
    "vote.quorum": ("2/3", "2/3", "1/2"),
    "require_basis_section": (False, False, True),
    "require_own_head_report": (False, False, True),
}


def open_to_everybody(installed: Path) -> None:
    """Give every person of an installation an account, all with one cheap password."""
    database = Database(f"sqlite:///{installed}")
    hashed = QUICK_HASH(PASSWORD)
    with database.transaction() as tx:
        known = {account.person_id for account in accounts.everybody(tx)}
        for person_id in sorted(known):
            accounts.set_password(tx, person_id, hashed)
        for person in organisation_rows.load(tx).persons:
            if person.id not in known:
                row = AccountRow(person.id, person.name, f"walker-{person.id}", hashed)
                accounts.insert(tx, row)
    database.dispose()


def move_in(installed: Path, folder: Path, chance: random.Random) -> AtWork:
    """Return a copy of the installation at work on some day, under some province's choices."""
    copy = folder / "walk.db"
    shutil.copy(installed, copy)
    now = FIRST_DAY + timedelta(days=chance.randrange(900), minutes=chance.randrange(600))
    url = f"sqlite:///{copy}"
    office = at_work(Database(url), folder, url, now)
    cache, code = office.services.cache, office.services.settings.profile
    tree = cache.profiles[code].tree
    for key, values in CHOICES.items():
        tree = _with(tree, key.split("."), chance.choice(values))
    cache.use_profiles({**cache.profiles, code: replace(cache.profiles[code], tree=tree)})
    return office


def _with(tree: Any, path: list[str], value: Any) -> Any:
    name, *rest = path
    return {**tree, name: _with(tree[name], rest, value) if rest else value}

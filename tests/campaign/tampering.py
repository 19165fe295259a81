"""Manipulations of the record by SQL: `python -m tests.campaign.tampering [--manipulations 200]`.

Cases run side by side, sealed and signed as they go on; then a copy of their database is
manipulated, one deed a copy, or an older copy is put in its place. Each must be found, with the
first bad event named. Before that the sound database must verify, and with it whole cases walked by
chance (`--clean`).
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from app import logs
from app.actions.audit.export_dossier import export_dossier
from app.actions.audit.make_signing_key import make_signing_key
from app.actions.audit.seal_chains import seal_chains
from app.domain.views import ChainCheck
from app.steps.agreement import unlike_the_record
from app.steps.proving import broken_chains, verified
from app.store import cases
from app.store.audit_faults import Broken
from app.store.database import Database
from tests.campaign.case_walks import CASES_A_WALK, MEMORY, installed
from tests.campaign.expected import Deed, Expected
from tests.campaign.row_deeds import ROW_DEEDS
from tests.campaign.row_deeds import TABLES as ROW_TABLES
from tests.campaign.tampering_deeds import DEEDS, TABLES
from tests.campaign.walking.looking import Fault, all_cases
from tests.campaign.walking.walk import Walk
from tests.factories import AtWork, at_work
from tests.store.raw_access import without_triggers
from tests.verifier.inspecting import Wrong, check

ELEMENTS = ("register_incoming", "confirm_authority", "assign_appraisal", "check_report")
ROLL_BACKS = 0.1


@dataclass(frozen=True)
class Sound:
    """A sound database file, an older copy of it, and how long each chain was then."""

    folder: Path
    now: Path
    older: Path
    rows_then: dict[str, int]


def main(arguments: list[str] | None = None) -> int:
    """Manipulate and report; 1 when a deed was missed or named wrongly, or a sound one blamed."""
    options = _options(arguments)
    logs.configure()
    began, faults, counts = time.monotonic(), list[str](), Counter[str]()
    place = str(MEMORY) if os.access(MEMORY, os.W_OK) else None
    with TemporaryDirectory(dir=place) as scratch:
        premises = installed(Path(scratch))
        faults += false_alarms(Path(scratch), premises, options.seed, options.clean)
        sound = prepare(Path(scratch), premises)
        for seed in range(options.seed, options.seed + options.manipulations):
            deed, fault = manipulate(sound, seed)
            counts[deed] += 1
            faults += [f"seed {seed}, {deed}: {fault}"] if fault else []
    print(*faults, *(f"{n:5} {deed}" for deed, n in sorted(counts.items())), sep="\n")
    print(
        f"tampering: {counts.total()} manipulations from seed {options.seed}, "
        f"{options.clean} clean cases, {len(faults)} faults, {time.monotonic() - began:.0f} s"
    )
    return 1 if faults else 0


def prepare(folder: Path, premises: Path, together: int = 3) -> Sound:
    """Let some cases go on together, sealed after each part of the way; keep an older copy."""
    place = folder / "sound.db"
    shutil.copy(premises, place)
    database = Database(f"sqlite:///{place}")
    office = at_work(database, folder)
    make_signing_key(office.services)
    codes = [office.start() and office.case_id for _ in range(together)]
    for number, element in enumerate(ELEMENTS):
        for case_id in codes:
            office.case_id = case_id
            office.go_to(element)
        office.clock.tick(3600)
        seal_chains(office.services)
        if number == 1:
            rows_then = {c.chain_id: c.rows for c in verified(office.services).chains}
            _copy(database, place, folder / "older.db")
    _copy(database, place, folder / "now.db")
    return Sound(folder, folder / "now.db", folder / "older.db", rows_then)


def manipulate(sound: Sound, seed: int) -> tuple[str, str]:
    """Do one deed to a copy; return its name and what is wrong with what was found."""
    chance = Random(seed)  # noqa: S311 no secret hangs on it
    if chance.random() < ROLL_BACKS:
        return "roll_back", roll_back(sound)
    deed = chance.choice((*DEEDS, *ROW_DEEDS))
    return deed.__name__, do(sound, deed, chance)


def do(sound: Sound, deed: Deed, chance: Random) -> str:
    """Do a deed to a copy; return what is wrong with what was found."""
    with _copied(sound.now, sound.folder) as database:
        with database.transaction() as tx, without_triggers(tx, *TABLES, *ROW_TABLES):
            expected = deed(tx, chance)
        return _missed(expected, _findings(database, sound.folder))


def do_to_rows(sound: Sound, deed: Deed, chance: Random) -> str:
    """Do a deed to rows alone, in a transaction that is undone; return what is wrong, as `do`."""
    database = Database(f"sqlite:///{sound.now}")
    with database.tentative() as tx, without_triggers(tx, *ROW_TABLES):
        missed = _missed(deed(tx, chance), list(unlike_the_record(tx, (), ())))
    database.dispose()
    return missed


def roll_back(sound: Sound) -> str:
    """Put the older copy back; return what is wrong with what was found."""
    with _copied(sound.older, sound.folder) as database:
        return _missed_roll_back(sound, _findings(database, sound.folder))


def false_alarms(folder: Path, premises: Path, seed: int, number: int) -> list[str]:
    """Walk whole cases by chance, sealing and signing; return what verification blames in them."""
    found = []
    for each in range(seed, seed + -(-number // CASES_A_WALK)):
        home = folder / f"walk-{each}"
        home.mkdir()
        walk = Walk(each, premises, home)
        try:
            walk.run(CASES_A_WALK)
        except Fault as fault:
            found.append(f"seed {each}: {fault}")
        found += [f"seed {each}: sound, yet {blame}" for blame in _blamed(walk.office)]
        walk.office.services.database.dispose()
        shutil.rmtree(home)
    return found


def _blamed(office: AtWork) -> list[str]:
    """Verify a sound installation, and take one of its cases out as a dossier."""
    make_signing_key(office.services)
    seal_chains(office.services)
    blamed = [f"{one.chain_id}: {one.reason}" for one in broken_chains(verified(office.services))]
    with office.services.database.reading() as tx:
        codes = [cases.load(tx, case_id).code for case_id in all_cases(office)]
    for code in list(filter(None, codes))[:1]:
        try:
            check(export_dossier(office.services, None, code).content)
        except Wrong as wrong:
            blamed.append(f"{code}: {wrong}")
    return blamed


def _missed(expected: Expected, found: Sequence[ChainCheck | Broken]) -> str:
    named = {one.chain_id: one.seq if isinstance(one, Broken) else one.bad_row for one in found}
    rows = [named[one] for one in (expected.chain_id, *expected.or_one_of) if one in named]
    if not rows:
        return f"{expected} not named, but {named}"
    right = expected.first <= rows[0] <= expected.last
    return "" if right else f"{expected}, but row {rows[0]} named"


def _missed_roll_back(sound: Sound, found: Sequence[ChainCheck]) -> str:
    """Every chain that had gone on must be named at the first row that was lost, or before it."""
    named = {one.chain_id: one.bad_row for one in found if "bản cũ hơn" in one.reason}
    wrong = {name: row for name, row in named.items() if row > sound.rows_then.get(name, 0) + 1}
    return "" if len(named) > 1 and not wrong else f"{named} named, {wrong} wrongly"


def _findings(database: Database, folder: Path) -> Sequence[ChainCheck]:
    office: AtWork = at_work(database, folder)
    return broken_chains(verified(office.services))


@contextmanager
def _copied(source: Path, folder: Path) -> Iterator[Database]:
    place = folder / "tampered.db"
    shutil.copy(source, place)
    database = Database(f"sqlite:///{place}")
    try:
        yield database
    finally:
        database.dispose()


def _copy(database: Database, place: Path, to: Path) -> None:
    database.dispose()
    shutil.copy(place, to)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--manipulations", type=int, default=200)
    parser.add_argument("--clean", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())

"""What changes rarely and is read by every step: organisation, calendars, profile, releases.

Each is cached in the process and refreshed when its revision number in the database moved, so
one cheap query per transaction keeps several processes in agreement.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.setting_changes import PROFILE, TEMPLATE, SettingChange
from app.organisation import Organisation
from app.profiles import Profile
from app.profiles.profile_file import with_values
from app.steps.catalogue import Catalogue, build_catalogue
from app.store import calendar_days, organisation_rows, releases, revision, setting_changes
from app.store.database import Transaction
from app.working_days import Calendar, CalendarDay, DayKind
from app.working_days.calendar import calendar_of


@dataclass(frozen=True)
class World:
    """The organisation, the calendars and the settings as of one transaction.

    `templates` are the texts that administrators put in place of shipped ones, by document type.
    """

    organisation: Organisation
    calendars: Mapping[str, Calendar]
    profiles: Mapping[str, Profile]
    latest_release: str
    templates: Mapping[str, str] = field(default_factory=dict)

    def calendar(self, profile: str) -> Calendar:
        """Return the working calendar of a profile; an unknown one counts weekdays only."""
        return self.calendars.get(profile, Calendar())


class WorldCache:
    """Keeps the last world and every catalogue that was asked for."""

    def __init__(self, profiles: Mapping[str, Profile]) -> None:
        self.shipped = profiles
        # One name for both: another thread must never see a world with the numbers of another.
        self._held: tuple[Mapping[str, int], World] | None = None
        self._catalogues: dict[str, Catalogue] = {}

    @property
    def profiles(self) -> Mapping[str, Profile]:
        """The profiles as the world was last read, which every request does; else as shipped."""
        held = self._held
        return held[1].profiles if held is not None else self.shipped

    def beside(self) -> WorldCache:
        """Return a cache for a copy of the database: it has the same releases, its own world."""
        found = WorldCache(self.shipped)
        found._catalogues = self._catalogues
        return found

    def kept_world(self, tx: Transaction) -> World | None:
        """Return the world that is kept if the database still has it so, else None."""
        numbers, held = revision.numbers(tx), self._held
        return held[1] if held is not None and held[0] == numbers else None

    def world(self, tx: Transaction) -> World:
        """Return the world as the database has it now."""
        numbers = revision.numbers(tx)
        held = self._held
        if held is None or numbers != held[0]:
            held = self._held = (numbers, self._read(tx))
        return held[1]

    def use_profiles(self, profiles: Mapping[str, Profile]) -> None:
        """Go on with other profiles: their files were edited."""
        self.shipped, self._held = profiles, None

    def _read(self, tx: Transaction) -> World:
        changes = setting_changes.in_force(tx)
        return World(
            organisation=Organisation(organisation_rows.load(tx)),
            calendars={code: _calendar(tx, code) for code in self.shipped},
            profiles={code: _edited(one, changes) for code, one in self.shipped.items()},
            latest_release=releases.latest_id(tx),
            templates=_templates(changes),
        )

    def catalogue(self, tx: Transaction, release_id: str) -> Catalogue:
        """Return a release compiled; built once per process."""
        if release_id not in self._catalogues:
            artifacts = releases.artifacts(tx, release_id)
            self._catalogues[release_id] = build_catalogue(release_id, artifacts)
        return self._catalogues[release_id]


def _edited(profile: Profile, changes: Mapping[str, SettingChange]) -> Profile:
    """Return a profile with what administrators changed; the file is what it starts from."""
    change = changes.get(PROFILE + profile.code)
    return with_values(profile, change.values) if change is not None else profile


def _templates(changes: Mapping[str, SettingChange]) -> dict[str, str]:
    found = {subject: one.values.get("text") for subject, one in changes.items()}
    return {
        subject.removeprefix(TEMPLATE): text
        for subject, text in found.items()
        if subject.startswith(TEMPLATE) and text
    }


def _calendar(tx: Transaction, profile: str) -> Calendar:
    saved = calendar_days.load(tx, profile)
    entries = [CalendarDay(r.day, DayKind(r.kind), r.name, r.decision) for r in saved.days]
    edition = f"lịch {min(saved.years)}–{max(saved.years)}" if saved.years else ""
    return calendar_of(entries, saved.years, edition)

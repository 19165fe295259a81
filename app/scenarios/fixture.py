"""The fixture of a profile: who acts for each body, and what a form is answered unless told.

Data in `workflows/profiles/<profile>/fixture.yaml`; names as scenarios.md uses them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.errors import ScenarioRefused
from app.profiles import OrganisationData, load_organisation
from app.scenarios.nodes import plain, read_yaml, table_of


@dataclass(frozen=True)
class Fixture:
    """Cast and default answers of one profile."""

    cast: Mapping[str, Mapping[str, str]]
    answers: Mapping[str, Mapping[str, Any]]
    organisation: OrganisationData
    # The profile whose organisation this is; scenarios may play under those tried on it.
    home: str

    def person(self, name: str) -> str:
        """Return a person's id from the id or the first name (`Bình`); raise ScenarioRefused."""
        folded = _folded(name)
        if any(person.id == folded for person in self.organisation.people):
            return folded
        raise ScenarioRefused(f"không có người “{name}” trong organisation.yaml")

    def unit(self, name: str) -> str:
        """Return a unit's id from the id or its short form (`HX`); raise ScenarioRefused."""
        ids = [unit.id for unit in self.organisation.units]
        if name in ids:
            return name
        found = [unit_id for unit_id in ids if unit_id.endswith(f"-{name}")]
        if len(found) != 1:
            raise ScenarioRefused(f"không rõ đơn vị “{name}”; ghi đủ mã, ví dụ MG-HX")
        return found[0]

    def rank(self, unit_id: str) -> int:
        """Return the rank of a unit."""
        return next(unit.rank for unit in self.organisation.units if unit.id == unit_id)

    def acting(self, body_id: str, role: str) -> str:
        """Return who acts in a role of a body; raise ScenarioRefused when the cast has nobody."""
        person = self.cast.get(body_id, {}).get(role)
        if not person:
            raise ScenarioRefused(
                f"fixture.yaml không có ai đóng vai “{role}” của {body_id}; ghi “as:” ở bước này"
            )
        return person

    def login(self, person_id: str) -> tuple[str, str]:
        """Return login and demo password of a person; raise ScenarioRefused without account."""
        for account in self.organisation.accounts:
            if account.person_id == person_id:
                return account.login, account.password
        raise ScenarioRefused(f"“{person_id}” không có tài khoản trong organisation.yaml")


def load_fixture(profiles: Path, code: str) -> Fixture:
    """Read the fixture of a profile; raise ScenarioRefused, SettingsError."""
    root = read_yaml(profiles / code / "fixture.yaml").only("cast", "answers")
    answers = plain(table_of(root.need("answers")))
    # A plan on paper says the same; the office adds how it came.
    on_paper = {**answers.get("prepare_plan", {}), **answers.get("enter_paper_plan", {})}
    return Fixture(
        cast=plain(table_of(root.need("cast"))),
        answers={**answers, "enter_paper_plan": on_paper},
        organisation=load_organisation(profiles, code),
        home=code,
    )


def _folded(name: str) -> str:
    plain_letters = unicodedata.normalize("NFD", name.strip().lower()).replace("đ", "d")
    return "".join(c for c in plain_letters if not unicodedata.combining(c))

"""What somebody who fills a form at random knows: who they are, the day, the form, the chance."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from app.domain.clock import LOCAL, local_day, local_iso
from app.domain.forms import FormContext
from app.working_days import Calendar
from tests.factories import AtWork

WORDS = (
    "Tổ dân phố", "người dân", "hồ sơ", "kinh phí", "thí điểm", "phường", "báo cáo hằng quý",
    "giám sát", "đúng hạn", "trách nhiệm", "phương án", "“một cửa”", "10% & 20%", "<chợ>",
    "điều kiện", "bảo đảm", "an toàn", "tiếp thu", "giải trình", "dự toán", "Ý kiến khác",
)  # fmt: skip


@dataclass
class Scene:
    """One person before one form; `boldness` is how often the usual choice is not looked at."""

    chance: random.Random
    office: AtWork
    element: str
    doer: str
    context: FormContext
    boldness: float
    answers: dict[str, Any] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        """The present moment in Việt Nam's time."""
        return self.context.now.astimezone(LOCAL)

    @property
    def today(self) -> date:
        """The law's day."""
        return local_day(self.context.now)

    @property
    def plan(self) -> Mapping[str, Any]:
        """The plan that the form is about, empty where it is given none."""
        return self.context.facts.get("plan") or {}

    @property
    def calendar(self) -> Calendar:
        """The working days of the walk's profile."""
        with self.office.services.database.reading() as tx:
            return self.office.services.world(tx).calendar(self.office.services.settings.profile)

    def fact(self, name: str) -> Any:
        """Return what the register gives the form under a name, or shows in it first."""
        known = self.context.facts.get(name)
        return self.context.prefill.get(name) if known is None else known

    def ids(self, source: str) -> list[str]:
        """Return the values that a source of choices offers."""
        return [option.value for option in self.context.options.get(source, ())]

    def happens(self, usually: float) -> bool:
        """Tell whether something that is usually so is so; the bold are less usual."""
        return self.chance.random() < usually + (0.5 - usually) * self.boldness

    def pick(self, options: Sequence[Any], usual: Any = None) -> Any:
        """Choose one: the usual, or by chance any."""
        if usual in options and self.chance.random() >= self.boldness:
            return usual
        return self.chance.choice(list(options))

    def text(self, at_least: int = 0, at_most: int = 2_000) -> str:
        """Write words until it is long enough."""
        words = [self.chance.choice(WORDS) for _ in range(self.chance.randint(1, 8))]
        while len(" ".join(words)) < at_least:
            words.append(self.chance.choice(WORDS))
        return " ".join(words)[:at_most].strip()

    def day(self, first: int, last: int) -> str:
        """Return a day so many days from today."""
        return (self.today + timedelta(days=self.chance.randint(first, last))).isoformat()

    def earlier(self, since: str | None = None, most: int = 60 * 24) -> str:
        """Return a moment up to now, not before `since`, to the minute."""
        moment = self.now - timedelta(minutes=self.chance.randint(0, most))
        first = datetime.fromisoformat(since) if since else moment
        return local_iso(min(max(moment, first), self.now))

    def upload(self) -> str:
        """Attach a small file."""
        return self.office.upload(self.doer)

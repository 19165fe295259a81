"""Situations of a process: scenarios kept with it, and what came of playing them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True)
class Situation:
    """One situation; `yaml` is the text that the scenario runner plays.

    One that is shipped beside the diagram has neither id nor author, and nobody deletes it here.
    """

    name: str
    title: str
    yaml: str
    process_id: str = ""
    id: str = ""
    source: str = ""
    created_by: str = ""
    created_name: str = ""
    created_at: datetime | None = None

    @property
    def shipped(self) -> bool:
        """Tell whether it stands in the folder of the process."""
        return not self.id


class RunState(StrEnum):
    """Where a run of situations stands; the first two are live."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"


LIVE_RUNS = (RunState.WAITING, RunState.RUNNING)


@dataclass(frozen=True)
class Played:
    """What came of one situation: neither text when it went as written.

    `left_out` says why it was not played.
    """

    name: str
    title: str
    difference: str = ""
    left_out: str = ""
    seconds: float = 0.0


@dataclass(frozen=True)
class SituationRun:
    """The situations of a process played against one set of files, told by its digest.

    `results` are the fields of `Played`; `passed` maps each process to the elements it reached.
    """

    id: str
    process_id: str
    draft_id: str
    version: int
    digest: str
    state: RunState
    total: int
    requested_by: str
    requested_name: str
    requested_at: datetime
    results: Sequence[Mapping[str, str | float]] = ()
    passed: Mapping[str, Sequence[str]] = field(default_factory=dict)
    seen_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def played(self) -> tuple[Played, ...]:
        """What came of each situation so far."""
        return tuple(Played(**one) for one in self.results)  # type: ignore[arg-type]

    @property
    def failed(self) -> tuple[Played, ...]:
        """Those that did not go as written."""
        return tuple(one for one in self.played if one.difference)

    @property
    def live(self) -> bool:
        """Tell whether more is to come."""
        return self.state in LIVE_RUNS


@dataclass(frozen=True)
class SituationStanding:
    """The situations that go before publication of a draft, and their run against it, if any."""

    situations: tuple[Situation, ...]
    digest: str
    run: SituationRun | None = None

    @property
    def blocks(self) -> str:
        """Why publication waits for them; empty when nothing stands against it."""
        if not self.situations:
            return ""
        if self.run is None or self.run.state is RunState.CANCELLED:
            return "Chưa chạy tình huống với bản thảo này; chạy trước khi công bố"
        if self.run.live:
            return f"Đang chạy tình huống, xong {len(self.run.results)} trên {self.run.total}"
        if self.run.failed:
            names = ", ".join(one.name for one in self.run.failed[:5])
            return f"{len(self.run.failed)} tình huống không diễn ra như đã ghi: {names}"
        return ""

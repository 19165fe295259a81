"""The versions of one process, read from the releases: a new one wherever its files changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain.diagrams import Definition
from app.domain.drafts import PublishedChange
from app.domain.views.processes import ProcessVersion, VersionStanding
from app.publication.checking import callers_of
from app.publication.file_set import name_of, tables_asked
from app.publication.parsed import diagram_of
from app.store import instances, published_changes, releases
from app.store.database import Transaction
from app.store.releases import Release


@dataclass(frozen=True)
class Published:
    """All releases with what is needed to tell the versions of any process."""

    releases: tuple[Release, ...]
    changes: Mapping[str, PublishedChange]
    open_by_release: Mapping[tuple[str, str], int]
    diagrams: Mapping[str, bytes]

    @property
    def latest(self) -> Release | None:
        """The newest release, or None before the first."""
        return self.releases[-1] if self.releases else None

    def processes(self) -> tuple[str, ...]:
        """Return the ids of the processes of the newest release."""
        names = self.latest.manifest if self.latest else {}
        return tuple(sorted(n.partition(":")[2] for n in names if n.startswith("process:")))

    def title(self, process_id: str) -> str:
        """Return the name of a process as its newest diagram has it."""
        content = self.diagram(self.latest, process_id)
        diagram = diagram_of(content) if content else None
        return (diagram.main.name if diagram else "") or process_id

    def diagram(self, release: Release | None, process_id: str) -> bytes | None:
        """Return the bytes of a process's diagram in a release, or None."""
        version = release.manifest.get(name_of("process", process_id)) if release else None
        return self.diagrams.get(version) if version else None

    def files(self, release: Release, process_id: str) -> dict[str, str]:
        """Return the files of a process in a release, by name, with their versions."""
        content = self.diagram(release, process_id)
        if content is None:
            return {}
        tables = {name_of("decision", key) for key in tables_asked(content, process_id)}
        own = (name_of("process", process_id), f"form:{process_id}.")
        return {
            name: version
            for name, version in release.manifest.items()
            if name == own[0] or name.startswith(own[1]) or name in tables
        }


def read_published(tx: Transaction) -> Published:
    """Read all releases; diagrams alone come with their bytes."""
    found = releases.all_releases(tx)
    wanted = {v for one in found for n, v in one.manifest.items() if n.startswith("process:")}
    return Published(
        releases=tuple(found),
        changes=published_changes.by_release(tx),
        open_by_release=instances.open_by_release(tx),
        diagrams=releases.contents(tx, wanted),
    )


def versions_of(published: Published, process_id: str) -> tuple[ProcessVersion, ...]:
    """Return the versions of a process, newest first, each with its open cases."""
    found: list[ProcessVersion] = []
    since: dict[str, int] = {}
    for release in published.releases:
        files = published.files(release, process_id)
        if files and (not found or files != found[-1].files):
            found.append(_version(release, files, len(found) + 1, published.changes))
        if files:
            since[release.id] = len(found) - 1
    counted = _open_cases(published, process_id, since)
    last = len(found) - 1
    in_use = bool(published.latest and published.latest.id in since)
    return tuple(
        replace(
            one,
            open_cases=counted[place],
            standing=_standing(in_use and place == last, counted[place]),
        )
        for place, one in reversed(list(enumerate(found)))
    )


def _version(
    release: Release,
    files: Mapping[str, str],
    number: int,
    changes: Mapping[str, PublishedChange],
) -> ProcessVersion:
    change = changes.get(release.id)
    return ProcessVersion(
        number=number,
        release_id=release.id,
        release_number=release.number,
        published_at=release.published_at,
        files=files,
        name=change.version_name if change else "",
        note=change.change_note if change else "",
        requested_by=change.requested_name if change else "",
        approved_by=change.approved_name if change else "",
        sha256=change.sha256 if change else "",
    )


def _standing(in_use: bool, open_cases: int) -> VersionStanding:
    if in_use:
        return VersionStanding.IN_USE
    return VersionStanding.OLD_CASES if open_cases else VersionStanding.PAST


def _open_cases(
    published: Published, process_id: str, since: Mapping[str, int]
) -> Mapping[int, int]:
    """Count open instances by version: of the process itself, and of all that call it."""
    counted: Counter[int] = Counter()
    for release in published.releases:
        if release.id not in since:
            continue
        through = (process_id, *_callers(published, release, process_id))
        for name in through:
            counted[since[release.id]] += published.open_by_release.get((release.id, name), 0)
    return counted


def _callers(published: Published, release: Release, process_id: str) -> tuple[str, ...]:
    if not any(of == release.id for of, _name in published.open_by_release):
        return ()
    return callers_of(_definitions(published, release), process_id)


def _definitions(published: Published, release: Release) -> dict[str, Definition]:
    names = (n.partition(":")[2] for n in release.manifest if n.startswith("process:"))
    read = (published.diagram(release, name) for name in names)
    diagrams = (diagram_of(content) for content in read if content)
    return {one.main_id: one.main for one in diagrams if one}


def older_cases(versions: Sequence[ProcessVersion]) -> int:
    """Return how many open cases run on versions that are not in use any more."""
    old: Iterable[ProcessVersion] = (
        one for one in versions if one.standing is not VersionStanding.IN_USE
    )
    return sum(one.open_cases for one in old)


def number_at(versions: Sequence[ProcessVersion], release_number: int) -> int:
    """Return the number of the version that a release held; 0 where it held none."""
    return max((v.number for v in versions if v.release_number <= release_number), default=0)

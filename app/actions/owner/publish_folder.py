"""Publish the diagrams, tables and forms of the folders as one release (flow 2 of the README)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path

from app.config import Settings
from app.domain.audit import EventKind, NewEvent
from app.domain.diagrams import Finding, Severity
from app.errors import Conflict, DiagramRefused, NotFound
from app.publication.checking import check_everything, errors_in
from app.publication.file_set import FileSet, released
from app.publication.merging import merged_folder
from app.publication.surroundings import surroundings_of
from app.publication.verifying.of_folder import check_folder
from app.publication.verifying.work import Progress
from app.steps.services import Services
from app.store import audit_log, published_changes, releases
from app.store.releases import Artifact, NewArtifact, Release


class Verify(StrEnum):
    """Which folders are verified against the clauses, as a draft is before its approval."""

    ALWAYS = "always"
    # An installation begins with what it was shipped with; whatever comes later is verified.
    CHANGES = "changes"
    # Places to try things on, which nobody's case runs in.
    NEVER = "never"


def publish_folder(
    services: Services,
    published_by: str = "",
    *,
    workflows: Path | None = None,
    overwrite: bool = False,
    verify: Verify = Verify.ALWAYS,
    progress: Progress = lambda *_told: None,
) -> Release:
    """Check everything, then publish it in one transaction; nothing changed, nothing published.

    `workflows` is a folder other than the installation's; a folder `forms` beside it goes with it.

    What owners published from drafts stays; Conflict names files that both sides changed, unless
    `overwrite`. Raises DiagramRefused with all findings at once, those of the clauses included,
    NotVerified for a process too large to be verified, NotFound for a folder without diagrams;
    running instances stay on their release.
    """
    folder = _folder(*_places(services.settings, workflows))
    with services.database.reading() as tx:
        before = releases.latest_id(tx)
        published = released(tx, before)
        files = merged_folder(
            folder,
            published,
            published_changes.versions_from_drafts(tx),
            releases.digests(tx),
            overwrite=overwrite,
        )
        around = surroundings_of(services, tx)
    findings = errors_in(check_everything(files, around))
    if findings:
        raise DiagramRefused(findings)
    changes = bool(published) and _contents(files) != _contents(published)
    verified = verify is Verify.ALWAYS or (verify is Verify.CHANGES and changes)
    if verified:
        check_folder(services.settings, files, progress)
    return _publish(services, files, before, published_by, verified)


def _publish(
    services: Services, files: FileSet, before: str, published_by: str, verified: bool
) -> Release:
    now = services.clock.now()
    with services.database.transaction() as tx:
        releases.stand_in_line(tx)
        if releases.latest_id(tx) != before:
            raise Conflict("Vừa có bản công bố khác trong lúc kiểm tra; công bố lại thư mục")
        release = releases.publish(tx, list(files.values()), published_by, now)
        if release.id != before:
            event = NewEvent(
                kind=EventKind.RELEASE_PUBLISHED,
                at=now,
                summary=f"Công bố bản {release.number}",
                actor_id=published_by,
                payload={
                    "release": release.id,
                    "manifest": dict(release.manifest),
                    "digests": releases.digests_of(tx, release),
                    "verified": verified,
                },
            )
            audit_log.append_system(tx, [event], now)
    return release


def _contents(files: Mapping[str, NewArtifact] | Mapping[str, Artifact]) -> dict[str, bytes]:
    return {name: one.content for name, one in files.items()}


def _places(settings: Settings, workflows: Path | None) -> tuple[Path, Path]:
    """Return the folders of diagrams and of forms."""
    if workflows is None:
        return settings.workflows_dir, settings.forms_dir
    if not any(workflows.glob("*/*.bpmn")):
        # Publishing it would take every process out of use.
        raise NotFound(
            f"Thư mục {workflows} không có sơ đồ nào (<quy trình>/<tên>.bpmn); chỉ tới thư mục "
            "chứa các thư mục quy trình, như workflows"
        )
    beside = workflows.resolve().parent / "forms"
    return workflows, beside if beside.is_dir() else settings.forms_dir


def _folder(workflows: Path, forms: Path) -> dict[str, NewArtifact]:
    """Return the files of the folders by name; raise DiagramRefused where two have one name."""
    found: dict[str, NewArtifact] = {}
    for one, path in _artifacts(workflows, forms):
        name = f"{one.kind}:{one.key}"
        if name in found:
            message = f"Có hai tệp tên {path.name} trong thư mục; id “{one.key}” dùng hai lần"
            repair = "Đổi tên và id của một tệp"
            raise DiagramRefused([Finding("file-id", Severity.ERROR, message, repair, one.key)])
        found[name] = one
    return found


def _artifacts(workflows: Path, forms: Path) -> Iterator[tuple[NewArtifact, Path]]:
    for kind, pattern in (("process", "*/*.bpmn"), ("decision", "*/*.dmn")):
        for path in sorted(workflows.glob(pattern)):
            yield NewArtifact(kind, path.stem, path.name, path.read_bytes()), path
    for path in sorted(forms.glob("*/*.form")):
        key = f"{path.parent.name}.{path.stem}"
        yield NewArtifact("form", key, path.name, path.read_bytes()), path

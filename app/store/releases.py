"""Published diagrams, forms and tables: immutable versions, and releases that name one of each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from app.errors import NotFound
from app.store import revision
from app.store.database import Transaction
from app.store.rows import from_row
from app.store.statements import add
from app.store.tables.execution import artifact_version, release

REVISION = "release"


@dataclass(frozen=True)
class NewArtifact:
    """One file to publish; `kind` is `process`, `form` or `decision`, `key` its id."""

    kind: str
    key: str
    file_name: str
    content: bytes


@dataclass(frozen=True)
class Artifact:
    """One published version of one file."""

    id: str
    kind: str
    key: str
    number: int
    file_name: str
    content: bytes
    sha256: str
    published_by: str
    published_at: datetime


@dataclass(frozen=True)
class Release:
    """What runs together. `manifest` maps `<kind>:<key>` to the id of the artifact's version."""

    id: str
    number: int
    manifest: Mapping[str, str]
    published_by: str
    published_at: datetime


def stand_in_line(tx: Transaction) -> None:
    """Wait for any other publication under way; the release row stays locked until the end."""
    revision.raise_number(tx, REVISION)


def publish(
    tx: Transaction, files: Sequence[NewArtifact], published_by: str, at: datetime
) -> Release:
    """Publish these files as the release; only what changed gets a new version.

    Returns the latest release if nothing changed. Files that are not named are dropped.
    """
    stand_in_line(tx)
    known = _newest_versions(tx)
    manifest: dict[str, str] = {}
    for artifact in files:
        name = f"{artifact.kind}:{artifact.key}"
        if name in manifest:
            raise ValueError(f"published twice: {name}")
        manifest[name] = _version_of(tx, artifact, known.get(name), published_by, at)
    latest = latest_release(tx)
    if latest is not None and dict(latest.manifest) == manifest:
        return latest
    number = latest.number + 1 if latest else 1
    new = Release(f"r{number}", number, manifest, published_by, at)
    tx.execute(add(release), {**new.__dict__})
    return new


def load_release(tx: Transaction, release_id: str) -> Release:
    """Return a release; raise NotFound."""
    row = tx.first(select(release).where(release.c.id == release_id))
    if row is None:
        raise NotFound("Không có bản công bố này")
    return from_row(Release, row)


def latest_release(tx: Transaction) -> Release | None:
    """Return the newest release, or None before the first."""
    row = tx.first(select(release).order_by(release.c.number.desc()).limit(1))
    return from_row(Release, row) if row else None


def latest_id(tx: Transaction) -> str:
    """Return the id of the newest release, or an empty text before the first."""
    latest = latest_release(tx)
    return latest.id if latest else ""


def artifacts(tx: Transaction, release_id: str) -> list[Artifact]:
    """Return the files of a release with their bytes, by kind and key; raise NotFound."""
    ids = list(load_release(tx, release_id).manifest.values())
    query = select(artifact_version).where(artifact_version.c.id.in_(ids))
    query = query.order_by(artifact_version.c.kind, artifact_version.c.key)
    return [from_row(Artifact, row) for row in tx.rows(query)]


def load_version(tx: Transaction, version_id: str) -> Artifact:
    """Return one version of a file; raise NotFound."""
    row = tx.first(select(artifact_version).where(artifact_version.c.id == version_id))
    if row is None:
        raise NotFound("Không có phiên bản này")
    return from_row(Artifact, row)


def all_releases(tx: Transaction) -> list[Release]:
    """Return every release, oldest first."""
    rows = tx.rows(select(release).order_by(release.c.number))
    return [from_row(Release, row) for row in rows]


def digests(tx: Transaction) -> dict[str, frozenset[str]]:
    """Return the digests of all versions ever published, by the file's name."""
    version = artifact_version.c
    found: dict[str, set[str]] = {}
    for row in tx.rows(select(version.kind, version.key, version.sha256)):
        found.setdefault(f"{row['kind']}:{row['key']}", set()).add(row["sha256"])
    return {name: frozenset(some) for name, some in found.items()}


def digests_of(tx: Transaction, of: Release) -> dict[str, str]:
    """Return the digest of each file of a release, by the id of its version."""
    version = artifact_version.c
    query = select(version.id, version.sha256).where(version.id.in_(list(of.manifest.values())))
    return {row["id"]: row["sha256"] for row in tx.rows(query)}


def contents(tx: Transaction, version_ids: Iterable[str]) -> dict[str, bytes]:
    """Return the bytes of these versions by id; unknown ids are left out."""
    version = artifact_version.c
    query = select(version.id, version.content).where(version.id.in_(sorted(set(version_ids))))
    return {row["id"]: bytes(row["content"]) for row in tx.rows(query)}


def versions_of(tx: Transaction, kind: str, key: str) -> list[Artifact]:
    """Return all versions of a file, oldest first."""
    query = select(artifact_version).where(
        artifact_version.c.kind == kind, artifact_version.c.key == key
    )
    rows = tx.rows(query.order_by(artifact_version.c.number))
    return [from_row(Artifact, row) for row in rows]


def _newest_versions(tx: Transaction) -> dict[str, Mapping[str, Any]]:
    version = artifact_version.c
    newest = (
        select(version.kind, version.key, func.max(version.number).label("number"))
        .group_by(version.kind, version.key)
        .subquery()
    )
    query = select(
        version.id, version.kind, version.key, version.number, version.sha256, version.file_name
    ).join(
        newest,
        (newest.c.kind == version.kind)
        & (newest.c.key == version.key)
        & (newest.c.number == version.number),
    )
    return {f"{row['kind']}:{row['key']}": row for row in tx.rows(query)}


def _version_of(
    tx: Transaction,
    artifact: NewArtifact,
    newest: Mapping[str, Any] | None,
    published_by: str,
    at: datetime,
) -> str:
    """Return the id of the version with these bytes, adding one if they are new."""
    sha256 = hashlib.sha256(artifact.content).hexdigest()
    if newest and newest["sha256"] == sha256 and newest["file_name"] == artifact.file_name:
        return str(newest["id"])
    number = newest["number"] + 1 if newest else 1
    version_id = f"{artifact.kind}:{artifact.key}:{number}"
    version = Artifact(
        id=version_id,
        kind=artifact.kind,
        key=artifact.key,
        number=number,
        file_name=artifact.file_name,
        content=artifact.content,
        sha256=sha256,
        published_by=published_by,
        published_at=at,
    )
    tx.execute(add(artifact_version), {**version.__dict__})
    return version_id

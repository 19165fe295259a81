"""Two ways lead to a release, drafts and the folder: what each may not overwrite of the other."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from app.domain.drafts import DraftFile
from app.errors import Conflict
from app.publication.file_set import FileSet
from app.store.audit_log import canonical
from app.store.releases import Artifact, NewArtifact, Release


def check_base(published: Mapping[str, Artifact], files: Iterable[DraftFile]) -> None:
    """Raise Conflict naming the changed files that were published anew since the draft began."""
    moved = [
        one.file_name
        for one in files
        if one.changed and _version(published.get(one.name)) != one.base_version
    ]
    if moved:
        raise Conflict(
            f"{', '.join(moved)} đã có phiên bản mới sau khi mở bản thảo; "
            "mở bản thảo mới từ phiên bản đang dùng rồi đưa phần sửa sang"
        )


def _version(artifact: Artifact | None) -> str:
    return artifact.id if artifact else ""


def manifest_digest(release: Release) -> str:
    """Return the digest of everything a release holds, by the versions it names."""
    return hashlib.sha256(canonical(dict(release.manifest)).encode()).hexdigest()


def merged_folder(
    folder: FileSet,
    published: Mapping[str, Artifact],
    from_drafts: frozenset[str],
    known: Mapping[str, frozenset[str]],
    *,
    overwrite: bool,
) -> dict[str, NewArtifact]:
    """Return what publishing a folder makes of a release that owners changed in drafts meanwhile.

    A file that came from a draft stays where the folder still has an earlier published version of
    it (`known`: digests by name) or does not have it. Where the folder has something new besides,
    Conflict names the file, unless `overwrite`.
    """
    found = dict(folder)
    clashes = []
    for name, current in published.items():
        if current.id not in from_drafts or overwrite:
            continue
        there = folder.get(name)
        digest = hashlib.sha256(there.content).hexdigest() if there else ""
        if there is None or digest in known.get(name, frozenset()):
            found[name] = NewArtifact(current.kind, current.key, current.file_name, current.content)
        else:
            clashes.append(current.file_name)
    if clashes:
        raise Conflict(
            f"{', '.join(sorted(clashes))} đã được công bố từ bản thảo sau lần công bố thư mục "
            "trước, thư mục lại có nội dung khác. Tải tệp đang dùng về thư mục, gộp rồi công bố "
            "với --overwrite"
        )
    return found

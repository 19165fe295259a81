"""Drafts of a process: its files while an owner changes them, until they are published or put away.

A draft covers the file set of one process: its diagram, the forms of its tasks, the tables it asks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

LONGEST_FILE = 10 * 1024 * 1024
MOST_FILES = 200


class FileKind(StrEnum):
    """What a file of a process is; the values are those of published artifacts."""

    PROCESS = "process"
    FORM = "form"
    DECISION = "decision"


ENDINGS = {FileKind.PROCESS: ".bpmn", FileKind.FORM: ".form", FileKind.DECISION: ".dmn"}


class DraftState(StrEnum):
    """Where a draft stands; the first two are live, and a process has one live draft at most."""

    OPEN = "open"
    REQUESTED = "requested"
    PUBLISHED = "published"
    DISCARDED = "discarded"


LIVE = (DraftState.OPEN, DraftState.REQUESTED)


class SaveKind(StrEnum):
    """Why a copy of a file is in a draft's history.

    `ASIDE` is the work of somebody who no longer had the lock, or whose page was behind: refused
    as the draft's state, kept so that nothing is lost.
    """

    STARTED = "started"
    SAVED = "saved"
    UPLOADED = "uploaded"
    REPAIRED = "repaired"
    RESTORED = "restored"
    ASIDE = "aside"


@dataclass(frozen=True)
class Draft:
    """One draft, without its files.

    `version` counts every change and must be sent back with the next one. `editor_id` holds the
    lock; everybody who ever saved stands in `editors` and may not approve. `base_release` is the
    release it was started from, empty for a process that is not published yet.
    """

    id: str
    process_id: str
    title: str
    state: DraftState
    version: int
    base_release: str
    created_by: str
    created_at: datetime
    saved_by: str
    saved_at: datetime
    editor_id: str = ""
    editor_name: str = ""
    editor_since: datetime | None = None
    editors: tuple[str, ...] = ()
    version_name: str = ""
    change_note: str = ""
    requested_by: str = ""
    requested_name: str = ""
    requested_at: datetime | None = None
    return_reason: str = ""
    returned_by: str = ""
    release_id: str = ""

    @property
    def live(self) -> bool:
        """Tell whether anything can still come of it."""
        return self.state in LIVE


@dataclass(frozen=True)
class DraftFile:
    """One file of a draft; `base_version` is the published version it started from, or empty.

    `removed` files stay, with their content, until the draft is published without them.
    """

    draft_id: str
    kind: FileKind
    key: str
    file_name: str
    content: bytes
    sha256: str
    base_version: str = ""
    base_sha256: str = ""
    removed: bool = False

    @property
    def name(self) -> str:
        """The name of the file in a release: `<kind>:<key>`."""
        return f"{self.kind.value}:{self.key}"

    @property
    def changed(self) -> bool:
        """Tell whether publishing it would change anything."""
        return self.removed or self.sha256 != self.base_sha256


@dataclass(frozen=True)
class DraftSave:
    """One copy in the history of a draft, without its bytes; `at` is when it was saved."""

    id: str
    draft_id: str
    version: int
    kind: SaveKind
    file_kind: FileKind
    key: str
    sha256: str
    size: int
    saved_by: str
    saved_name: str
    at: datetime


@dataclass(frozen=True)
class PublishedChange:
    """What is on record about one release that came from a draft; never changed afterwards.

    `sha256` is the digest of the release's manifest; `files` names the versions that were new.
    """

    release_id: str
    draft_id: str
    process_id: str
    version_name: str
    change_note: str
    requested_by: str
    requested_name: str
    requested_at: datetime
    approved_by: str
    approved_name: str
    approved_at: datetime
    files: tuple[str, ...]
    removed: tuple[str, ...]
    sha256: str


@dataclass(frozen=True)
class OpenDraft:
    """A draft with its files as an editor gets it; `yours` says who holds the lock.

    `titles` is what the files call themselves, by their names.
    """

    draft: Draft
    files: tuple[DraftFile, ...]
    yours: bool
    saves: tuple[DraftSave, ...] = field(default_factory=tuple)
    titles: Mapping[str, str] = field(default_factory=dict)

    def file(self, kind: FileKind, key: str) -> DraftFile | None:
        """Return one file, or None."""
        for one in self.files:
            if one.kind is kind and one.key == key:
                return one
        return None

    @property
    def diagram(self) -> DraftFile | None:
        """The diagram, under the process's id."""
        return self.file(FileKind.PROCESS, self.draft.process_id)

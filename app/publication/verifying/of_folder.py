"""Verification of a whole folder before it is published: every process once, kept by content."""

from __future__ import annotations

from app.config import Settings
from app.domain.diagrams import Severity
from app.domain.verified import Verified
from app.errors import DiagramRefused, NotVerified
from app.publication.file_set import FileSet
from app.publication.verifying.asking import digest_of, rules_of
from app.publication.verifying.results import LONGEST, folder_of, keep, kept_result
from app.publication.verifying.work import Progress, Work

# The name of a result that is of no single process.
EVERY = "*"


def check_folder(settings: Settings, files: FileSet, progress: Progress) -> Verified:
    """Return what is found of all processes of a folder, computed here unless it is kept.

    Raises DiagramRefused for what breaks a clause or does not run, NotVerified for a process that
    cannot be explored to its end.
    """
    rules = rules_of(settings)
    digest = digest_of(files, rules, EVERY)
    found = kept_result(settings, digest)
    if found is None:
        found = Work(files, rules, LONGEST, progress=progress).every(digest)
        keep(folder_of(settings), found)
    wrong = [one for one in found.findings if one.severity is Severity.ERROR]
    if wrong:
        raise DiagramRefused(wrong)
    cut = [one.name for one in found.processes if not one.is_complete]
    if cut:
        raise NotVerified(f"Chưa công bố: không đi hết được mọi đường của {', '.join(cut)}")
    return found

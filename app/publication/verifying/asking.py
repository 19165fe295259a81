"""What may be asked about the files that would be published: is it known, start, wait, refuse.

Verification comes in three lengths: a glance after each save, the whole before publication, and
longer once the whole ran out of time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from app.config import Settings
from app.domain.diagrams import Severity
from app.domain.verified import RunState, VerificationRun, Verified
from app.errors import DiagramRefused, NotVerified, StepRefused
from app.publication.file_set import FileSet
from app.publication.verifying.results import LONGEST, cut_result, kept_result
from app.publication.verifying.runs import Wanted

GLANCE = 3.0
WHOLE = 30.0
# Raise it when what is found of the same files changes: kept results are then left aside.
EDITION = "2"


class Question:
    """The verification of a process among `files`; `key` names the draft it is for."""

    def __init__(self, settings: Settings, files: FileSet, process_id: str, key: str = "") -> None:
        self.files = files
        self._settings, self._process_id = settings, process_id
        self._rules = rules_of(settings)
        self.digest = digest_of(files, self._rules, process_id)
        self._wanted = Wanted(settings, key or process_id, self.digest)

    def known(self) -> Verified | None:
        """Return what is known of the very files: all there is, or what a limit of time left."""
        return kept_result(self._settings, self.digest) or cut_result(self._settings, self.digest)

    def run(self) -> VerificationRun:
        """Return the run for the very files."""
        return self._wanted.run()

    def glance(self) -> None:
        """Start a short run, unless something is known."""
        if self.known() is None:
            self._start(GLANCE, together=True)

    def begin(self) -> None:
        """Start a whole run, unless its result is there; a longer one where it ran out of time."""
        if kept_result(self._settings, self.digest) is None:
            self._start(LONGEST if self._ran_out() else WHOLE, together=False)

    def cancel(self) -> bool:
        """Stop the run; False where none is under way."""
        return self._wanted.cancel()

    def answer(self) -> Verified:
        """Return the result, waiting for it if need be.

        Raises DiagramRefused for what the engine's gate refuses, StepRefused when the run was
        stopped or broke off, NotVerified when the time did not suffice: nothing is then proved.
        """
        while (found := kept_result(self._settings, self.digest)) is None:
            if self._ran_out():
                raise NotVerified(_out_of_time(self.known()))
            self.begin()
            _check_ended(self._wanted.awaited())
        return found

    def check(self) -> None:
        """Raise NotVerified for files not verified, DiagramRefused for what breaks a clause."""
        found = kept_result(self._settings, self.digest)
        if found is None:
            raise NotVerified("Tệp vừa đổi trong lúc kiểm tra theo điều khoản; kiểm tra lại")
        wrong = [one for one in found.findings if one.severity is Severity.ERROR]
        if wrong:
            raise DiagramRefused(wrong)

    def _ran_out(self) -> bool:
        cut = cut_result(self._settings, self.digest)
        return cut is not None and cut.allowed >= WHOLE

    def _start(self, seconds: float, *, together: bool) -> None:
        self._wanted.start(self._process_id, self.files, self._rules, seconds, together=together)


def _check_ended(run: VerificationRun) -> None:
    if run.state is RunState.REFUSED:
        raise DiagramRefused(run.refused)
    if run.state is RunState.CANCELLED:
        raise StepRefused("Kiểm tra theo điều khoản đã bị dừng; kiểm tra lại rồi duyệt")
    if run.state in (RunState.LOST, RunState.NONE):
        raise StepRefused(
            "Kiểm tra theo điều khoản đứt giữa chừng; thử lại, còn đứt thì báo quản trị"
        )


def _out_of_time(cut: Verified | None) -> str:
    states = max((one.states for one in cut.processes), default=0) if cut else 0
    seconds = int(cut.allowed) if cut else int(WHOLE)
    return (
        f"Chưa công bố: {seconds} giây chưa đủ để đi hết mọi đường (đã xét {states} trạng thái), "
        "nên chưa kết luận. Kiểm tra lại, lần này được lâu hơn"
    )


def rules_of(settings: Settings) -> tuple[bytes, ...]:
    """Return the files of rules of the installation."""
    folder = settings.workflows_dir / "rules"
    return tuple(path.read_bytes() for path in sorted(folder.glob("*.toml")))


def digest_of(files: FileSet, rules: Iterable[bytes], process_id: str) -> str:
    """Return the name under which what is found of these very files is kept."""
    found = hashlib.sha256(f"{EDITION} {process_id}".encode())
    for name in sorted(files):
        found.update(f"\n{name} {hashlib.sha256(files[name].content).hexdigest()}".encode())
    for rule_file in rules:
        found.update(hashlib.sha256(rule_file).digest())
    return found.hexdigest()

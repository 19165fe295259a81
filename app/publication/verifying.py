"""Verification of the files that would be published: in a process of its own, kept by content.

The result depends on nothing but the files, the rules and this program, so it is kept on disk under
their digest and never computed twice. A process of its own, because a case takes ten seconds of
computing and the pages must go on meanwhile.
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
import secrets
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict
from multiprocessing import get_context
from typing import Any

from app.config import Settings
from app.domain.diagrams import Definition, Finding, Severity
from app.domain.verified import JudgedRule, Verified, VerifiedProcess
from app.errors import Conflict, DiagramRefused, StepRefused
from app.publication.file_set import FileSet
from app.publication.parsed import diagram_of, form_of, table_of
from app.verification.clause_check import verify_by_rules, with_path
from app.verification.rules import RuleFile, read_rules
from app.verification.states.explore import Limits
from app.verification.states.sources import Sources

SECONDS = 30.0
STATES = 200_000
MEMORY = 1 << 30
FOLDER = "verified"
# Raise it when what is found of the same files changes: kept results are then left aside.
EDITION = "1"


def verified(settings: Settings, files: FileSet, process_id: str) -> Verified:
    """Return what verification says of a process and of all that call it.

    Raises DiagramRefused for what the engine's gate refuses, StepRefused when the computation broke
    off: nothing is then proved.
    """
    rules = _rules(settings)
    digest = _digest(files, rules, process_id)
    kept = kept_result(settings, digest)
    if kept is not None:
        return kept
    found = _in_process_of_its_own(files, rules, process_id, digest)
    path = settings.uploads_dir / FOLDER / f"{digest}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{secrets.token_hex(4)}")
    draft.write_text(json.dumps(asdict(found), ensure_ascii=False), "utf-8")
    os.replace(draft, path)
    return found


def check_verified(settings: Settings, files: FileSet, process_id: str) -> None:
    """Raise Conflict for files that were not verified, DiagramRefused for what breaks a clause."""
    found = kept_result(settings, digest_of(settings, files, process_id))
    if found is None:
        raise Conflict("Tệp vừa đổi trong lúc kiểm tra theo điều khoản; mở lại trang rồi duyệt")
    wrong = [one for one in found.findings if one.severity is Severity.ERROR]
    if wrong:
        raise DiagramRefused(wrong)


def digest_of(settings: Settings, files: FileSet, process_id: str) -> str:
    """Return the name under which the result for these files is kept."""
    return _digest(files, _rules(settings), process_id)


def kept_result(settings: Settings, digest: str) -> Verified | None:
    """Return a result that is there already, or None."""
    path = settings.uploads_dir / FOLDER / f"{digest}.json"
    return _read(json.loads(path.read_text("utf-8"))) if path.is_file() else None


def _rules(settings: Settings) -> tuple[bytes, ...]:
    folder = settings.workflows_dir / "rules"
    return tuple(path.read_bytes() for path in sorted(folder.glob("*.toml")))


def _digest(files: FileSet, rules: Iterable[bytes], process_id: str) -> str:
    found = hashlib.sha256(f"{EDITION} {process_id}".encode())
    for name in sorted(files):
        found.update(f"\n{name} {hashlib.sha256(files[name].content).hexdigest()}".encode())
    for rule_file in rules:
        found.update(hashlib.sha256(rule_file).digest())
    return found.hexdigest()


def _in_process_of_its_own(
    files: FileSet, rules: tuple[bytes, ...], process_id: str, digest: str
) -> Verified:
    with ProcessPoolExecutor(1, get_context("spawn"), _limit_memory) as pool:
        try:
            found = pool.submit(_verify, dict(files), rules, process_id, digest).result()
        except (BrokenProcessPool, MemoryError) as broken:
            raise StepRefused(
                "Kiểm tra theo điều khoản đứt giữa chừng; thử lại, còn đứt thì báo quản trị"
            ) from broken
    if isinstance(found, tuple):
        raise DiagramRefused(found)
    return found


def _limit_memory() -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))


def _verify(
    files: FileSet, rules: tuple[bytes, ...], process_id: str, digest: str
) -> Verified | tuple[Finding, ...]:
    """Verify in the other process; what the gate refuses comes back as its findings."""
    definitions: dict[str, Definition] = {}
    for one in files.values():
        diagram = diagram_of(one.content) if one.kind == "process" else None
        definitions |= diagram.definitions if diagram else {}
    read = [read_rules(data) for data in rules]
    roots = _roots(definitions, read, process_id)
    try:
        return Verified(digest, tuple(_one(root, definitions, files, read) for root in roots))
    except DiagramRefused as refused:
        return tuple(refused.findings)


def _roots(
    definitions: Mapping[str, Definition], rules: Iterable[RuleFile], process_id: str
) -> list[str]:
    """Return the process itself and every judged process that calls it, however deep."""
    judged = {one for file in rules for rule in file.rules for one in rule.on}
    callers = [root for root in sorted(judged & set(definitions)) if root != process_id]
    return [process_id, *(root for root in callers if process_id in _below(definitions, root))]


def _below(definitions: Mapping[str, Definition], root: str) -> set[str]:
    found: set[str] = set()
    ahead = [root]
    while ahead:
        here = definitions.get(ahead.pop())
        called = set(here.calls()) - found if here else set()
        found |= called
        ahead += called
    return found


def _one(
    process_id: str, definitions: Mapping[str, Definition], files: FileSet, rules: list[RuleFile]
) -> VerifiedProcess:
    forms = (form_of(one.content) for one in files.values() if one.kind == "form")
    tables = (table_of(one.content) for one in files.values() if one.kind == "decision")
    sources = Sources(
        process_id,
        definitions,
        {form.id: form for form in forms if form},
        {table.id: table for table in tables if table},
    )
    checked = verify_by_rules(sources, rules, Limits(states=STATES, seconds=SECONDS))
    return VerifiedProcess(
        process_id=process_id,
        name=definitions[process_id].name,
        states=checked.verification.states,
        seconds=round(checked.verification.seconds, 2),
        is_complete=checked.verification.is_complete,
        rules=tuple(
            JudgedRule(v.rule.id, v.rule.sentence, v.rule.clauses, v.standing.value)
            for v in checked.verdicts
        ),
        findings=tuple(with_path(found) for found in checked.found),
    )


def _read(kept: Mapping[str, Any]) -> Verified:
    processes = (
        VerifiedProcess(
            **{
                **one,
                "rules": tuple(
                    JudgedRule(**{**rule, "clauses": tuple(rule["clauses"])})
                    for rule in one["rules"]
                ),
                "findings": tuple(_finding(finding) for finding in one["findings"]),
            }
        )
        for one in kept["processes"]
    )
    return Verified(kept["digest"], tuple(processes))


def _finding(kept: Mapping[str, Any]) -> Finding:
    return Finding(
        **{**kept, "severity": Severity(kept["severity"]), "path": tuple(kept.get("path", ()))}
    )

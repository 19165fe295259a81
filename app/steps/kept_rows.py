"""Digests of what a step found and wrote beside the record: the state of the engine, the facts.

They stand in the payload of the step's line, so that a row that was changed by another hand between
two steps, or after the last one, is told by the record (steps/agreement).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import orjson

from app.domain.audit import EventKind
from app.domain.cases import InstanceRow
from app.register.register import CaseRegister

KEPT = "kept"
# Half a SHA-256: nobody finds two contents with one of 128 bits, and each step keeps several.
_LETTERS = 32


def digest_of(content: bytes) -> str:
    """Return the digest of some bytes as a line keeps it."""
    return hashlib.sha256(content).hexdigest()[:_LETTERS]


def facts_digest(facts: Mapping[str, Any]) -> str:
    """Return the digest of a sheet of facts."""
    return digest_of(orjson.dumps(facts))


def kept_of(register: CaseRegister, instance: InstanceRow, state: bytes) -> Mapping[str, Any]:
    """Return what is about to be written: version found, digest found, digest written."""
    found, book = instance.lock_version, register.facts
    kept: dict[str, Any] = {"state": [found, digest_of(instance.state), digest_of(state)]}
    facts: dict[str, list[Any]] = {}
    for scope, sheet in book.changed.items():
        facts[scope] = [*_found(register, scope), facts_digest(sheet.facts)]
    for scope in book.ended:
        facts[scope] = [*_found(register, scope), ""]
    return kept | ({"facts": facts} if facts else {})


def _found(register: CaseRegister, scope: str) -> tuple[int, str]:
    sheet = register.facts.loaded.get(scope)
    return (sheet.version, facts_digest(sheet.facts)) if sheet else (0, "")


def note_kept(register: CaseRegister, process_id: str, kept: Mapping[str, Any]) -> None:
    """Add the digests to the line of the step, or to its last one where it passed nothing."""
    if not register.events:
        register.record(EventKind.STEP_TAKEN, "Đi qua 0 phần tử", process_id=process_id)
    last = len(register.events) - 1
    steps = (n for n, one in enumerate(register.events) if one.kind is EventKind.STEP_TAKEN)
    place = next(steps, last)
    event = register.events[place]
    register.events[place] = replace(event, payload={**event.payload, KEPT: kept})

"""No action writes without a line in the audit of the same transaction (INV-18)."""

from __future__ import annotations

import re

from tests.codebase.tree import BROKEN, Module, modules

WRITES = re.compile(r"database\.transaction\(\)|\bwriting\(services")
# How an action records: itself, or through the step that saves, chains and records together.
RECORDS = re.compile(
    r"\b(audit_log\.append|register\.record|work\.record|take_step|start_instance|fire_due|tell_case|seal_heads|record_profile|record_request|note_rehearsed|record_list|record_setting|propose\(work|record_incident|settle\(|sweep_clock\(|record\(tx|record_read|note\(tx|save_plan\(tx|record_end\(tx|record_account\(tx|release_lapsed\(tx)"
)
UNRECORDED = {
    "change_settings": "language and colours of one's own pages prove nothing",
    "load_actor": "session times are exempt: every request moves them",
    "lost_race": "keeps the loser's own text as their draft; the refusal has its line",
    "note_tick": "a sign of life every half minute proves nothing and would bury the record",
    "retry_incidents": "each attempt has its line, with who asked for it",
    "save_draft": "a draft is nobody's act yet",
}


def test_every_action_that_writes_records_or_has_a_reason() -> None:
    silent = [
        module.name
        for module in _writing()
        if module.path.stem not in UNRECORDED and not RECORDS.search(_text(module))
    ]
    assert silent == []


def test_an_action_that_writes_in_silence_would_be_noticed() -> None:
    kept = (BROKEN / "INV-18.txt").read_text("utf-8")
    assert WRITES.search(kept) and not RECORDS.search(kept)


def test_every_reason_is_still_needed() -> None:
    needed = {module.path.stem for module in _writing() if not RECORDS.search(_text(module))}
    assert UNRECORDED.keys() - needed == set()


def _writing() -> list[Module]:
    return [module for module in modules("app/actions") if WRITES.search(_text(module))]


def _text(module: Module) -> str:
    return module.path.read_text("utf-8")

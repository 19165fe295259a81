"""Answers made wrong on purpose, as a slip or a forger would."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Any

HOSTILE: tuple[Any, ...] = (
    "", None, "khong_co_lua_chon_nay", "31/02/2024", "2024-02-30", "1999-01-01", "9999-12-31",
    -1, 10**9, 1.5, "x" * 25_000, "\u202eđảo chiều", "<script>alert(1)</script>", True, [], {},
    ["khong-co"], [{}], [{"khong_co_muc_nay": 1}], "không", "true", "0",
)  # fmt: skip


def spoil(answers: Mapping[str, Any], chance: random.Random) -> dict[str, Any]:
    """Return the answers with one thing changed; some changes are still acceptable."""
    changed = dict(answers)
    return chance.choice(WAYS)(changed, chance)


def _leave_out(answers: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    if answers:
        del answers[chance.choice(sorted(answers))]
    return answers


def _replace(answers: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    if answers:
        answers[chance.choice(sorted(answers))] = chance.choice(HOSTILE)
    return answers


def _add(answers: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    answers["khong_co_muc_nay"] = chance.choice(HOSTILE)
    return answers


def _change_rows(answers: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    lists = [key for key in sorted(answers) if isinstance(answers[key], list) and answers[key]]
    if lists:
        key = chance.choice(lists)
        answers[key] = chance.choice([answers[key] * 2, answers[key][1:], answers[key] * 150])
    return answers


WAYS: tuple[Callable[[dict[str, Any], random.Random], dict[str, Any]], ...] = (
    _leave_out,
    _replace,
    _replace,
    _add,
    _change_rows,
)

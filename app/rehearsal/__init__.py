"""Rehearsal: a draft played on the real engine, with an organisation, cases and a clock of its own.

A rehearsal lives in a folder: a SQLite database with the draft published in it, a copy of that
database from before each move, and a small file that says how far it came. Nothing in it ever
touches the installation it was opened from.
"""

from __future__ import annotations

from app.rehearsal.moving import back_to, move_clock, noted, play_situation
from app.rehearsal.opening import open_rehearsal
from app.rehearsal.reading import read_rehearsal
from app.rehearsal.recording import recorded
from app.rehearsal.sandbox import Sandbox, find_sandbox
from app.rehearsal.taking_part import enter_as
from app.rehearsal.views import RehearsalPage, Situation

__all__ = [
    "RehearsalPage",
    "Sandbox",
    "Situation",
    "back_to",
    "enter_as",
    "find_sandbox",
    "move_clock",
    "noted",
    "open_rehearsal",
    "play_situation",
    "read_rehearsal",
    "recorded",
]

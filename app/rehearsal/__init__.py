"""Rehearsal: a draft played on the real engine, with an organisation, cases and a clock of its own.

A rehearsal lives in a folder: a SQLite database with the draft published in it, a copy of that
database from before each move, and a small file that says how far it came. Nothing in it ever
touches the installation it was opened from. The same goes for the situations that the worker plays
against a draft before it is published.
"""

from __future__ import annotations

from app.rehearsal.covering import SituationsPage, read_situations
from app.rehearsal.foretelling import Foretold, foretold
from app.rehearsal.moving import back_to, move_clock, noted, play_situation
from app.rehearsal.opening import open_rehearsal
from app.rehearsal.reading import read_rehearsal
from app.rehearsal.recording import Recorded, recorded
from app.rehearsal.replaying import replayed
from app.rehearsal.running import run_next
from app.rehearsal.sandbox import Sandbox, find_sandbox
from app.rehearsal.situations import chosen, offered
from app.rehearsal.taking_part import enter_as
from app.rehearsal.views import RehearsalPage

__all__ = [
    "Foretold",
    "Recorded",
    "RehearsalPage",
    "Sandbox",
    "SituationsPage",
    "back_to",
    "chosen",
    "enter_as",
    "find_sandbox",
    "foretold",
    "move_clock",
    "noted",
    "offered",
    "open_rehearsal",
    "play_situation",
    "read_rehearsal",
    "read_situations",
    "recorded",
    "replayed",
    "run_next",
]

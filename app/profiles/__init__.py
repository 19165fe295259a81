"""Localisation profiles read from workflows/profiles; what a province may choose differently."""

from __future__ import annotations

from app.profiles.profile import LegalityItem, Level, Profile
from app.profiles.profile_file import load_profile

__all__ = [
    "LegalityItem",
    "Level",
    "Profile",
    "load_profile",
]

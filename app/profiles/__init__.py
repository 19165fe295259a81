"""Localisation profiles read from workflows/profiles; what a province may choose differently."""

from __future__ import annotations

from app.profiles.people_file import Account, OrganisationData, load_organisation
from app.profiles.profile import LegalityItem, Level, Profile
from app.profiles.profile_file import load_profile, load_profiles, organisation_home

__all__ = [
    "Account",
    "LegalityItem",
    "Level",
    "OrganisationData",
    "Profile",
    "load_organisation",
    "load_profile",
    "load_profiles",
    "organisation_home",
]

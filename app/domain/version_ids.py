"""Ids of what was published, and the numbers in them by which readers know it."""

from __future__ import annotations


def release_number(release_id: str) -> str:
    """Return the number in a release's id: 3 of `r3`."""
    return release_id.removeprefix("r")


def version_number(version_id: str) -> str:
    """Return the number of a diagram's, form's or table's version: 2 of `form:<key>:2`."""
    return version_id.rpartition(":")[2]

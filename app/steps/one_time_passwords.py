"""Passwords that the system makes up: shown once to an administrator, changed at first sign-in."""

from __future__ import annotations

import secrets

# Read out over the telephone: no letter or digit that looks like another one.
LETTERS = "abcdefghkmnpqrstuvwxyz"
DIGITS = "23456789"
GROUPS = 4
LONG = 4


def new_password() -> str:
    """Return a password of four groups of four, about 70 bits."""
    signs = LETTERS + DIGITS
    groups = ("".join(secrets.choice(signs) for _ in range(LONG)) for _ in range(GROUPS))
    return "-".join(groups)

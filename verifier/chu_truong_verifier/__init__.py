"""Checks a self-proving dossier: a program of its own that knows nothing of the system.

`check(content, key_pem)` returns what was found, or raises `Wrong` naming the first wrong place.
"""

from chu_truong_verifier.checking import Report, check
from chu_truong_verifier.wrong import Wrong

__all__ = ["Report", "Wrong", "check"]

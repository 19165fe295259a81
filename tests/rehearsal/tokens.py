"""The token that a page carries, whatever kind of page it is."""

from __future__ import annotations

import re

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def token_in(page: str) -> str:
    """Return the first CSRF token of a page."""
    found = TOKEN.search(page)
    assert found is not None, page[:2000]
    return found[1]

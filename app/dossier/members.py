"""One file inside a dossier, and how its name is made."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_ODD = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True)
class Member:
    """A file of the archive; `about` says in the manifest what the record knows it by."""

    path: str
    content: bytes
    title: str = ""
    about: Mapping[str, str] = field(default_factory=dict)


def plain_name(text: str) -> str:
    """Return a file name every system can keep: Latin letters without marks, digits, `._-`."""
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _ODD.sub("-", bare).strip("-.")[-80:] or "tep"


def json_text(value: Any) -> str:
    """Return the one JSON text of a value, as the verifier writes it too."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

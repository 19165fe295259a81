"""How a person wants pages shown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Preferences:
    """How a person wants pages shown: language vi|en, theme light|dark, contrast normal|high."""

    language: str = "vi"
    theme: str = "light"
    contrast: str = "normal"

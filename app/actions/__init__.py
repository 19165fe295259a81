"""One use case a file: load, permit, validate, run, save, record."""

from __future__ import annotations

from app.steps.services import Services

__all__ = ["Services"]

"""A form of a draft as staff would see it, without a case behind it."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.diagrams import Finding
from app.domain.forms import FieldView


@dataclass(frozen=True)
class FormPreview:
    """What would be drawn; where findings stand in the way, they are all there is."""

    title: str
    fields: tuple[FieldView, ...] = ()
    findings: tuple[Finding, ...] = ()

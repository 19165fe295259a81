"""The catalogue of document types by key (processes.md 6.1).

A type of a process that is not shipped yet is not here.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.documents.approval_types import APPROVAL_TYPES
from app.documents.doc_type import DocKind, DocType, SignerKind
from app.documents.emergency_types import EMERGENCY_TYPES
from app.documents.superior_types import SUPERIOR_TYPES

__all__ = ["DOC_TYPES", "DocKind", "DocType", "SignerKind"]

DOC_TYPES: Mapping[str, DocType] = {
    doc_type.key: doc_type for doc_type in (*APPROVAL_TYPES, *SUPERIOR_TYPES, *EMERGENCY_TYPES)
}

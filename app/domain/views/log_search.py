"""What the page Nhật ký shows: lines of the record, and where the next page begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.log_search import LogLine, LogMark, LogQuery


@dataclass(frozen=True)
class LogPage:
    """One page of lines; `fields` are the parts of the question as they stand in the address."""

    query: LogQuery
    fields: Mapping[str, list[str]]
    lines: tuple[LogLine, ...]
    next: LogMark | None

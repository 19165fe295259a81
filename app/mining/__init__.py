"""The record as files of process mining: XES (IEEE 1849) and OCEL 2.0, written as it is read.

Example: `as_xes(cases)` takes `CaseLog`s one after the other and yields the file's bytes.
"""

from __future__ import annotations

from app.mining.gathering import case_logs
from app.mining.log import CaseLog, LogEvent, LogObject
from app.mining.ocel import as_ocel
from app.mining.xes import as_xes

__all__ = ["CaseLog", "LogEvent", "LogObject", "as_ocel", "as_xes", "case_logs"]

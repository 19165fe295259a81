"""What is written for the operator: one JSON line an event, on standard error.

No local variables and no answers of people reach a line: tracebacks are plain text, and callers
name what they write. Standard output belongs to commands.
"""

from __future__ import annotations

import sys
from typing import Any

import structlog


def configure() -> None:
    """Set the form of all lines; safe to repeat."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=_logger,
        cache_logger_on_first_use=False,
    )


def _logger(*_names: Any) -> structlog.PrintLogger:
    """Return a writer to the standard error of this moment, which a test may replace."""
    return structlog.PrintLogger(sys.stderr)

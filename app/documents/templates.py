"""The two template environments, both sandboxed: plain text of drafts, escaped HTML of pages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from app.documents.wording import FILTERS

HERE = Path(__file__).parent


class Templates(ImmutableSandboxedEnvironment):
    """A sandbox in which a row's missing cell reads as empty, like an answer nobody gave."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a row's cell, or what the sandbox allows of anything else."""
        if isinstance(obj, Mapping):
            return obj.get(attribute)
        return super().getattr(obj, attribute)


@lru_cache(maxsize=2)
def environment(folder: str, escape: bool) -> Templates:
    """Return the environment of a folder; a name a template misspells is an error, not a blank."""
    made = Templates(
        loader=FileSystemLoader(HERE / folder),
        autoescape=escape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    made.filters.update(FILTERS)
    return made


def drafts() -> Templates:
    """Return the environment of the plain texts that drafters edit."""
    return environment("drafts", False)


def pages() -> Templates:
    """Return the environment of the printable pages."""
    return environment("pages", True)

"""Routes compiled once in a process, whatever number of applications have them.

A rehearsal is an application of its own with the same routes; so are those of scenarios and tests.
To write the code that builds an address takes most of the time in which an application is made.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]
BUILDERS: dict[tuple[Any, ...], Builder] = {}


class SharedRule(Rule):
    """A rule that takes its builder from the first one that reads the same.

    A builder asks its rule for all but the parts of the address, of which it is made.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Builder:
        if self.defaults:
            return super()._compile_builder(append_unknown)
        made_of = (*self._trace, append_unknown)
        if made_of not in BUILDERS:
            BUILDERS[made_of] = super()._compile_builder(append_unknown)
        return BUILDERS[made_of]

"""JavaScript that runs without any access to the outside, with limits, one context per thread."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import quickjs

from app.errors import FeelError, SettingsError

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Sandbox:
    """A bundle of our own JavaScript and its limits: CPU seconds a call, megabytes, stack.

    The CPU seconds are those of the whole process, so other busy threads shorten them.
    """

    bundle: Path
    seconds: float
    megabytes: int
    stack_megabytes: int = 1
    _local: threading.local = field(default_factory=threading.local, repr=False, compare=False)

    def call(self, function: str, *arguments: str | bool) -> Any:
        """Call a global function of the bundle that answers with JSON, and return it parsed.

        Raises FeelError when a limit was reached; the context is then thrown away.
        """
        context = self._context()
        try:
            answer = context.get(function)(*arguments)
        except (quickjs.JSException, MemoryError) as error:
            # after a limit was hit in the middle of work nothing in the context can be trusted
            self._local.context = None
            raise FeelError(_limit_sentence(str(error))) from error
        return json.loads(answer)

    def _context(self) -> quickjs.Context:
        context = getattr(self._local, "context", None)
        if context is None:
            context = self._local.context = self._new_context()
        return context

    def _new_context(self) -> quickjs.Context:
        try:
            source = self.bundle.read_text(encoding="utf-8")
        except OSError as error:
            raise SettingsError(
                f"Thiếu {self.bundle.name}: chạy “make assets” để dựng các tệp kịch bản"
            ) from error
        context = quickjs.Context()
        context.set_memory_limit(self.megabytes * MEGABYTE)
        context.set_max_stack_size(self.stack_megabytes * MEGABYTE)
        context.eval(source)
        context.set_time_limit(self.seconds)
        return context


def _limit_sentence(error: str) -> str:
    if "interrupted" in error:
        return "Biểu thức tính quá lâu; viết gọn lại"
    if "out of memory" in error or not error:
        return "Biểu thức cần quá nhiều bộ nhớ; viết gọn lại"
    if "stack" in error.lower():
        return "Biểu thức lồng quá sâu; tách nhỏ ra"
    return f"Biểu thức không tính được: {error.splitlines()[0]}"

"""The script engine that SpiffWorkflow gets: it evaluates nothing and runs nothing.

SpiffWorkflow evaluates diagram text as Python in 22 places. Our specs ask FEEL instead; whatever
still reaches the library's script engine, now or after a reload, ends here in an EngineFault.
"""

from __future__ import annotations

from typing import Any, NoReturn

from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.script_engine.python_environment import BasePythonScriptEngineEnvironment

from app.errors import EngineFault


def _refuse(text: object) -> NoReturn:
    raise EngineFault(f"Máy quy trình không chạy mã viết trong sơ đồ: “{str(text)[:80]}”")


class ClosedEnvironment(BasePythonScriptEngineEnvironment):
    """Refuses to evaluate, to execute and to call services."""

    def evaluate(self, expression: Any, context: Any, external_context: Any = None) -> NoReturn:
        """Refuse; raises EngineFault."""
        _refuse(expression)

    def execute(self, script: Any, context: Any, external_context: Any = None) -> NoReturn:
        """Refuse; raises EngineFault."""
        _refuse(script)

    def call_service(self, context: Any, **kwargs: Any) -> NoReturn:
        """Refuse; raises EngineFault."""
        _refuse(kwargs)


class ClosedScriptEngine(PythonScriptEngine):
    """The library's engine with every door closed."""

    def __init__(self) -> None:
        super().__init__(ClosedEnvironment())

    def validate(self, expression: Any) -> NoReturn:
        """Refuse; raises EngineFault."""
        _refuse(expression)

    def evaluate(self, task: Any, expression: Any, external_context: Any = None) -> NoReturn:
        """Refuse; raises EngineFault."""
        _refuse(expression)

    def execute(self, task: Any, script: Any, external_context: Any = None) -> NoReturn:
        """Refuse; raises EngineFault."""
        _refuse(script)

    def call_service(self, task: Any, **kwargs: Any) -> NoReturn:
        """Refuse; raises EngineFault."""
        _refuse(kwargs)

"""Running instances ↔ bytes: our own format, without specification and without history.

Layout of format 1: the byte 0x01, then zlib over JSON::

    {"p": process id, "s": [scope, …]}
    scope = [spec name, id of the token that opened it or null, [end event ids reached], [token, …]]
    token = [id, node id, state, {memory}]

Scopes stand outer ones first, the first is the instance itself. The memory keys are the constants
of `workflow.py`. The format number changes when this layout or a memory key does; older formats
stay readable.
"""

from __future__ import annotations

import zlib
from typing import Any

import orjson

from app.engine.program import Program
from app.engine.workflow import Workflow
from app.errors import EngineFault

FORMAT = 1
_BROKEN = "Trạng thái đã lưu của hồ sơ không đọc được"


def dump(workflow: Workflow) -> bytes:
    """Write an instance."""
    return pack(workflow.spec.process_id, [_dump_scope(scope) for scope in workflow.scopes()])


def pack(process_id: str, scopes: list[list[Any]]) -> bytes:
    """Write the scopes of an instance as the layout says."""
    text = orjson.dumps({"p": process_id, "s": scopes})
    return bytes([FORMAT]) + zlib.compress(text, 6)


def _dump_scope(scope: Any) -> list[Any]:
    owner = None if scope.outer is None else scope.owner.id
    tokens = [[t.id, t.task_spec.name, t.state, t.internal_data] for t in scope.tokens()]
    return [scope.spec.name, owner, scope.ends, tokens]


def load(program: Program, state: bytes) -> Workflow:
    """Read an instance; raises EngineFault for bytes that are none of this program's."""
    content = _content(state)
    if content["p"] != program.process_id:
        raise EngineFault(
            f"{_BROKEN}: thuộc quy trình {content['p']}, không phải {program.process_id}"
        )
    workflow = Workflow(program.main, program.specs)
    try:
        for kept in content["s"]:
            _load_scope(workflow, kept)
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise EngineFault(f"{_BROKEN}: phiên bản sơ đồ không có {error}") from error
    workflow.completed = workflow.is_idle()
    return workflow


def _content(state: bytes) -> dict[str, Any]:
    if not state or state[0] != FORMAT:
        raise EngineFault(f"{_BROKEN}: định dạng {state[:1].hex() or 'rỗng'} chưa biết")
    try:
        content = orjson.loads(zlib.decompress(state[1:]))
    except (zlib.error, orjson.JSONDecodeError) as error:
        raise EngineFault(_BROKEN) from error
    if not isinstance(content, dict) or not {"p", "s"} <= content.keys():
        raise EngineFault(_BROKEN)
    return content


def _load_scope(workflow: Workflow, kept: list[Any]) -> None:
    name, owner_id, ends, tokens = kept
    scope: Any = workflow
    if owner_id is not None:
        owner = workflow.find(owner_id)
        if owner is None:
            raise KeyError(owner_id)
        scope = workflow.open_scope(owner, workflow.subprocess_specs[name])
    scope.ends = list(ends)
    for task_id, spec_name, state, memory in tokens:
        scope.token(scope.spec.task_specs[spec_name], state, task_id=task_id, **memory)

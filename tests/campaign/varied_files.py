"""Files of every sort that somebody may call a diagram, made from a seed.

Shipped diagrams with parts changed, taken out or doubled; bytes cut and stirred; other formats and
engines; hostile XML; random processes that run.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from lxml import etree

from app.config import ROOT
from tests.diagrams.factories import STRAIGHT, bpmn_file
from tests.diagrams.test_xml_source import HOSTILE
from tests.engine.drawing_board import bpmn
from tests.engine.walking.drawing import drawn
from tests.engine.walking.models import random_model

Random = random.Random
SHIPPED = tuple(path.read_bytes() for path in sorted((ROOT / "workflows").glob("*/*.bpmn")))
VALUES = (
    "",
    " ",
    "x" * 300,
    "1e309",
    "-1",
    "NaN",
    "true",
    "../../etc",
    "áàả",
    "a b",
    "${x}",
    "\u202e",
)
NAMES = tuple(
    "id name sourceRef targetRef default attachedToRef calledElement isExecutable "
    "triggeredByEvent cancelActivity messageRef x y width bpmnElement language".split()
)


def varied_file(seed: int) -> bytes:
    """Return the file of a seed; the same seed gives the same bytes."""
    chance = Random(seed)
    return chance.choices(_MAKERS, _WEIGHTS)[0](chance)


def _stirred_tree(chance: Random) -> bytes:
    root = etree.fromstring(chance.choice(SHIPPED))
    stir(root, chance)
    return etree.tostring(root)


def stirred_diagram(seed: int) -> bytes:
    """Return a shipped diagram with parts changed by chance."""
    return _stirred_tree(Random(seed))


def stir(root: Any, chance: Random) -> None:
    """Change one to six parts of an XML tree."""
    for _ in range(chance.randint(1, 6)):
        nodes = [node for node in root.iter() if isinstance(node.tag, str) and node is not root]
        if nodes:
            chance.choice(_STIRS)(chance.choice(nodes), nodes, chance)


def _drop(node: Any, _nodes: list[Any], _chance: Random) -> None:
    if node.getparent() is not None:
        node.getparent().remove(node)


def _double(node: Any, _nodes: list[Any], _chance: Random) -> None:
    if node.getparent() is not None:
        node.addnext(deepcopy(node))


def _move(node: Any, nodes: list[Any], chance: Random) -> None:
    target = chance.choice(nodes)
    if node.getparent() is not None and node not in target.iterancestors() and target is not node:
        target.append(node)


def _set(node: Any, nodes: list[Any], chance: Random) -> None:
    other = chance.choice(nodes).get("id") or "nowhere"
    node.set(chance.choice(NAMES), chance.choice((*VALUES, other, other, other)))


def _rename(node: Any, nodes: list[Any], chance: Random) -> None:
    node.tag = chance.choice([other.tag for other in nodes])


def _unset(node: Any, _nodes: list[Any], chance: Random) -> None:
    if node.attrib:
        del node.attrib[chance.choice(list(node.attrib))]


def _retext(node: Any, _nodes: list[Any], chance: Random) -> None:
    node.text = chance.choice((*VALUES, "a =", "1 = 1", "P", "P1D", "for i in", "now() < 1"))


_STIRS: tuple[Callable[[Any, list[Any], Random], None], ...] = (
    _drop,
    _double,
    _move,
    _set,
    _set,
    _rename,
    _unset,
    _retext,
)


def _cut(chance: Random) -> bytes:
    data = chance.choice(SHIPPED)
    return data[: chance.randrange(len(data))]


def _stirred_bytes(chance: Random) -> bytes:
    data = bytearray(chance.choice(SHIPPED))
    for _ in range(chance.randint(1, 20)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def _noise(chance: Random) -> bytes:
    return chance.randbytes(chance.randint(0, 3000))


def _other_encoding(chance: Random) -> bytes:
    text = chance.choice(SHIPPED).decode()
    name = chance.choice(("utf-16", "utf-32", "utf-8-sig", "utf-7", "latin-1"))
    return text.encode(name, "replace")


def _other_format(chance: Random) -> bytes:
    return chance.choice(
        (
            b'{"id": "p", "components": []}',
            b"PK\x03\x04" + b"\0" * 60,
            b"\x89PNG\r\n\x1a\n",
            b"%PDF-1.7",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"bpmn: 2.0\nprocess: p\n",
            b"<package xmlns='http://www.wfmc.org/2008/XPDL2.1'/>",
            b"<definitions/>",
            b"",
        )
    )


def _hostile(chance: Random) -> bytes:
    return chance.choice(list(HOSTILE.values()))


def _other_engine(chance: Random) -> bytes:
    name, uri = chance.choice(
        (
            ("zeebe", "http://camunda.org/schema/zeebe/1.0"),
            ("flowable", "http://flowable.org/bpmn"),
            ("activiti", "http://activiti.org/bpmn"),
            ("signavio", "http://www.signavio.com"),
        )
    )
    said = f'<userTask xmlns:{name}="{uri}" {name}:assignee="me" '
    return bpmn_file(STRAIGHT.replace("<userTask ", said))


def _deep(chance: Random) -> bytes:
    depth = chance.randint(2, 400)
    inside = STRAIGHT
    for number in range(depth):
        inside = f'<subProcess id="s{number}">{inside}</subProcess>'
    return bpmn_file(inside)


def _model(chance: Random) -> bytes:
    return bpmn(drawn(random_model(chance.randrange(10**6))))


_MAKERS: tuple[Callable[[Random], bytes], ...] = (
    _stirred_tree,
    _cut,
    _stirred_bytes,
    _noise,
    _other_encoding,
    _other_format,
    _hostile,
    _other_engine,
    _deep,
    _model,
)
_WEIGHTS = (40, 6, 10, 4, 4, 4, 4, 4, 4, 20)

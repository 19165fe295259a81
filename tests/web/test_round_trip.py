"""Files exchanged with other modelers keep everything: read and written by bpmn-moddle itself.

`foreign/` holds files in the style of others, drawn for this test: an invoice as Camunda 7's
examples are written, an order with colours, lanes, data, notes and names of three strange vendors.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.config import ROOT
from tests.web.meaning import meaning

HERE = Path(__file__).parent
FOREIGN = HERE / "foreign/invoice.bpmn"
PAINTED = HERE / "foreign/order.bpmn"
DIAGRAMS = [*sorted((ROOT / "workflows").glob("*/*.bpmn")), FOREIGN, PAINTED]


def written_again(kind: str) -> dict[str, str]:
    """Return all diagrams after bpmn-moddle read and wrote them."""
    node = shutil.which("node") or str(Path(sys.executable).parent / "node")
    command = [node, str(HERE / "moddle.mjs"), str(ROOT / "app/web/frontend"), kind]
    files = json.dumps({path.name: path.read_text("utf-8") for path in DIAGRAMS})
    done = subprocess.run(  # noqa: S603 our own script
        command, input=files, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    read: dict[str, str] = json.loads(done.stdout)
    return read


@pytest.mark.parametrize("kind", ["plain", "camunda"])
def test_every_diagram_says_the_same_after_bpmn_moddle_wrote_it(kind: str) -> None:
    written = written_again(kind)
    changed = [
        path.name
        for path in DIAGRAMS
        if meaning(path.read_bytes()) != meaning(written[path.name].encode())
    ]
    assert changed == []


def test_the_comparison_sees_a_lost_attribute_element_text_and_order() -> None:
    before = FOREIGN.read_bytes()
    for lost in (
        b' acme:pinned="yes"',
        b'<camunda:constraint name="required" />',
        b" &amp;&amp; amount",
        b'<camunda:in businessKey="#{execution.processBusinessKey}" />',
    ):
        assert before.count(lost) == 1
        assert meaning(before.replace(lost, b"")) != meaning(before)
    first, second = b"<outgoing>to_archive</outgoing>", b"<outgoing>to_end</outgoing>"
    turned = before.replace(first, b"@").replace(second, first).replace(b"@", second)
    assert meaning(turned) != meaning(before)

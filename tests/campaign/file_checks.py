"""A thousand files of every sort under `diagram check`: no traceback, no hang, no silent drop.

`python -m tests.campaign.file_checks [COUNT [FIRST SEED]]`. What is accepted must run without a
fault of ours, and may hold nothing that BPMN would have done otherwise without a finding saying so.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from lxml import etree

from app.actions.owner.check_diagram import check_diagram
from app.actions.owner.run_diagram import run_diagram
from app.diagrams.reader import read_diagram
from app.diagrams.repairs.shelf import mended, offered
from app.domain.diagrams import Finding, Severity
from app.errors import ChuTruongError, FormInvalid
from app.publication.difference import compare
from app.publication.parsed import form_findings, table_findings
from app.store.releases import NewArtifact
from tests.campaign.blockers import LATER, blockers, nodes_that_run
from tests.campaign.varied_files import stirred_diagram, varied_file
from tests.campaign.varied_parts import FORMS, TABLES, varied_form, varied_table
from tests.diagrams.factories import STRAIGHT, bpmn_file

COUNT, SECONDS = 1_000, 8.0
ANSWERS = {
    "time": "P3D",
    "name": "new_message",
    "condition": "a = 1",
    "question": "Đủ hồ sơ?",
    "role": "office",
}
ASKING = bpmn_file(
    STRAIGHT.replace('<userTask id="write"', '<businessRuleTask id="write" camunda:decisionRef="d"')
)
NOW = datetime(2024, 3, 4, 1, 0, tzinfo=UTC)


def main(arguments: Sequence[str]) -> int:
    """Check the files of so many seeds; print what went wrong, by seed; 1 when anything did."""
    count = int(arguments[0]) if arguments else COUNT
    first = int(arguments[1]) if len(arguments) > 1 else 1
    told: Counter[str] = Counter()
    slowest, wrong = 0.0, 0
    for seed in range(first, first + count):
        began = time.monotonic()
        verdict, faults = looked_at(varied_file(seed))
        slowest = max(slowest, time.monotonic() - began)
        told[verdict] += 1
        faults += [*parts_looked_at(seed), *repairs_tried(stirred_diagram(seed))]
        wrong += bool(faults)
        for fault in faults:
            print(f"seed {seed}: {fault}")
    print(f"{count} files: {dict(told)}; slowest {slowest:.1f} s; {wrong} wrong")
    return 1 if wrong else 0


def looked_at(data: bytes, *, running: bool = True) -> tuple[str, list[str]]:
    """Return the verdict about a file, and what our own code did wrong with it.

    `running` lets accepted ones run, which takes seconds where a loop has no way out.
    """
    began = time.monotonic()
    try:
        findings = check_diagram(data, [])
    except Exception as error:
        return "crashed", [f"{type(error).__name__}: {error}"]
    took = time.monotonic() - began
    faults = [f"took {took:.1f} s"] if took > SECONDS else []
    faults += [f"{one.rule} says nothing" for one in findings if not one.message or not one.repair]
    if any(one.severity is Severity.ERROR for one in findings):
        return "refused", faults
    return "accepted", [*faults, *_dropped(data, findings), *(_run(data) if running else ())]


def parts_looked_at(seed: int) -> list[str]:
    """Return what our own code did wrong with the form and the table of a seed."""
    form, table = varied_form(seed), varied_table(seed)
    files = {
        "form:p.a": NewArtifact("form", "p.a", "a.form", FORMS[0]),
        "decision:d": NewArtifact("decision", "d", "d.dmn", TABLES[0]),
        "process:p": NewArtifact("process", "p", "p.bpmn", ASKING),
    }
    after = files | {
        "form:p.a": NewArtifact("form", "p.a", "a.form", form),
        "decision:d": NewArtifact("decision", "d", "d.dmn", table),
    }
    try:
        form_findings(form)
        table_findings(table)
        compare(files, after, "p", {})
    except Exception as error:
        return [f"form or table: {type(error).__name__}: {error}"]
    return []


def repairs_tried(data: bytes) -> list[str]:
    """Try every repair that is offered; return those that leave an unreadable file, or crash."""
    try:
        diagram = read_diagram(data)
    except ChuTruongError:
        return []
    faults = []
    for finding in check_diagram(data, []):
        for repair in offered(finding, diagram):
            options = {name: some[0][0] for name, some in repair.options.items()}
            values = ANSWERS | options | {k: v for k, v in repair.suggested.items() if v}
            try:
                read_diagram(mended(data, repair.key, repair.element_id, values)[0])
            except FormInvalid:
                continue
            except Exception as error:
                faults.append(f"{repair.key} at {repair.element_id}: {error!r}")
    return faults


def _dropped(data: bytes, findings: Sequence[Finding]) -> list[str]:
    """Return what an accepted file holds that neither runs nor is named."""
    named = {one.element_id for one in findings}
    root = etree.fromstring(data)
    unread = nodes_that_run(root) - set(read_diagram(data).main.elements)
    found = [f"{name} is in the file and not in what runs" for name in sorted(unread - named)]
    blocking = (one for one in blockers(data) if one.why not in LATER)
    found += [f"{b.tag} {b.element_id}: {b.why}" for b in blocking if b.element_id not in named]
    return found


def _run(data: bytes) -> list[str]:
    try:
        run_diagram(data, b"", [], NOW, strict=False)
    except ChuTruongError:
        return []
    except Exception as error:
        return [f"run: {type(error).__name__}: {error}"]
    return []


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

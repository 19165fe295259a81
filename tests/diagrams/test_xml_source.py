"""Hostile and mistaken bytes: each is refused in words and soon, never by another exception."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from app.diagrams.reader import read_diagram
from app.domain.diagrams import Finding
from app.errors import DiagramRefused
from tests.diagrams.factories import NAMESPACES, STRAIGHT, bpmn_file, tasks_in_a_row

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
BODY = f"<definitions {NAMESPACES}><process id='p'>%s</process></definitions>"
HOSTILE = {
    "nothing": b"",
    "blanks": b" \n\t ",
    "NUL bytes": b"\0" * 1000,
    "NUL inside": bpmn_file().replace(b"begin", b"be\0in", 1),
    "random bytes": bytes(range(256)) * 40,
    "plain text": "Kế hoạch năm 2024".encode(),
    "web page": b"<!DOCTYPE html><html><body><p>Not found<br></body></html>",
    "well-formed web page": b"<html xmlns='http://www.w3.org/1999/xhtml'><body/></html>",
    "broken off": bpmn_file()[:-120],
    "crossed tags": bpmn_file("<userTask id='t'></startEvent>"),
    "JSON": b'{"type": "default"}',
    "zip": b"PK\x03\x04" + bytes(500),
    "wrong root": b"<bpmn/>",
    "old namespace": b"<definitions xmlns='http://schema.omg.org/spec/BPMN/2.0'/>",
    "decision table": b"<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/'/>",
    "no process": f"<definitions {NAMESPACES}/>".encode(),
    "unknown encoding": b'<?xml version="1.0" encoding="klingon"?><definitions/>',
    "wrong encoding": bpmn_file().replace(b"write", "viết".encode("latin-1", "replace") + b"\xff"),
    "harmless doctype": b"<!DOCTYPE definitions>" + (BODY % STRAIGHT).encode(),
    "billion laughs": (
        f"<!DOCTYPE d [{LAUGHS}]>" + BODY % "<documentation>&l9;</documentation>"
    ).encode(),
    "billion laughs in an attribute": (
        f"<!DOCTYPE d [{LAUGHS}]>" + BODY % "<userTask id='&l9;'/>"
    ).encode(),
    "quadratic bomb": (
        f'<!DOCTYPE d [<!ENTITY a "{"a" * 50_000}">]>'
        + BODY % f"<documentation>{'&a;' * 50_000}</documentation>"
    ).encode(),
    "entity calling itself": (
        '<!DOCTYPE d [<!ENTITY a "&b;"><!ENTITY b "&a;">]>' + BODY % "&a;"
    ).encode(),
    "entity not declared": (BODY % "&viet;").encode(),
    "external DTD": b"<!DOCTYPE d SYSTEM 'http://127.0.0.1:9/x.dtd'>" + (BODY % "").encode(),
    "external parameter entity": (
        "<!DOCTYPE d [<!ENTITY % x SYSTEM 'http://127.0.0.1:9/x'>%x;]>" + BODY.replace("%s", "")
    ).encode(),
    "too deep": (BODY % ("<subProcess id='s'>" * 2_000 + "</subProcess>" * 2_000)).encode(),
    "50 000 elements": (BODY % "".join(f"<task id='t{n}'/>" for n in range(50_000))).encode(),
    "a million tags": (BODY % ("<documentation/>" * 500_000)).encode(),
    "1 001 elements": tasks_in_a_row(999),
    "more than 10 MB": bpmn_file(f"<documentation>{'x' * 11_000_000}</documentation>"),
    "very long attribute": bpmn_file(f"<userTask id='{'x' * 9_000_000}' name='{'y' * 900_000}'/>"),
    "many attributes": bpmn_file(
        "<userTask " + " ".join(f"a{n}='x'" for n in range(100_000)) + "/>"
    ),
}


def refusal(data: bytes) -> tuple[Finding, ...]:
    with pytest.raises(DiagramRefused) as refused:
        read_diagram(data)
    return refused.value.findings


@pytest.mark.parametrize("name", HOSTILE)
def test_bytes_that_are_no_diagram_are_refused_in_words_and_soon(name: str) -> None:
    began = time.monotonic()
    findings = refusal(HOSTILE[name])
    assert time.monotonic() - began < 10
    assert 0 < len(findings) <= 201
    for finding in findings:
        assert finding.message
        assert finding.repair
        assert len(finding.message + finding.element_id + finding.element_name) < 500


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("nothing", "Tệp trống"),
        ("web page", "trang web"),
        ("well-formed web page", "trang web"),
        ("JSON", "tệp JSON"),
        ("decision table", "bảng quyết định"),
        ("old namespace", "BPMN 2.0"),
        ("billion laughs", "DOCTYPE"),
        ("external DTD", "DOCTYPE"),
        ("50 000 elements", "50.000 phần tử"),
        ("1 001 elements", "1.001 phần tử"),
        ("more than 10 MB", "10 MB"),
        ("crossed tags", "không khớp"),
        ("unknown encoding", "bảng mã"),
    ],
)
def test_refusal_says_what_the_file_is(name: str, words: str) -> None:
    assert words in refusal(HOSTILE[name])[0].message


def test_external_entity_is_never_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("mật khẩu")
    text = f"<!DOCTYPE d [<!ENTITY x SYSTEM 'file://{secret}'>]>" + BODY % (
        "<userTask id='t' name='t'><documentation>&x;</documentation></userTask>"
    )
    assert "mật khẩu" not in repr(refusal(text.encode()))


def test_a_thousand_elements_are_read() -> None:
    assert read_diagram(tasks_in_a_row(998)).main_id == "p"

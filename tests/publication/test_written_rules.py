"""Rules as they are written: found by id in their file, read in a sentence with labels."""

from __future__ import annotations

import pytest

from app.config import ROOT
from app.errors import NotFound
from app.publication.written_rules import written_rule
from app.verification.rules import read_rules
from tests.verification.edits.making import drawn_as_shipped

FOLDER = ROOT / "workflows/rules"


def test_every_shipped_rule_is_found_with_its_own_text() -> None:
    for path in FOLDER.glob("*.toml"):
        for rule in read_rules(path.read_bytes()).rules:
            found = written_rule(FOLDER, rule.id, ())
            assert f'id = "{rule.id}"' in found.text and found.text.count("[[rule]]") == 1
            assert found.file == f"rules/{path.name}" and "{" not in found.reading


def test_rule_is_read_with_the_labels_of_the_diagram() -> None:
    found = written_rule(FOLDER, "INV-02a", drawn_as_shipped().values())
    assert found.reading.startswith("Sau “")
    assert 'decision = "quyet_dinh"' in found.reading
    assert "cho đến ban hành “Báo cáo ngay cấp trên trực tiếp”" in found.reading


def test_rule_that_nobody_wrote_is_not_found() -> None:
    with pytest.raises(NotFound):
        written_rule(FOLDER, "INV-99", ())

"""`diagram check FILE --verify` as a person types it: every way through, told in Vietnamese."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

from click.testing import Result
from flask import Flask

from app import cli
from app.cli.diagram_text import told_as_json
from app.domain.diagrams import Finding, Severity
from tests.diagrams.factories import bpmn_file
from tests.diagrams.test_xml_source import HOSTILE

ROOT = Path(__file__).parents[2]
EMERGENCY = ROOT / "workflows" / "p02_emergency_action" / "p02_emergency_action.bpmn"


def verified(path: Path, *words: str) -> Result:
    """Type `diagram check PATH --verify …`."""
    flask_app = Flask("bare")
    settings = SimpleNamespace(workflows_dir=ROOT / "workflows", forms_dir=ROOT / "forms")
    flask_app.extensions["services"] = SimpleNamespace(settings=settings)
    cli.register(flask_app)
    args = ["diagram", "check", str(path), "--verify", *words]
    return flask_app.test_cli_runner().invoke(args=args)


def edited(folder: Path, before: str, after: str) -> Path:
    """Write the shipped diagram with one change."""
    text = EMERGENCY.read_text("utf-8")
    assert before in text
    path = folder / "edited.bpmn"
    path.write_text(text.replace(before, after), "utf-8")
    return path


def test_shipped_diagram_is_accepted() -> None:
    result = verified(EMERGENCY)
    assert result.exit_code == 0
    assert "ĐẠT" in result.stdout


def test_branch_taken_away_is_refused_with_the_way_to_it(tmp_path: Path) -> None:
    path = edited(tmp_path, 'conclusion = "loi_dung"', 'conclusion = "dung_dan"')
    result = verified(path)
    assert result.exit_code == 1
    assert "verify-safety-net-used" in result.stdout
    assert "Đường đi:" in result.stdout
    assert "Thư ký cuộc họp: “Ghi kết luận của tập thể”" in result.stdout


def test_path_stands_in_the_json_too() -> None:
    finding = Finding("verify-dead", Severity.ERROR, "sai", "sửa", path=("bước một", "bước hai"))
    (row,) = json.loads(told_as_json([finding]))["findings"]
    assert row["path"] == ["bước một", "bước hai"]


def test_stranger_s_diagram_without_forms_is_verified(tmp_path: Path) -> None:
    path = tmp_path / "stranger.bpmn"
    path.write_bytes(bpmn_file())
    result = verified(path)
    assert result.exit_code == 0
    assert "verify-nobody" in result.output
    assert "verify-disagrees" not in result.output


def test_hostile_bytes_are_refused_before_anything_is_explored(tmp_path: Path) -> None:
    path = tmp_path / "hostile.bpmn"
    for data in list(HOSTILE.values())[:3]:
        path.write_bytes(data)
        result = verified(path)
        assert result.exit_code == 1
        assert "Traceback" not in result.output

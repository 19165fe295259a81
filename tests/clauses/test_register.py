"""The register of clauses: complete, stable, and refusing what it does not know."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from app.clauses import ClauseStatus, Treatment, cited, find, load_clauses
from app.errors import NotFound, SettingsError

ROOT = Path(__file__).parents[2]
CLAUSES = load_clauses(ROOT / "workflows" / "clauses")
ROW = '[[clause]]\nid = "C-001"\nreference = "Điều 1"\nvi = "a"\nen = "b"\nstatus = "rule"\n'
HEAD = 'source = "XX"\ntitle_vi = "x"\ntitle_en = "y"\n'


def test_the_ids_run_without_a_gap() -> None:
    assert sorted(CLAUSES) == [f"C-{n:03d}" for n in range(1, 200)]


def test_each_source_has_its_clauses() -> None:
    assert Counter(clause.source for clause in CLAUSES.values()) == {
        "QN": 103,
        "BD": 27,
        "HP": 30,
        "VP": 19,
        "UB": 20,
    }


def test_twelve_clauses_are_no_matter_of_software() -> None:
    statuses = Counter(clause.status for clause in CLAUSES.values())
    assert statuses[ClauseStatus.NOT_SOFTWARE] == 12
    assert statuses[ClauseStatus.RULE] == 123


def test_clauses_stand_in_the_order_of_their_text() -> None:
    qn = [clause for clause in CLAUSES.values() if clause.source == "QN"]
    articles = [
        int(found.group(1)) for clause in qn if (found := re.match(r"Điều (\d+)", clause.reference))
    ]
    assert articles == sorted(articles)
    assert articles[0] == 1
    assert articles[-1] == 11


def test_a_clause_is_cited_as_people_do() -> None:
    clause = find(CLAUSES, "C-030")
    assert clause.citation == "QN Điều 4, khoản 3, ý b"
    assert "30 ngày làm việc" in clause.vi
    assert "30 working days" in clause.en


def test_paraphrases_are_short() -> None:
    assert max(len(clause.vi) for clause in CLAUSES.values()) <= 160


def test_an_unknown_id_is_refused_by_name() -> None:
    with pytest.raises(NotFound, match="C-999"):
        cited(CLAUSES, ["C-001", "C-999"])


def test_every_clause_that_a_form_cites_is_in_the_register() -> None:
    for path in sorted((ROOT / "forms").glob("*/*.form")):
        text = json.dumps(json.loads(path.read_text(encoding="utf-8")))
        unknown = set(re.findall(r"C-\d{3}", text)) - set(CLAUSES)
        assert not unknown, path.name


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (HEAD + ROW + ROW, "hai lần"),
        (HEAD + ROW.replace("C-001", "C-1"), "dạng C-001"),
        (HEAD + ROW.replace('"rule"', '"maybe"'), "trạng thái"),
        (HEAD + ROW.replace('vi = "a"', 'vi = ""'), "vi"),
        (HEAD + ROW + 'note = "x"\n', "note"),
        (ROW, "source"),
        ("source = ", "TOML"),
    ],
)
def test_a_wrong_register_file_is_refused_by_name(tmp_path: Path, text: str, word: str) -> None:
    (tmp_path / "xx.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=word) as refused:
        load_clauses(tmp_path)
    assert "xx.toml" in refused.value.message


def test_a_folder_without_registers_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="Chưa có tệp điều khoản"):
        load_clauses(tmp_path)


def test_a_clause_waits_for_a_later_process_or_has_a_reason(tmp_path: Path) -> None:
    waiting = ROW + 'later = "P03"\n'
    (tmp_path / "xx.toml").write_text(HEAD + waiting, "utf-8")
    assert load_clauses(tmp_path)["C-001"].treatment is Treatment.LATER
    (tmp_path / "xx.toml").write_text(HEAD + ROW, "utf-8")
    assert load_clauses(tmp_path)["C-001"].treatment is Treatment.MODELLED
    unreasoned = ROW.replace('status = "rule"', 'status = "not_software"')
    (tmp_path / "xx.toml").write_text(HEAD + unreasoned, "utf-8")
    with pytest.raises(SettingsError, match="reason"):
        load_clauses(tmp_path)

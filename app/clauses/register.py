"""Clauses by their stable id: where each stands, what it asks in our words, what software does."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from app.errors import NotFound, SettingsError

CLAUSE_ID = re.compile(r"C-\d{3}")
FILE_KEYS = {"source", "title_vi", "title_en", "clause"}
CLAUSE_KEYS = {"id", "reference", "vi", "en", "status"}
# `later` names the processes or features that will carry the clause; `reason` says why none can.
FURTHER_KEYS = {"later", "reason"}


class ClauseStatus(StrEnum):
    """What the system does about a clause: enforces it, supports people, or only shows it."""

    RULE = "rule"
    SUPPORT = "support"
    NOT_SOFTWARE = "not_software"


class Treatment(StrEnum):
    """Where a clause stands: carried now, waiting for a later process, or no matter of software."""

    MODELLED = "modelled"
    LATER = "later"
    NOT_SOFTWARE = "not_software"


@dataclass(frozen=True)
class Clause:
    """One clause of a source text; `vi` and `en` are paraphrases, never the text itself."""

    id: str
    source: str
    source_title: str
    source_title_en: str
    reference: str
    vi: str
    en: str
    status: ClauseStatus
    later: str = ""
    reason: str = ""

    @property
    def citation(self) -> str:
        """Return where it stands, as people cite it: “QN Điều 4, khoản 3”."""
        return f"{self.source} {self.reference}"

    @property
    def treatment(self) -> Treatment:
        """Return whether it is carried now, later, or by no software."""
        if self.status is ClauseStatus.NOT_SOFTWARE:
            return Treatment.NOT_SOFTWARE
        return Treatment.LATER if self.later else Treatment.MODELLED


def load_clauses(folder: Path) -> Mapping[str, Clause]:
    """Read every register file of the folder, by file name, in the order of each text.

    Raises SettingsError naming the file and the row to change.
    """
    clauses: dict[str, Clause] = {}
    for path in sorted(folder.glob("*.toml")):
        for clause in clauses_in(path):
            if clause.id in clauses:
                raise SettingsError(f"Sửa {path.name}: mã {clause.id} ghi hai lần")
            clauses[clause.id] = clause
    if not clauses:
        raise SettingsError(f"Chưa có tệp điều khoản trong thư mục {folder.name}")
    return MappingProxyType(clauses)


def clauses_in(path: Path) -> Iterator[Clause]:
    """Yield the clauses of one source text."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"Sửa {path.name}: không đọc được tệp TOML ({error})") from error
    check_keys(path.name, table, FILE_KEYS)
    for row in table["clause"]:
        yield clause_of(path.name, table, row)


def clause_of(name: str, table: Mapping[str, Any], row: Mapping[str, Any]) -> Clause:
    """Return the clause of a row; refuse an odd id, a missing text or an unknown status."""
    further = {key: str(row[key]) for key in FURTHER_KEYS & set(row)}
    kept = {key: value for key, value in row.items() if key not in further}
    check_keys(f"{name}, dòng {row.get('id', '')}", kept, CLAUSE_KEYS)
    if not CLAUSE_ID.fullmatch(row["id"]):
        raise SettingsError(f"Sửa {name}: mã {row['id']} phải có dạng C-001")
    if row["status"] not in set(ClauseStatus):
        raise SettingsError(f"Sửa {name}, dòng {row['id']}: chọn một trạng thái đã có")
    if (row["status"] == ClauseStatus.NOT_SOFTWARE) != ("reason" in further):
        raise SettingsError(f"Sửa {name}, dòng {row['id']}: ghi reason khi không thuộc phần mềm")
    return Clause(
        id=row["id"],
        source=table["source"],
        source_title=table["title_vi"],
        source_title_en=table["title_en"],
        reference=row["reference"],
        vi=row["vi"],
        en=row["en"],
        status=ClauseStatus(row["status"]),
        **further,
    )


def check_keys(place: str, row: Mapping[str, Any], keys: set[str]) -> None:
    """Refuse a row that has not exactly these keys, each with something in it."""
    odd = sorted(set(row) ^ keys) + sorted(key for key in keys & set(row) if not row[key])
    if odd:
        raise SettingsError(f"Sửa {place}: kiểm tra {', '.join(odd)}")


def find(clauses: Mapping[str, Clause], clause_id: str) -> Clause:
    """Return a clause; NotFound when the register has no such id."""
    if clause_id not in clauses:
        raise NotFound(f"Không có điều khoản {clause_id} trong danh mục")
    return clauses[clause_id]


def cited(clauses: Mapping[str, Clause], ids: Iterable[str]) -> tuple[Clause, ...]:
    """Return the clauses that an element cites, in its order; NotFound for an unknown one."""
    return tuple(find(clauses, clause_id) for clause_id in ids)

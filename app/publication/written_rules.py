"""The rules of the regulations as they are written: which file, which lines, how they read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from app.clauses import Clause
from app.documents import DOC_TYPES
from app.domain.diagrams import Definition
from app.domain.verified import CitedClause, WrittenRule
from app.errors import NotFound
from app.verification.rules import Rule, read_rules

_BLOCK = re.compile(r"^\[\[rule\]\]\n(?:(?!\[|#).*\n?)*", re.MULTILINE)
_ISSUED = re.compile(r"issued\((\w+)\)")
# pattern → how it reads; a part stands for what the rule names there
_FRAMES: Mapping[str, str] = {
    "exists": "Phải có {event}",
    "absence": "Không bao giờ có {event}",
    "response": "Sau {trigger} luôn phải có {event}",
    "precedence": "{event} chỉ khi đã có {needs}",
    "between": "Sau {after}, phải có {must} trước {before}",
    "absent_between": "Sau {after} cho đến {until}, không được có {event}",
    "exclusive": "{event} và {trigger} không cùng xảy ra",
    "at_most": "{event} xảy ra nhiều nhất {n} lần",
    "reachable": "Phải có đường đi tới {event}",
    "separate": "{first} và {second} do hai người khác nhau làm",
    "same": "{first} và {second} do cùng một người làm",
}


def written_rule(folder: Path, rule_id: str, definitions: Iterable[Definition]) -> WrittenRule:
    """Return a rule with its text, read with the labels of these diagrams; raise NotFound."""
    for path in sorted(folder.glob("*.toml")):
        for rule, text in _rules(path.read_bytes()):
            if rule.id == rule_id:
                reading = _reading(rule, tuple(definitions))
                return WrittenRule(
                    rule.id, rule.sentence, rule.clauses, f"rules/{path.name}", text, reading
                )
    raise NotFound(f"Không có quy tắc “{rule_id}”; mở lại từ trang kiểm tra theo điều khoản")


def clauses_beside(register: Mapping[str, Clause], ids: Iterable[str]) -> tuple[CitedClause, ...]:
    """Return what clauses say, in the order they are cited; an unknown id says nothing."""
    known = (register[one] for one in ids if one in register)
    return tuple(CitedClause(one.id, one.citation, one.vi) for one in known)


@lru_cache(maxsize=16)
def _rules(data: bytes) -> tuple[tuple[Rule, str], ...]:
    """Return the rules of a file, each with its own lines."""
    blocks = (match[0].strip() for match in _BLOCK.finditer(data.decode("utf-8")))
    texts = {tomllib.loads(block)["rule"][0]["id"]: block for block in blocks}
    return tuple((rule, texts[rule.id]) for rule in read_rules(data).rules)


def _reading(rule: Rule, definitions: Iterable[Definition]) -> str:
    """Return the rule in a sentence made of its parts, or nothing for a pattern about roles."""
    frame = _FRAMES.get(rule.pattern)
    if frame is None:
        return ""
    names = {
        part: " hoặc ".join(_named(atom.text, definitions) for atom in atoms)
        for part, atoms in rule.atoms.items()
    }
    single = {"first": rule.first, "second": rule.second}
    names |= {part: _named(text, definitions) for part, text in single.items() if text}
    told = frame.format_map({**names, "n": rule.n})
    if "cancelled_by" in names:
        told += f" (mất hiệu lực khi {names['cancelled_by']})"
    return f"{told}."


def _named(text: str, definitions: Iterable[Definition]) -> str:
    """Return what an atom names, by its label, with the condition as it is written."""
    paper = _ISSUED.fullmatch(text)
    if paper:
        kind = DOC_TYPES.get(paper[1])
        return f"ban hành “{kind.name}”" if kind else f"ban hành một văn bản của nhóm “{paper[1]}”"
    place, bracket, where = text.removeprefix("enter(").partition("[")
    element_id = place.rstrip(")").rpartition("/")[2]
    drawn = (one.elements.get(element_id) for one in definitions)
    label = next((one.name for one in drawn if one and one.name), element_id)
    return f"“{label}”" + (f" ({where.rstrip(']')})" if bracket else "")

"""The file of rules of one regulation: TOML in, frozen rules out, every slip named.

An atom is a node (`record_meeting`; `call_report_up/sign_document` is the node inside that call),
optionally with FEEL over the values after it (`[decision = "quyet_dinh"]`), `enter(node)`, or
`issued(type or set)`. A list of atoms means any of them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.errors import FeelError, SettingsError
from app.feel import atoms_of
from app.verification.states.graph import EventKind, Watch
from app.verification.states.moments import comparison_of, is_of_the_present

CASE, PASS, DOCUMENT = "case", "pass", "document"
TABLES = ("roles", "work", "terms", "carries")
STRUCTURAL = frozenset({"role", "separate", "no_timer_outcome", *TABLES})
# pattern → the parts it must have; a part is an atom or a list of atoms
PARTS: Mapping[str, tuple[str, ...]] = {
    "exists": ("event",),
    "absence": ("event",),
    "response": ("trigger", "event"),
    "precedence": ("event", "needs"),
    "between": ("after", "must", "before"),
    "absent_between": ("after", "until", "event"),
    "exclusive": ("event", "trigger"),
    "at_most": ("event",),
    "reachable": ("event",),
    "role": ("event",),
    **dict.fromkeys(TABLES, ()),
    "separate": (),
    "no_timer_outcome": (),
}
OPTIONAL = ("cancelled_by",)
# Nothing gives two tasks to one person when a case runs, so no drawing proves it.
SAME = "same"
_ATOM = re.compile(r"^(?:(issued|enter)\(([\w.]+)\)|([\w/]+))(?:\[(.*)\])?$", re.DOTALL)


@dataclass(frozen=True)
class Atom:
    """Something that can happen: a node entered or done, or a document issued.

    `place` is the end of a call path (`("call_report_up", "sign_document")`); `issued` are document
    types, whichever node issues them (a held paper is issued by its release). `where` is FEEL over
    the values after the node; of a paper, over the facts of the process that is judged.
    """

    text: str
    kind: EventKind
    place: tuple[str, ...]
    issued: frozenset[str] = frozenset()
    where: str = ""

    @property
    def watch(self) -> Watch:
        """The question that the graph must answer at the node; only with `where`."""
        return Watch(self.place[-1] if self.place else "", self.where, self.place[:-1])


@dataclass(frozen=True)
class Rule:
    """One rule: a pattern with its atoms, the clauses it stands for, the sentence a reader gets.

    `on` are the processes it is judged on. The rest belongs to single patterns: `only` and `never`
    roles, a `table` of element → roles or contents, `first`, `second` task, `processes`, timers
    `apart`, `n`.
    """

    id: str
    pattern: str
    sentence: str
    clauses: tuple[str, ...]
    scope: str
    on: tuple[str, ...]
    atoms: Mapping[str, tuple[Atom, ...]] = field(hash=False)
    only: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    table: Mapping[str, frozenset[str]] = field(default_factory=dict, hash=False)
    first: str = ""
    second: str = ""
    processes: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    n: int = 1


@dataclass(frozen=True)
class RuleFile:
    """All rules of one regulation and the events at which a scope begins anew."""

    rules: tuple[Rule, ...]
    scopes: Mapping[str, Atom]

    def of(self, process_id: str) -> tuple[Rule, ...]:
        """Return the rules that are judged on a process."""
        return tuple(rule for rule in self.rules if process_id in rule.on)


def read_rules(data: bytes) -> RuleFile:
    """Read a file of rules; raises SettingsError naming the rule and the part that is wrong."""
    try:
        text = tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"Tệp quy tắc không đọc được: {error}") from error
    sets: Mapping[str, Sequence[str]] = text.get("sets", {})
    scopes = {name: _atom("scopes", one, sets) for name, one in text.get("scopes", {}).items()}
    rules = tuple(_rule(one, text, sets, scopes) for one in text.get("rule", ()))
    ids = [rule.id for rule in rules]
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        raise SettingsError(f"Quy tắc {', '.join(twice)} có hai lần; đổi mã của một trong hai")
    return RuleFile(rules, scopes)


def watches(file: RuleFile, process_id: str) -> tuple[Watch, ...]:
    """Return the questions that a graph of the process must answer for its rules, each once."""
    atoms = (atom for rule in file.of(process_id) for part in rule.atoms.values() for atom in part)
    return tuple(dict.fromkeys(atom.watch for atom in atoms if atom.where))


def _rule(
    one: Mapping[str, Any],
    file: Mapping[str, Any],
    sets: Mapping[str, Sequence[str]],
    scopes: Mapping[str, Atom],
) -> Rule:
    rule_id = str(one.get("id", ""))
    pattern = str(one.get("pattern", ""))
    scope = str(one.get("scope", CASE))
    if not rule_id or not one.get("vi"):
        raise SettingsError(f"Quy tắc “{rule_id or one}” thiếu id hoặc câu vi; ghi cả hai")
    if pattern == SAME:
        raise SettingsError(
            f"Quy tắc {rule_id} dùng mẫu same: lúc chạy chưa giữ hai việc cho cùng một người; "
            "dùng role để chỉ một vai được làm"
        )
    if pattern not in PARTS:
        raise SettingsError(f"Quy tắc {rule_id} dùng mẫu “{pattern}” chưa có; dùng {_all(PARTS)}")
    if scope not in (CASE, DOCUMENT, *scopes):
        raise SettingsError(f"Quy tắc {rule_id} có phạm vi “{scope}” chưa khai ở [scopes]")
    default = [file["documents"]] if scope == DOCUMENT else file.get("on", ())
    return Rule(
        id=rule_id,
        pattern=pattern,
        sentence=str(one["vi"]),
        clauses=tuple(one.get("clauses", ())),
        scope=scope,
        on=tuple(one.get("on", default)),
        atoms=_atoms(rule_id, pattern, one, sets),
        only=frozenset(one.get("only", ())),
        never=frozenset(one.get("never", ())),
        table={task: frozenset(roles) for task, roles in one.get("table", {}).items()},
        first=str(one.get("first", "")),
        second=str(one.get("second", "")),
        processes=tuple(one.get("processes", ())),
        apart=tuple(one.get("except", ())),
        n=int(one.get("n", 1)),
    )


def _atoms(
    rule_id: str, pattern: str, one: Mapping[str, Any], sets: Mapping[str, Sequence[str]]
) -> dict[str, tuple[Atom, ...]]:
    found = {}
    for part in (*PARTS[pattern], *OPTIONAL):
        if part not in one:
            if part in PARTS[pattern]:
                raise SettingsError(f"Quy tắc {rule_id} theo mẫu {pattern} thiếu phần “{part}”")
            continue
        written = one[part] if isinstance(one[part], list) else [one[part]]
        if pattern in STRUCTURAL and written == ["*"]:
            continue
        found[part] = tuple(_atom(rule_id, text, sets) for text in written)
    return found


def _atom(rule_id: str, text: str, sets: Mapping[str, Sequence[str]]) -> Atom:
    match = _ATOM.match(text.strip())
    if match is None:
        raise SettingsError(
            f"Quy tắc {rule_id}: “{text}” không phải bước hay văn bản; xem hướng dẫn"
        )
    function, argument, node, where = match.groups()
    _check_where(rule_id, where or "")
    if function == "issued":
        types = frozenset(sets.get(argument, (argument,)))
        return Atom(text, EventKind.DONE, (), types, where or "")
    place = tuple((node or argument).split("/"))
    kind = EventKind.ENTERED if function == "enter" else EventKind.DONE
    return Atom(text, kind, place, where=where or "")


def _check_where(rule_id: str, where: str) -> None:
    try:
        parts = atoms_of(where)[1] if where else ()
    except FeelError as error:
        raise SettingsError(f"Quy tắc {rule_id}: {error.message}") from error
    for part in parts:
        if is_of_the_present(part) and comparison_of(part.path) is None:
            raise SettingsError(
                f"Quy tắc {rule_id} xét thời gian theo cách chưa kiểm được: “{part.path}”; "
                "so now() với một mốc: now() > date and time(tên), "
                "hoặc now() > date and time(working days(30, tên))"
            )


def _all(names: Iterable[str]) -> str:
    return ", ".join(names)

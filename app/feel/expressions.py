"""FEEL texts before they are evaluated: what they are, and which names and functions they use."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from app.errors import FeelError
from app.feel.sandbox import Sandbox

MAX_TEXT = 10_000
SANDBOX = Sandbox(Path(__file__).parent / "built" / "feel.js", seconds=0.5, megabytes=64)

_BRACED = re.compile(r"^[$#]\{(.*)\}$", re.DOTALL)
_DURATION = r"-?P(?=[\dT])(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?"
_MOMENT = r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?"
_VALUE = re.compile(
    rf"^(?:(?:R\d*/)?{_DURATION}|(?:R\d*/)?{_MOMENT}"
    rf"|R\d*/(?:{_MOMENT}|{_DURATION})/(?:{_MOMENT}|{_DURATION}))$"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Expression:
    """A parsed FEEL text.

    `names` are the root variables it certainly reads, `maybe` those that stand inside a filter
    and may be keys of the filtered rows instead, `paths` the dotted paths as written
    (`profile.override.scope`), `keys` those keys of a name that are read where it is never read
    whole. `is_value` marks a bare ISO 8601 text, which stands for itself.
    """

    text: str
    names: frozenset[str] = frozenset()
    maybe: frozenset[str] = frozenset()
    functions: frozenset[str] = frozenset()
    paths: frozenset[str] = frozenset()
    keys: Mapping[str, Sequence[str]] = field(default_factory=dict, hash=False)
    is_value: bool = False


@lru_cache(maxsize=4096)
def names_of(text: str) -> Expression:
    """Parse a FEEL expression once and say which names and functions it uses.

    A leading ``=`` or ``${…}`` is accepted; bare ISO 8601 durations, dates and repeats are
    values. Raises FeelError in Vietnamese for a text that does not parse, an unknown function
    or an impossible date.
    """
    bare = _bare(text)
    if _VALUE.match(bare):
        _check_moments(bare)
        return Expression(bare, is_value=True)
    return _parsed(bare, unary=False)


@lru_cache(maxsize=4096)
def names_of_test(text: str) -> Expression:
    """Parse a FEEL unary test (a DMN input entry) and say what it uses; ``-`` is always true.

    Raises FeelError as `names_of` does.
    """
    return _parsed(_bare(text) or "-", unary=True)


def check(text: str, known: Container[str]) -> tuple[str, ...]:
    """Return a Vietnamese sentence for each thing wrong with the text; none when it is right.

    A name counts as known if `known` has it. Names inside filters may be keys of the rows and
    are left alone.
    """
    try:
        expression = names_of(text)
    except FeelError as error:
        return (error.message,)
    unknown = sorted(name for name in expression.names if name not in known)
    return tuple(
        f"Biểu thức “{_short(expression.text)}” dùng tên “{name}” mà không nơi nào ghi"
        for name in unknown
    )


def _bare(text: str) -> str:
    if len(text) > MAX_TEXT:
        raise FeelError(f"Biểu thức dài {len(text)} ký tự; rút gọn còn {MAX_TEXT} trở xuống")
    if _CONTROL.search(text):
        raise FeelError(f"Biểu thức “{_short(text)}” có ký tự điều khiển; bỏ ký tự đó")
    bare = text.strip()
    braced = _BRACED.match(bare)
    if braced:
        return braced[1].strip()
    return bare.removeprefix("=").strip() if bare.startswith("=") else bare


def _parsed(bare: str, *, unary: bool) -> Expression:
    if not bare:
        raise FeelError("Biểu thức để trống; viết điều kiện hoặc giá trị FEEL")
    try:
        found = SANDBOX.call("feelNames", bare, unary)
    except FeelError as error:
        raise FeelError(f"{error.message} (“{_short(bare)}”)") from error
    if "error" in found:
        raise FeelError(_syntax_sentence(bare, found["at"]))
    for at in found["misused"]:
        raise FeelError(_syntax_sentence(bare, at))
    for function in found["unknown"]:
        raise FeelError(
            f"Biểu thức “{_short(bare)}” gọi hàm “{function['name']}” (vị trí "
            f"{function['at'] + 1}) mà hệ thống không có; dùng hàm FEEL chuẩn, now(), today() "
            "hoặc working days(n, from)"
        )
    return Expression(
        bare,
        names=frozenset(found["names"]),
        maybe=frozenset(found["maybe"]),
        functions=frozenset(found["functions"]),
        paths=frozenset(found["paths"]),
        keys=found["keys"],
    )


def _syntax_sentence(bare: str, at: int | None) -> str:
    where = "" if at is None else f" ở vị trí {at + 1}"
    rest = "" if at is None or at >= len(bare) else f", chỗ “{_short(bare[at:], 20)}”"
    return f"Biểu thức “{_short(bare)}” không đọc được{where}{rest}; sửa theo cú pháp FEEL"


def _check_moments(bare: str) -> None:
    for part in bare.split("/"):
        if part[:1].isdigit():
            try:
                datetime.fromisoformat(part)
            except ValueError as error:
                raise FeelError(f"“{part}” không phải ngày giờ có thật; sửa lại ngày") from error


def _short(text: str, limit: int = 80) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"

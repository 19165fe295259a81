"""Answers put into the fields of an HTML form, the way a browser sends them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from app.errors import ScenarioRefused
from app.scenarios.pages import Control

YES_NO = {"yes": "true", "no": "false"}
EACH = "each"
FILE = "file"
# Files by their suffix: as little of the real format as the application looks at.
CONTENT = {"pdf": b"%PDF-1.4\n%%EOF\n", "txt": b"tep mau\n", "png": b"\x89PNG\r\n\x1a\n"}
Moment = Callable[[str], tuple[str, str] | None]


class Filling:
    """One form being filled: what the page held, overwritten by answers."""

    def __init__(
        self,
        controls: Mapping[str, Control],
        row_names: Mapping[str, Sequence[str]],
        moment: Moment,
    ) -> None:
        self.controls = controls
        self.fields = {
            name: list(control.values)
            for name, control in controls.items()
            if control.kind != "file"
        }
        self.files: dict[str, str] = {}
        self._row_names = row_names
        self._moment = moment

    def put(self, key: str, value: Any) -> None:
        """Answer one key; None leaves it empty."""
        if isinstance(value, Mapping) and EACH in value:
            self._put_each(key, value)
        elif isinstance(value, Mapping) and FILE in value:
            self._forget(key)
            self.files[key] = str(value[FILE])
        elif isinstance(value, Sequence) and not isinstance(value, str):
            self._put_list(key, value)
        elif value is None:
            self._forget(key)
            self.fields[key] = [""]
        else:
            self._put_text(key, str(value))

    def _put_each(self, key: str, value: Mapping[str, Any]) -> None:
        """Fill every row the page shows; a row with a fixed name may differ (`hien_phap: …`)."""
        names = list(self._row_names.get(key, ()))
        for number in self._rows(key):
            cells = dict(value[EACH])
            if number < len(names):
                cells.update(value.get(names[number]) or {})
            for cell, answer in cells.items():
                self.put(f"{key}[{number}].{cell}", answer)
        unknown = set(value) - {EACH} - set(names)
        if unknown:
            raise ScenarioRefused(f"“{key}” không có dòng {', '.join(sorted(unknown))}")

    def _rows(self, key: str) -> list[int]:
        pattern = re.compile(re.escape(key) + r"\[(\d+)\]")
        found = (pattern.match(name) for name in self.controls)
        return sorted({int(one[1]) for one in found if one})

    def _put_list(self, key: str, values: Sequence[Any]) -> None:
        self._forget(key)
        if not any(isinstance(one, Mapping) for one in values):
            self.fields[key] = [self._written(key, str(one))[0] for one in values]
            return
        for number, row in enumerate(values):
            for cell, answer in row.items():
                self.put(f"{key}[{number}].{cell}", answer)

    def _put_text(self, key: str, text: str) -> None:
        self._forget(key)
        first, second = self._written(key, text)
        if second:
            self.fields[f"{key}.date"], self.fields[f"{key}.time"] = [first], [second]
        else:
            self.fields[key] = [first]

    def _written(self, key: str, text: str) -> tuple[str, str]:
        """Return the text as typed, and the time when the field has one of its own."""
        moment = self._moment(text)
        if moment is not None:
            return moment
        options = self.controls[key].options if key in self.controls else []
        return (text if text in options else YES_NO.get(text, text)), ""

    def _forget(self, key: str) -> None:
        for kept in (self.fields, self.files):
            for name in [n for n in kept if n == key or n.startswith((f"{key}.", f"{key}["))]:
                del kept[name]

    def posted(self) -> Iterator[tuple[str, str]]:
        """Yield every field with its value; an unchecked box is not sent."""
        for name, values in self.fields.items():
            for value in values:
                yield name, value


def content_of(file_name: str) -> bytes:
    """Return the content of an attached file by its suffix; raise ScenarioRefused."""
    suffix = file_name.rsplit(".", 1)[-1].lower()
    if suffix not in CONTENT:
        raise ScenarioRefused(f"tệp “{file_name}”: chỉ đính kèm {', '.join(sorted(CONTENT))}")
    return CONTENT[suffix]

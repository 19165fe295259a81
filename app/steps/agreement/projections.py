"""Rows of the register in the words of the record: by what a line names them, and what it tells.

A row may stand for two: a reading that was asked for and answered is told by two lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import orjson

from app.documents import content_hash
from app.steps.agreement.sayings import Saying
from app.steps.case_state import STATE_OF_END
from app.steps.reads import HELD, LIFTED, asked_words, granted_words, refused_words
from app.store.audit_log import canonical, one_line
from app.store.recorded_rows import Row
from app.topics.submission import plan_digest

FINAL = ("issued", "filed")
PLAN = "KE_HOACH"


def _of(table: str, key: str) -> Callable[[Row], Iterator[Saying]]:
    def told(row: Row) -> Iterator[Saying]:
        yield Saying(table, row[key], row)

    return told


def _case(row: Row) -> Iterator[Saying]:
    result = row["state"] if row["state"] in STATE_OF_END.values() else ""
    yield Saying("case_file", row["id"], {**row, "result": result})


def _task(row: Row) -> Iterator[Saying]:
    if row["state"] != "open":
        said = one_line(f"Hoàn thành “{row['name']}”")
        yield Saying("task", row["id"], {**row, "summary": said})


def _submission(row: Row) -> Iterator[Saying]:
    answers = canonical(orjson.loads(row["answers"]))
    yield Saying("submission", row["task_id"], {**row, "answers": answers})


def _document(row: Row) -> Iterator[Saying]:
    final = row["state"] if row["state"] in FINAL else ""
    if row["doc_type"] == PLAN:
        page = plan_digest(orjson.loads(row["content"]))
        yield Saying(
            "document", (row["case_id"], row["item"]), {**row, "final": final, "page": page}
        )
        return
    told = {"final": final, "recipients": orjson.loads(row["recipients"])}
    yield Saying(
        "document", row["id"], {**row, **told, "page": _page(row["html"]) if final else ""}
    )


def _page(html: str) -> str:
    """Return the digest of a page, or nothing where another one is printed on it."""
    found = content_hash(html)
    return found if found in html else ""


def _clock(row: Row) -> Iterator[Saying]:
    days = {name: row[name].isoformat() for name in ("due", "cap")}
    yield Saying("clock", row["pass_id"], {**row, **days})


def _breach(row: Row) -> Iterator[Saying]:
    yield Saying("breach", (row["pass_id"], row["mark"]), row)


def _conflict(row: Row) -> Iterator[Saying]:
    yield Saying("conflict_declaration", (row["case_id"], row["person_id"]), row)


def _hold(row: Row) -> Iterator[Saying]:
    told = {"told": one_line(HELD + row["reason"])}
    yield Saying("hold", (row["case_id"], row["held_at"], row["held_by"]), told)
    if row["lifted_at"] is not None:
        told = {"told": one_line(LIFTED + row["lift_reason"])}
        yield Saying("lifted_hold", (row["case_id"], row["lifted_at"], row["lifted_by"]), told)


def _reading(row: Row) -> Iterator[Saying]:
    asked = {"told": one_line(asked_words(row["reason"]))}
    yield Saying("asked_reading", (row["case_id"], row["asked_at"], row["asked_by"]), asked)
    if row["decided_at"] is not None:
        words = refused_words(row["asked_name"], row["answer"])
        if row["state"] == "granted":
            words = granted_words(row["asked_name"], row["ends_at"])
        told = {"state": row["state"], "told": one_line(words)}
        key = (row["case_id"], row["decided_at"], row["decided_by"])
        yield Saying("answered_reading", key, told)


PROJECTIONS: Mapping[str, Callable[[Row], Iterator[Saying]]] = {
    "case_file": _case,
    "instance": _of("instance", "id"),
    "task": _task,
    "submission": _submission,
    "document": _document,
    "level_pass": _of("level_pass", "id"),
    "clock": _clock,
    "breach": _breach,
    "conflict_declaration": _conflict,
    "case_hold": _hold,
    "reading_grant": _reading,
    "upload": _of("upload", "id"),
}
# A case is known from its beginning, a file from its sending: no line of the case says so.
UNTOLD = frozenset({"case_file", "upload"})

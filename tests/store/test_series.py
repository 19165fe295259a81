"""Numbers are consecutive, distinct and given back when the issue fails (SC-98)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from app.store import series
from app.store.database import Database
from app.store.series import IncomingRow, next_incoming_number, next_number
from tests.store.factories import NOW, put_case


def incoming_row(**changes: Any) -> IncomingRow:
    """The first incoming plan of Hòa Xuyên in 2024."""
    values: dict[str, Any] = {
        "unit_id": "MG-HX",
        "period_key": "2024",
        "number": 1,
        "case_id": "case-1",
        "pass_id": "pass-1",
        "received_on": date(2024, 3, 4),
        "registered_by": "nga",
        "registered_at": NOW,
    }
    return IncomingRow(**values | changes)


def test_numbers_of_a_series_are_consecutive(database: Database) -> None:
    taken = []
    for _ in range(3):
        with database.transaction() as tx:
            taken.append(next_number(tx, "MG-HX", "CV", "2020-2025"))
    assert taken == [1, 2, 3]


def test_series_are_apart_by_unit_symbol_and_period(database: Database) -> None:
    with database.transaction() as tx:
        next_number(tx, "MG-HX", "CV", "2024")
        others = [
            next_number(tx, "MG-TU", "CV", "2024"),
            next_number(tx, "MG-HX", "QĐ", "2024"),
            next_number(tx, "MG-HX", "CV", "2025"),
            next_incoming_number(tx, "MG-HX", "2024"),
        ]
    assert others == [1, 1, 1, 1]


def test_number_of_a_failed_issue_is_given_to_the_next(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.transaction() as tx:
        assert next_number(tx, "MG-HX", "CV", "2024") == 1
        raise ZeroDivisionError
    with database.transaction() as tx:
        assert next_number(tx, "MG-HX", "CV", "2024") == 1


def test_incoming_register_takes_each_number_once(database: Database) -> None:
    put_case(database)
    with database.transaction() as tx:
        series.register_incoming(tx, incoming_row())
        assert series.incoming_of_case(tx, "case-1") == [incoming_row()]
    with pytest.raises(IntegrityError), database.transaction() as tx:
        series.register_incoming(tx, incoming_row(pass_id="pass-2"))

"""Work with an end: what hangs is stopped, what breaks is told, what dies is noticed."""

from __future__ import annotations

import os
import time
from typing import NoReturn

import pytest

from app.cli.time_limit import Crashed, TookTooLong, within


def test_result_of_the_child_comes_back() -> None:
    assert within(5, lambda: ("xong", 1)) == ("xong", 1)


def test_work_beyond_its_limit_is_stopped() -> None:
    began = time.monotonic()
    with pytest.raises(TookTooLong):
        within(0.2, lambda: time.sleep(30))
    assert time.monotonic() - began < 5


def test_error_in_the_child_is_told() -> None:
    def breaks() -> NoReturn:
        raise RuntimeError("hỏng")

    with pytest.raises(Crashed, match="RuntimeError: hỏng"):
        within(5, breaks)


def test_death_of_the_child_is_noticed() -> None:
    with pytest.raises(Crashed):
        within(5, lambda: os._exit(9))

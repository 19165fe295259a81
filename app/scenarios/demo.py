"""The demo: its cases played side by side into a fresh installation, in the order of their days.

One clock for all, so that numbers and the record run in order; at the end it stands at now. People
act through the actions themselves; until the last case is played every account has a cheap hash, by
which a demo that was broken off is known.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from argon2 import extract_parameters

from app.actions import Services
from app.actions.admin.install import install
from app.actions.owner.publish_folder import Verify, publish_folder
from app.domain.clock import MovableClock
from app.errors import ScenarioFailed, SettingsError
from app.scenarios.acting_directly import DIRECTLY
from app.scenarios.desk import Desk
from app.scenarios.pages import Browser
from app.scenarios.playing import ACTING, Play
from app.scenarios.reading import read_scenario
from app.scenarios.setting import (
    QUICK_HASH,
    QUICK_MEMORY,
    fixture_of,
    real_day,
    starting,
)
from app.scenarios.stage import Stage
from app.steps.passwords import HASHER
from app.store import accounts

FOLDER = Path("p01_art4_case", "demo")


def play_demo(services: Services) -> bool:
    """Install as of the demo's first day and play it; False when it was installed before.

    Raises ScenarioFailed naming the file and line of a step that does not go as written, and
    SettingsError for an installation in which an earlier demo was broken off.
    """
    settings, today = services.settings, real_day()
    fixture = fixture_of(settings)
    files = sorted((settings.workflows_dir / FOLDER).glob("*.yaml"))
    scenarios = [read_scenario(path, fixture) for path in files]
    now = datetime.now(UTC)
    clock = MovableClock(min([now, *(starting(one, settings, today) for one in scenarios)]))
    then = Services(settings, database=services.database, clock=clock)
    if not install(then, with_demo_accounts=True, hash_password=QUICK_HASH):
        _refuse_unfinished(services)
        return False
    publish_folder(then, verify=Verify.CHANGES)
    desk = Desk(fixture, _no_browser)
    stages = [Stage(then, clock, fixture, desk, today) for _ in scenarios]
    pairs = zip(scenarios, stages, strict=True)
    plays = [Play(*pair, patient=True, acting={**ACTING, **DIRECTLY}) for pair in pairs]
    _play_side_by_side(plays, now)
    Stage(then, clock, fixture, desk, today).pass_time(now)
    _hash_anew(services, fixture.organisation.accounts[0].password)
    return True


def _play_side_by_side(plays: list[Play], now: datetime) -> None:
    waiting = [play for play in plays if not play.over]
    while waiting:
        first = min(waiting, key=lambda play: play.next_moment())
        name = first.scenario.path.name
        if first.next_moment() > now:
            raise ScenarioFailed(f"{name}: bước tiếp theo ở tương lai; sửa ngày trong tệp")
        try:
            first.play_next()
        except ScenarioFailed as failed:
            again = "Xóa cơ sở dữ liệu vừa tạo, sửa tệp rồi cài lại"
            raise ScenarioFailed(f"{name}, {failed.message}. {again}") from failed
        waiting = [play for play in plays if not play.over]


def _no_browser() -> Browser:
    raise ScenarioFailed("dữ liệu mẫu không đọc trang; bỏ bước read, open, send")


def _refuse_unfinished(services: Services) -> None:
    with services.database.reading() as tx:
        known = [extract_parameters(a.password_hash) for a in accounts.everybody(tx)]
    if any(parameters.memory_cost <= QUICK_MEMORY for parameters in known):
        raise SettingsError(
            "Lần nạp dữ liệu mẫu trước bị ngắt giữa chừng; xóa cơ sở dữ liệu ở DATABASE_URL "
            "rồi chạy lại install --demo"
        )


def _hash_anew(services: Services, password: str) -> None:
    """Give every account the costly hash; while the demo was played a cheap one did."""
    hashed = HASHER.hash(password)
    with services.database.transaction() as tx:
        for account in accounts.everybody(tx):
            accounts.set_password(tx, account.person_id, hashed)

"""Pages and worker do all their work by the account that owns nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import make_url, text

from app import create_app
from app.actions.admin.grant_account import grant_account
from app.actions.admin.install import install
from app.errors import SettingsError
from app.store.database import Database
from app.worker import Worker
from tests.factories import PASSWORD, AtWork, at_work

ROLE = 'chu truong "app"'
SECRET = "ph'ần %s bí mật\\"


@pytest.fixture
def restricted(postgresql_office: AtWork) -> Iterator[AtWork]:
    """The installation as web and worker of docker/compose.yaml reach it."""
    settings = postgresql_office.services.settings
    grant_account(postgresql_office.services, ROLE, "cũ")
    grant_account(postgresql_office.services, ROLE, SECRET)
    url = make_url(settings.database_url).set(username=ROLE, password=SECRET)
    whole = url.render_as_string(hide_password=False)
    database = Database(whole)
    yield at_work(database, settings.uploads_dir.parent, whole)
    database.dispose()
    with postgresql_office.services.database.transaction() as tx:
        tx.execute(text('DROP OWNED BY "chu truong ""app"""'))
        tx.execute(text('DROP ROLE "chu truong ""app"""'))


@pytest.mark.postgresql
def test_people_and_worker_do_their_work_by_the_account(restricted: AtWork) -> None:
    office = restricted
    assert not install(office.services)
    browser = create_app(office.services.settings, office.services).test_client()
    page = browser.get("/dang-nhap").get_data(as_text=True)
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    entrance = {"csrf_token": token, "login": "htt", "password": PASSWORD}
    assert browser.post("/dang-nhap", data=entrance).headers["Location"].endswith("/viec")
    office.go_to("determine_authority")
    office.clock.tick(60 * 24 * 3600)
    worker = Worker(office.services, 1.0)
    while worker.tick():
        pass
    assert office.events("deadline_breached")


def test_an_embedded_database_has_no_accounts(sqlite_office: AtWork) -> None:
    with pytest.raises(SettingsError, match="SQLite không có tài khoản"):
        grant_account(sqlite_office.services, ROLE, SECRET)

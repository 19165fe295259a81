"""How much each act may ask of the database; that of a submission is the project's promise."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from app import create_app
from app.actions.audit.inspect_case import inspect_case
from app.actions.audit.search_cases import search_cases
from app.actions.audit.watch_figures import watch_figures
from app.actions.staff.list_inbox import list_inbox
from app.actions.staff.open_case import open_case
from app.actions.staff.open_task import open_task
from app.store import cases
from tests.bench.standing import (
    CALLING_STEP,
    OFFICE,
    PASSWORD,
    PLAIN_STEP,
    STEPS,
    Installation,
    Ready,
)

MOST_OF_SUBMIT = 15
MOST_OF_INBOX = 6
MOST_OF_TASK = 8
MOST_OF_CASE = 13
# One of them asks which restricted cases the reader has leave for.
MOST_OF_SEARCH = 9
MOST_OF_INSPECTION = 15
MOST_OF_MONITOR = 8
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation whose caches are filled: one case went through all that is counted."""
    folder = tmp_path_factory.mktemp("ceilings")
    made = Installation(f"sqlite:///{folder / 'chu_truong.db'}")
    made.send(made.case_at(CALLING_STEP), CALLING_STEP)
    yield made
    made.services.database.dispose()


@pytest.fixture
def ready(installation: Installation) -> Ready:
    """A case that stands at a plain step."""
    return installation.case_at(PLAIN_STEP)


def test_submitting_a_plain_step_takes_one_commit_and_few_statements(
    installation: Installation, ready: Ready
) -> None:
    with installation.services.database.counting() as count:
        installation.send(ready, PLAIN_STEP)
    assert count.commits == 1
    assert count.statements <= MOST_OF_SUBMIT, count.texts


def test_a_step_that_calls_the_next_process_takes_one_commit_too(
    installation: Installation,
) -> None:
    ready = installation.case_at(CALLING_STEP)
    with installation.services.database.counting() as count:
        installation.send(ready, CALLING_STEP)
    assert count.commits == 1
    assert count.statements <= MOST_OF_SUBMIT, count.texts


def test_submitting_over_http_takes_one_commit_and_few_statements(
    installation: Installation, ready: Ready
) -> None:
    """The session that tells who sends is counted too."""
    browser = create_app(installation.settings, installation.services).test_client()
    entrance = {"login": OFFICE, "password": PASSWORD, "csrf_token": ""}
    entrance["csrf_token"] = _token(browser.get("/dang-nhap").text)
    browser.post("/dang-nhap", data=entrance)
    fields = {
        "answers": json.dumps(STEPS[PLAIN_STEP][1]()),
        "idempotency_key": "counted",
        "form_version": ready.form_version,
        "plan_hash": ready.plan_hash,
        "csrf_token": _token(browser.get("/viec").text),
    }
    with installation.services.database.counting() as count:
        answer = browser.post(f"/viec/{ready.task_id}/gui", data=fields)
    assert answer.status_code == 303
    assert count.commits == 1
    assert count.statements <= MOST_OF_SUBMIT, count.texts


def test_opening_the_inbox_takes_few_statements(installation: Installation, ready: Ready) -> None:
    with installation.services.database.counting() as count:
        page = list_inbox(installation.services, installation.actor(OFFICE))
    assert ready.task_id in {item.task_id for item in page.items}
    assert count.statements <= MOST_OF_INBOX, count.texts


def test_the_inbox_takes_as_many_statements_for_many_tasks_as_for_one(
    installation: Installation, ready: Ready
) -> None:
    with installation.services.database.counting() as one:
        list_inbox(installation.services, installation.actor(OFFICE))
    installation.case_at(PLAIN_STEP)
    installation.case_at(PLAIN_STEP)
    with installation.services.database.counting() as many:
        list_inbox(installation.services, installation.actor(OFFICE))
    assert many.statements == one.statements


def test_opening_a_task_takes_few_statements_and_writes_nothing(
    installation: Installation, ready: Ready
) -> None:
    with installation.services.database.counting() as count:
        open_task(installation.services, installation.actor(OFFICE), ready.task_id)
    assert count.commits == 0
    assert count.statements <= MOST_OF_TASK, count.texts


def test_opening_a_case_takes_few_statements(installation: Installation, ready: Ready) -> None:
    with installation.services.database.reading() as tx:
        code = cases.load(tx, ready.case_id).code
    with installation.services.database.counting() as count:
        page = open_case(installation.services, installation.actor(OFFICE), code)
    assert page.history
    assert count.statements <= MOST_OF_CASE, count.texts


def _token(page: str) -> str:
    found = TOKEN.search(page)
    assert found is not None
    return found[1]


def test_looking_cases_up_takes_few_statements(installation: Installation, ready: Ready) -> None:
    auditor = installation.actor("auditor")
    asked = {"q": ["MG"], "bien": ["vote_result"], "dieu_khoan": ["C-029"], "han": ["dang_tinh"]}
    search_cases(installation.services, auditor, {})
    with installation.services.database.counting() as count:
        search_cases(installation.services, auditor, asked)
    assert count.statements <= MOST_OF_SEARCH, count.texts


def test_reading_a_case_whole_takes_few_statements(
    installation: Installation, ready: Ready
) -> None:
    with installation.services.database.reading() as tx:
        code = cases.load(tx, ready.case_id).code
    with installation.services.database.counting() as count:
        page = inspect_case(installation.services, installation.actor("auditor"), code)
    assert len(page.runs) == 2
    assert count.statements <= MOST_OF_INSPECTION, count.texts


def test_counting_how_all_cases_stand_takes_few_statements(
    installation: Installation, ready: Ready
) -> None:
    auditor = installation.actor("auditor")
    with installation.services.database.counting() as count:
        page = watch_figures(installation.services, auditor, {})
    assert page.whole.open
    assert count.statements <= MOST_OF_MONITOR, count.texts

"""Opening a rehearsal: what the engine cannot run leaves nothing behind; the cookie is as safe."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app import create_app
from app.actions.owner.open_draft import open_draft
from app.actions.owner.save_draft_file import save_draft_file
from app.actions.owner.start_draft import start_draft
from app.domain.drafts import FileKind
from app.errors import ChuTruongError
from app.rehearsal import open_rehearsal
from tests.factories import PASSWORD, AtWork
from tests.rehearsal.tokens import token_in

PROCESS = "s02_superior_acknowledge"


def test_draft_that_cannot_run_leaves_no_folder(sqlite_office: AtWork) -> None:
    services, owner = sqlite_office.services, sqlite_office.actor("chuquytrinh")
    draft_id = start_draft(services, owner, PROCESS)
    version = open_draft(services, owner, draft_id).draft.version
    broken = b"<bpmn:definitions"
    save_draft_file(services, owner, draft_id, version, FileKind.PROCESS, PROCESS, broken)
    with pytest.raises(ChuTruongError):
        open_rehearsal(services, owner, draft_id)
    assert list((services.settings.uploads_dir / "rehearsals").iterdir()) == []


def test_cookie_of_a_part_is_secure_where_the_pages_are(sqlite_office: AtWork) -> None:
    office = sqlite_office
    draft_id = start_draft(office.services, office.actor("chuquytrinh"), PROCESS)
    office.services.settings = replace(office.services.settings, secure_cookies=True)
    browser = create_app(office.services.settings, office.services).test_client()
    https = "https://localhost"

    def send(path: str, /, **fields: str) -> str:
        page = browser.get("/cai-dat" if path != "/dang-nhap" else path, base_url=https)
        fields["csrf_token"] = token_in(page.text)
        headers = {"Referer": https}
        answer = browser.post(path, data=fields, base_url=https, headers=headers)
        assert answer.status_code in (302, 303), answer.text[:500]
        return f"{answer.location} {answer.headers.get('Set-Cookie', '')}"

    send("/dang-nhap", login="owner", password=PASSWORD)
    place = send(f"/ban-thao/{draft_id}/dien-tap").split(" ")[0].removeprefix(https)
    taken = send(f"{place}/vai", person="nga", path="/viec")
    assert "dien-tap=" in taken
    assert "Secure" in taken

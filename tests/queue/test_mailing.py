"""Letters are handed to a server as plain Vietnamese text, one line for each header."""

from __future__ import annotations

import smtplib

import pytest

from app.config import Settings
from app.domain.jobs import Job, JobKind
from app.errors import SettingsError
from app.queue.mailing import PostOffice, is_address, payload_of
from tests.queue.post_office import taking_letters
from tests.store.factories import NOW


def _letter(to: str = "admin@mg.example", subject: str = "Sự cố SC-2024-0001") -> Job:
    return Job("j1", JobKind.MAIL, "mail:x", payload_of(to, subject, "Hồ sơ: MG-1.\n"), NOW, NOW)


def test_letter_arrives_as_it_was_written() -> None:
    with taking_letters() as server:
        post = PostOffice.at(server.url, "chu-truong@mg.example")
        post.send(_letter())
        post.send(_letter())
    first, second = server.letters
    assert (first["From"], first["To"]) == ("chu-truong@mg.example", "admin@mg.example")
    assert first["Subject"] == "Sự cố SC-2024-0001"
    assert first.get_content().replace("\r\n", "\n") == "Hồ sơ: MG-1.\n"
    assert first["Message-ID"] == second["Message-ID"]


def test_subject_of_several_lines_makes_no_header_of_its_own() -> None:
    with taking_letters() as server:
        PostOffice.at(server.url, "a@b").send(_letter(subject="một\r\nBcc: khac@x.example"))
    assert server.letters[0]["Subject"] == "một Bcc: khac@x.example"
    assert server.letters[0]["Bcc"] is None


def test_refused_recipient_is_a_failure() -> None:
    with taking_letters() as server:
        server.strangers.add("admin@mg.example")
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            PostOffice.at(server.url, "a@b").send(_letter())


@pytest.mark.parametrize("text", ["", "a", "a@b, c@d", "a@b\nBcc: c@d", "<a@b>", "a b@c"])
def test_what_is_no_single_address_gets_no_letter(text: str) -> None:
    assert not is_address(text)


@pytest.mark.parametrize("text", ["http://a:25", "smtp://a", "smtp://:25", "smtp://a:b", "a:25"])
def test_mail_server_that_cannot_be_read_is_refused_with_the_way_out(text: str) -> None:
    with pytest.raises(SettingsError, match="smtp://máy:cổng"):
        Settings.from_environment({"MAIL_URL": text})

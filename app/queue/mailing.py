"""Letters as plain text, one for each address, handed to an SMTP server.

A letter's Message-ID is made of its job's key: a letter that is sent twice, because who sent it was
killed before it could be noted, is seen by mail programs as one.
"""

from __future__ import annotations

import hashlib
import re
import smtplib
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlsplit

from app.domain.jobs import Job

TIMEOUT_SECONDS = 20
# One address, no list and no second header.
_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+")


@dataclass(frozen=True)
class PostOffice:
    """Where letters are handed in: server, port, and whom they come from."""

    host: str
    port: int
    sender: str

    @classmethod
    def at(cls, url: str, sender: str) -> PostOffice:
        """Return the server of smtp://host:port."""
        parts = urlsplit(url)
        return cls(parts.hostname or "localhost", parts.port or 25, sender)

    def send(self, job: Job) -> None:
        """Hand in one letter; raises OSError, SMTPException when it was not taken."""
        letter = written(job, self.sender)
        with smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_SECONDS) as server:
            server.send_message(letter)


def is_address(text: str) -> bool:
    """Tell whether a text is one mail address."""
    return _ADDRESS.fullmatch(text) is not None


def payload_of(to: str, subject: str, text: str) -> Mapping[str, Any]:
    """Return what a letter's job keeps."""
    return {"to": to, "subject": subject, "text": text}


def written(job: Job, sender: str) -> EmailMessage:
    """Return the letter of a job; the subject is one line whatever it was made of."""
    letter = EmailMessage()
    letter["From"] = sender
    letter["To"] = job.payload["to"]
    letter["Subject"] = " ".join(str(job.payload["subject"]).split())
    letter["Date"] = format_datetime(job.created_at)
    domain = sender.rpartition("@")[2] or "localhost"
    letter["Message-ID"] = f"<{hashlib.sha256(job.key.encode()).hexdigest()[:40]}@{domain}>"
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(str(job.payload["text"]))
    return letter

"""Time stamps of an outside authority over checkpoints (RFC 3161), in a file beside theirs.

A stamp says that the checkpoint existed at a moment, by the word and the clock of somebody who has
no part in the installation. It is asked for after the checkpoint was signed, and nothing waits for
it; whoever checks needs the certificates of the authorities that are trusted.
"""

from __future__ import annotations

import base64
import json
import os
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.x509 import Certificate, load_pem_x509_certificates
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from app.domain.proof import Checkpoint
from app.errors import SettingsError, StampFailed

PATIENCE_SECONDS = 5
LARGEST_TOKEN = 64 * 1024
# Clocks differ; a stamp this much older than its checkpoint is none of it.
CLOCKS_DIFFER = timedelta(minutes=10)


@dataclass(frozen=True)
class Stamps:
    """The file of stamps; without checkpoints there are none."""

    path: Path | None

    @staticmethod
    def beside(checkpoints: Path | None) -> Stamps:
        """Return the stamps that belong to a file of checkpoints."""
        return Stamps(checkpoints.with_suffix(".stamps.jsonl") if checkpoints else None)

    def add(self, checkpoint: Checkpoint, token: bytes) -> None:
        """Append a stamp and force it to disk."""
        if self.path is None:
            return
        line = {"signature": checkpoint.signature, "token": base64.b64encode(token).decode()}
        with self.path.open("ab") as file:
            file.write(json.dumps(line, separators=(",", ":")).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def read(self) -> dict[str, bytes]:
        """Return the stamps by the signature they stand under; unreadable lines stand under ""."""
        if self.path is None or not self.path.is_file():
            return {}
        with self.path.open("rb") as file:
            return dict(_stamp(line) for line in file)


def _stamp(line: bytes) -> tuple[str, bytes]:
    try:
        kept = json.loads(line)
        return str(kept["signature"]), base64.b64decode(kept["token"], validate=True)
    except (ValueError, KeyError, TypeError):
        return "", b""


def stamped_text(checkpoint: Checkpoint) -> bytes:
    """Return what is stamped: the checkpoint as it was signed, with its signature."""
    return f"{checkpoint.body}\n{checkpoint.signature}".encode()


def roots_in(path: Path | None) -> Sequence[Certificate]:
    """Return the certificates of trusted authorities, none without a file; raise SettingsError."""
    if path is None or not path.is_file():
        return ()
    try:
        return load_pem_x509_certificates(path.read_bytes())
    except ValueError as error:
        told = f"{path} không có chứng thư PEM; đặt lại TSA_ROOTS_FILE"
        raise SettingsError(told) from error


def ask_stamp(url: str, checkpoint: Checkpoint, roots: Sequence[Certificate]) -> bytes:
    """Return the stamp that the authority at the address gives, checked; raise StampFailed."""
    if urlsplit(url).scheme not in {"http", "https"}:
        raise StampFailed("TSA_URL phải bắt đầu bằng http:// hoặc https://")
    text = stamped_text(checkpoint)
    request = (
        TimestampRequestBuilder(data=text, hash_algorithm=HashAlgorithm.SHA256)
        .nonce(nonce=True)
        .cert_request(cert_request=True)
        .build()
    )
    token = _sent(url, request.as_bytes())
    _check(token, text, roots, nonce=request.nonce)
    return token


def _sent(url: str, query: bytes) -> bytes:
    headers = {"Content-Type": "application/timestamp-query"}
    asked = urllib.request.Request(url, query, headers)  # noqa: S310 checked by the caller
    try:
        with urllib.request.urlopen(asked, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310
            token: bytes = answer.read(LARGEST_TOKEN + 1)
    except (OSError, HTTPException) as error:
        raise StampFailed(f"Không hỏi được máy cấp dấu thời gian ({error})") from error
    if len(token) > LARGEST_TOKEN:
        raise StampFailed("Máy cấp dấu thời gian trả lời quá dài")
    return token


def stamped_at(token: bytes, checkpoint: Checkpoint, roots: Sequence[Certificate]) -> datetime:
    """Return the moment a stamp vouches for; raise StampFailed when it is not of the checkpoint."""
    at = _check(token, stamped_text(checkpoint), roots)
    if at < checkpoint.at - CLOCKS_DIFFER:
        raise StampFailed("Dấu thời gian cũ hơn điểm mốc mà nó đóng lên")
    return at


def _check(
    token: bytes, text: bytes, roots: Sequence[Certificate], nonce: int | None = None
) -> datetime:
    if not roots:
        raise StampFailed("Chưa có chứng thư của máy cấp dấu thời gian; đặt TSA_ROOTS_FILE")
    try:
        answer = decode_timestamp_response(token)
        VerifierBuilder(roots=list(roots), nonce=nonce).build().verify_message(answer, text)
        at: datetime = answer.tst_info.gen_time
    except (VerificationError, ValueError) as error:
        raise StampFailed(f"Dấu thời gian không kiểm được ({error})") from error
    return at


def unstamped(
    checkpoints: Iterator[Checkpoint | None], stamps: dict[str, bytes]
) -> Iterator[Checkpoint]:
    """Yield the checkpoints that no stamp stands for, oldest first."""
    return (one for one in checkpoints if one is not None and one.signature not in stamps)

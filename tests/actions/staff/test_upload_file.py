"""Files people attach: kept under a random name, or refused in words with nothing left behind."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from app.actions.staff.download_file import download_file
from app.actions.staff.upload_file import clean_name, upload_file
from app.domain.views import Upload
from app.errors import DatabaseUnavailable, FormInvalid, NotFound
from app.store import audit_log
from tests.factories import AtWork

PDF = b"%PDF-1.7 content"


def archive(entries: int = 1, size: int = 10, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP file of so many entries of so many bytes each, as DOCX and XLSX are."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as kept:
        for number in range(entries):
            kept.writestr(f"word/{number}.xml", b"0" * size)
    return buffer.getvalue()


def _upload(office: AtWork, name: str, content: bytes) -> Upload:
    kind = "application/octet-stream"
    return upload_file(office.services, office.actor("nga"), name, kind, io.BytesIO(content))


def _on_disk(office: AtWork) -> list[Any]:
    folder = office.services.settings.uploads_dir
    return sorted(folder.iterdir()) if folder.is_dir() else []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("báo cáo.pdf", PDF),
        ("phụ lục.DOCX", archive()),
        ("ảnh.jpg", b"\xff\xd8\xff\xe0rest"),
        ("ghi chép.txt", "Ghi chép".encode()),
    ],
)
def test_allowed_file_is_kept_under_a_random_name(
    sqlite_office: AtWork, name: str, content: bytes
) -> None:
    office = sqlite_office
    kept = _upload(office, name, content)
    (path,) = _on_disk(office)
    assert path.read_bytes() == content
    assert path.suffix == "" and len(path.name) == 32
    record, stream = download_file(office.services, office.actor("nga"), kept.id)
    with stream:
        assert (record.name, stream.read()) == (name, content)
    with office.services.database.reading() as tx:
        kinds = [e.event.kind.value for e in audit_log.of_chain(tx, audit_log.SYSTEM_CHAIN)]
    assert kinds[-1] == "file_uploaded"


HOSTILE = [
    pytest.param("trang.html", b"<script>alert(1)</script>", id="web page"),
    pytest.param("trang.pdf", b"<html><script>alert(1)</script>", id="web page named pdf"),
    pytest.param("hinh.svg", b"<svg onload='alert(1)'/>", id="svg"),
    pytest.param("hinh.png", b"<svg onload='alert(1)'/>", id="svg named png"),
    pytest.param("may.exe", b"MZ\x90", id="program"),
    pytest.param("may.pdf.exe", PDF, id="program with two endings"),
    pytest.param("tep", PDF, id="no ending"),
    pytest.param("", PDF, id="no name"),
    pytest.param("rong.pdf", b"", id="empty"),
    pytest.param("to.pdf", PDF + b"0" * (21 * 1024 * 1024), id="too large"),
    pytest.param("bom.docx", archive(entries=3, size=90_000_000), id="zip bomb"),
    pytest.param("nhieu.docx", archive(entries=2100, size=0), id="too many entries"),
    pytest.param("hong.xlsx", b"PK\x03\x04 broken", id="broken archive"),
]


@pytest.mark.parametrize(("name", "content"), HOSTILE)
def test_hostile_file_is_refused_in_words_and_leaves_nothing(
    sqlite_office: AtWork, name: str, content: bytes
) -> None:
    office = sqlite_office
    with pytest.raises(FormInvalid) as refused:
        _upload(office, name, content)
    assert "tệp" in refused.value.errors[0].message.lower()
    assert _on_disk(office) == []
    line = office.refusals()[-1]
    assert (line.actor_id, line.payload["attempt"]) == ("nga", "Gửi tệp")


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Windows\\bao cao.pdf", "bao cao.pdf"),
        ("a\x00b\r\nc.pdf", "abc.pdf"),
        ("\u202efdp.exe.pdf", "fdp.exe.pdf"),
        ("..pdf", "pdf"),
        ("x" * 500 + ".pdf", "x" * 150 + ".pdf"),
        ("Ke\u0302\u0301 hoạch.pdf", "Kế hoạch.pdf"),
    ],
)
def test_name_is_only_a_name(sent: str, shown: str) -> None:
    assert clean_name(sent) == shown


def test_file_without_its_row_does_not_stay(sqlite_office: AtWork) -> None:
    office = sqlite_office
    actor = office.actor("nga")
    office.services.database.dispose()
    with office.services.database.transaction() as tx:
        tx.connection.exec_driver_sql("DROP TABLE upload")
    with pytest.raises(DatabaseUnavailable):
        upload_file(office.services, actor, "a.pdf", "application/pdf", io.BytesIO(PDF))
    assert _on_disk(office) == []


def test_file_of_somebody_else_is_not_found(sqlite_office: AtWork) -> None:
    office = sqlite_office
    kept = _upload(office, "riêng.pdf", PDF)
    with pytest.raises(NotFound):
        download_file(office.services, office.actor("thu"), kept.id)
    assert office.refusals()[-1].payload["about"] == kept.id


def test_file_sent_with_a_form_is_read_by_readers_of_the_case_only(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("confirm_minutes")
    (minutes,) = office.facts()["minutes_file"]
    _, stream = download_file(office.services, office.actor("huong"), minutes)
    stream.close()
    with pytest.raises(NotFound):
        download_file(office.services, office.actor("diep"), minutes)

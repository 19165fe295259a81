"""The dossier verifies on a laptop without the system, and no byte of it can be another one."""

from __future__ import annotations

import ast
import json
import random
import zipfile
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

import pytest

from app.config import ROOT
from app.proof import SigningKey, load_key, make_key
from tests.codebase.tree import modules
from tests.verifier.conftest import Taken, Verifying
from tests.verifier.inspecting import Wrong, check, lay_out, read_members

WHOLE = {"manifest.sig", "chung-cu/khoa-cong-khai.pem"}
Members = dict[str, bytes]


@pytest.fixture
def members(taken: Taken) -> Members:
    """The members of the sound dossier."""
    return read_members(taken.dossier.read_bytes())


@pytest.fixture
def signing_key(taken: Taken) -> SigningKey:
    """The key of the installation, as somebody within could misuse it."""
    key = load_key(taken.key.with_suffix(""))
    assert key is not None
    return key


def flipped(content: bytes, at: int) -> bytes:
    """Return the content with one bit of one byte turned."""
    return content[:at] + bytes([content[at] ^ (1 << at % 8)]) + content[at + 1 :]


def resigned(members: Mapping[str, bytes], key: SigningKey) -> bytes:
    """Lay changed members out under a manifest that lists and signs them as they are now."""
    manifest = json.loads(members["manifest.json"])
    manifest["key"] = key.public.key_id
    for path, about in manifest["members"].items():
        about |= {"sha256": sha256(members[path]).hexdigest(), "size": len(members[path])}
    text = json.dumps(manifest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    signed = {"manifest.json": text.encode(), "manifest.sig": key.sign(text).encode()}
    return lay_out({**members, **signed})


def test_the_dossier_verifies_away_from_the_system(taken: Taken, verifier: Verifying) -> None:
    told = verifier(taken.dossier, "--key", taken.key)
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith("NGUYÊN VẸN: hồ sơ MG-2024-0001")
    assert "CHÚ Ý" not in told.stdout
    assert "CHÚ Ý" in verifier(taken.dossier).stdout


def test_a_changed_dossier_is_told_by_the_exit_code(
    taken: Taken, verifier: Verifying, tmp_path: Path
) -> None:
    changed = tmp_path / "changed.zip"
    changed.write_bytes(taken.dossier.read_bytes().replace(b"so-do/01", b"so-do/91"))
    told = verifier(changed, "--key", taken.key)
    assert told.returncode == 1
    assert told.stdout.startswith("SAI LỆCH: ")
    assert verifier(tmp_path / "no-such-file").returncode == 2


def test_every_changed_byte_of_every_member_is_found(taken: Taken, members: Members) -> None:
    chance, undetected = random.Random(7), []  # noqa: S311
    key = taken.key.read_bytes()
    for path, at in _places(members, chance):
        changed = lay_out({**members, path: flipped(members[path], at)})
        if not _refused(changed, key):
            undetected.append((path, at))
    assert undetected == []


def _places(members: Members, chance: random.Random) -> Iterator[tuple[str, int]]:
    for path, content in members.items():
        some = range(len(content)) if path in WHOLE else chance.sample(range(len(content)), 2)
        yield from ((path, at) for at in some)


def test_a_file_cut_short_or_with_something_behind_it_is_found(taken: Taken) -> None:
    content = taken.dossier.read_bytes()
    for changed in (
        content[:-1],
        content[: len(content) // 2],
        content + b" ",
        b" " + content,
        b"",
    ):
        assert _refused(changed)


def _refused(content: bytes, key: bytes | None = None) -> bool:
    try:
        check(content, key)
    except (Wrong, KeyError, TypeError, AttributeError, ValueError):
        return True
    return False


def drop_row(members: Members) -> None:
    lines = members["nhat-ky/01.jsonl"].splitlines(keepends=True)
    members["nhat-ky/01.jsonl"] = b"".join(lines[:4] + lines[5:])


def cut_rows(members: Members) -> None:
    lines = members["nhat-ky/01.jsonl"].splitlines(keepends=True)
    members["nhat-ky/01.jsonl"] = b"".join(lines[:-2])


def change_row(members: Members) -> None:
    old = members["nhat-ky/01.jsonl"]
    members["nhat-ky/01.jsonl"] = old.replace("Hoàng Thị Thu".encode(), "Hoàng Thị Thư".encode(), 1)


def change_payload(members: Members) -> None:
    old = members["nhat-ky/01.jsonl"]
    members["nhat-ky/01.jsonl"] = old.replace(b'\\"for\\":5', b'\\"for\\":6', 1)


def change_paper(members: Members) -> None:
    path = next(path for path in members if path.endswith("VB_CHO_CHU_TRUONG.html"))
    members[path] = members[path].replace(b"doc-body", b"doc-bodi", 1)


def change_form(members: Members) -> None:
    path = next(path for path in members if path.endswith("record_meeting.json"))
    members[path] = members[path].replace(b'"votes_for":9', b'"votes_for":8', 1)
    members[path] = members[path].replace(b'"answers":{', b'"answers":{"x":1,', 1)


def change_plan(members: Members) -> None:
    path = next(path for path in members if path.endswith("KE_HOACH.json"))
    members[path] = members[path].replace(b"120000000", b"920000000", 1)


def change_seal(members: Members) -> None:
    members["chung-cu/01.json"] = members["chung-cu/02.json"]


@pytest.mark.parametrize(
    ("tamper", "says"),
    [
        (change_row, r"nhat-ky/01\.jsonl, dòng 1: nội dung không khớp dấu băm"),
        (change_payload, r"nhat-ky/01\.jsonl, dòng \d+: nội dung kèm theo không khớp"),
        (drop_row, r"nhat-ky/01\.jsonl, dòng 5: dòng đứng sai chỗ"),
        (cut_rows, r"chung-cu/01\.json: chuỗi \S+ khác với lần niêm phong"),
        (change_seal, r"chung-cu/01\.json: chứng cứ của chuỗi khác"),
        (change_paper, "VB_CHO_CHU_TRUONG.html khác với dấu băm ghi trong nhật ký"),
        (change_plan, "KE_HOACH.json khác với dấu băm ghi trong nhật ký"),
        (change_form, "record_meeting.json khác với câu trả lời ghi trong nhật ký"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_even_who_has_the_key_cannot_hide_a_change(
    tamper: Callable[[Members], None], says: str, members: Members, signing_key: SigningKey
) -> None:
    before = dict(members)
    tamper(members)
    assert members != before
    with pytest.raises(Wrong, match=says):
        check(resigned(members, signing_key))


def test_a_dossier_signed_with_another_key_is_refused(
    taken: Taken, members: Members, tmp_path: Path
) -> None:
    other = resigned(members, make_key(tmp_path / "other"))
    with pytest.raises(Wrong, match="chữ ký không khớp khóa"):
        check(other, taken.key.read_bytes())


def test_a_member_too_many_or_too_few_is_named(members: Members) -> None:
    with pytest.raises(Wrong, match=r"tệp thừa: tep/them\.txt"):
        check(lay_out({**members, "tep/them.txt": b"x"}))
    del members["tom-tat.pdf"]
    with pytest.raises(Wrong, match=r"thiếu tệp tom-tat\.pdf"):
        check(lay_out(members))


def test_any_unzip_program_opens_the_dossier(taken: Taken) -> None:
    with zipfile.ZipFile(taken.dossier) as archive:
        assert archive.testzip() is None
        index = archive.read("index.html").decode()
    assert "Hồ sơ tự chứng minh" in index
    assert "<script" not in index and "http" not in index.replace("http://www.w3.org", "")


def test_the_verifier_imports_nothing_of_the_system() -> None:
    tops = {
        name.split(".")[0]
        for module in modules("verifier")
        for node in ast.walk(module.tree)
        for name in _imported(node)
    }
    assert tops & {"app", "tests"} == set()
    assert (ROOT / "verifier" / "pyproject.toml").is_file()


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module else []


def test_a_file_damaged_within_the_archive_is_named_in_words(
    taken: Taken, members: Members
) -> None:
    whole, inner = taken.dossier.read_bytes(), members["index.html"]
    at = whole.index(inner) + len(inner) // 2
    with pytest.raises(Wrong, match=r"^Tệp “index\.html” trong hồ sơ đã bị đổi hoặc hỏng$"):
        check(flipped(whole, at))

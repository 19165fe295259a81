"""The archive around the members: each byte of it, and other ways to pack the same members."""

from __future__ import annotations

import io
import random
import struct
import warnings
import zipfile
from collections.abc import Callable, Iterator, Sequence

import pytest

from tests.verifier.conftest import Taken
from tests.verifier.inspecting import Wrong, lay_out, read_members

LOCAL, ENTRY = 30, 46
Packed = Sequence[tuple[zipfile.ZipInfo, bytes]]


def plain(taken: Taken) -> list[tuple[zipfile.ZipInfo, bytes]]:
    """The members as the system packs them, to be packed once more in another way."""
    made = []
    for path, content in read_members(taken.dossier.read_bytes()).items():
        info = zipfile.ZipInfo(path)
        info.create_system = 0
        made.append((info, content))
    return made


def packed(members: Packed, comment: bytes = b"") -> bytes:
    """Pack them with Python's own packer, which gives what the system gives."""
    file = io.BytesIO()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(file, "w") as archive:
        for info, content in members:
            wanted = info.external_attr
            archive.writestr(info, content)
            # Python gives members without rights some of its own.
            info.external_attr = wanted
        archive.comment = comment
    return file.getvalue()


def dated(members: Packed) -> bytes:
    members[1][0].date_time = (2024, 3, 4, 9, 0, 0)
    return packed(members)


def described(members: Packed) -> bytes:
    members[1][0].comment = b"x"
    return packed(members)


def with_an_extra_field(members: Packed) -> bytes:
    members[1][0].extra = struct.pack("<HH", 0x7075, 0)
    return packed(members)


def compressed(members: Packed) -> bytes:
    members[1][0].compress_type = zipfile.ZIP_DEFLATED
    return packed(members)


def a_link(members: Packed) -> bytes:
    members[1][0].external_attr = 0o120777 << 16
    return packed(members)


def of_another_system(members: Packed) -> bytes:
    members[1][0].create_system = 3
    return packed(members)


def in_another_order(members: Packed) -> bytes:
    return packed([*members[1:], members[0]])


def twice(members: Packed) -> bytes:
    return packed([*members, (members[1][0], b"x")])


def outside_its_folder(members: Packed) -> bytes:
    return packed([*members, (zipfile.ZipInfo("../../trom.txt"), b"x")])


def with_a_remark(members: Packed) -> bytes:
    return packed(members, comment=b"x")


def behind_a_program(members: Packed) -> bytes:
    return b"#!/bin/sh\n" + packed(members)


def over_each_other(members: Packed) -> bytes:
    """A directory whose entries all show the same big member under other names."""
    content = packed([(zipfile.ZipInfo("a"), bytes(100_000))])
    at, end = content.index(b"PK\x01\x02"), content.rindex(b"PK\x05\x06")
    entry = content[at:end]
    some = b"".join(entry[:-1] + bytes([letter]) for letter in range(97, 123))
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 26, 26, len(some), at, 0)
    return content[:at] + some + tail


def test_python_packs_the_members_as_the_system_does(taken: Taken) -> None:
    assert packed(plain(taken)) == taken.dossier.read_bytes()


@pytest.mark.parametrize(
    "pack",
    [
        *(dated, described, with_an_extra_field, compressed, a_link, of_another_system),
        *(in_another_order, twice, outside_its_folder, with_a_remark, behind_a_program),
        over_each_other,
    ],
    ids=lambda pack: pack.__name__,
)
def test_another_way_to_pack_the_members_is_refused(
    pack: Callable[[Packed], bytes], taken: Taken
) -> None:
    with pytest.raises(Wrong):
        read_members(pack(plain(taken)))


def test_changed_bytes_of_every_header_are_found(taken: Taken) -> None:
    whole = read_members(taken.dossier.read_bytes())
    members = {path: content[:40] for path, content in whole.items()}
    small, chance = lay_out(members), random.Random(5)  # noqa: S311
    assert read_members(small) == members
    places = list(_headers(small, chance))
    assert len(places) > 6 * len(members)
    assert [at for at in places if not _refused(small, at, chance)] == []


def _headers(content: bytes, chance: random.Random) -> Iterator[int]:
    """Yield every byte of the first headers and of the end, some of each other header."""
    for mark, length, name_at in ((b"PK\x03\x04", LOCAL, 26), (b"PK\x01\x02", ENTRY, 28)):
        begin = first = content.find(mark)
        while begin >= 0:
            (name,) = struct.unpack_from("<H", content, begin + name_at)
            header = range(begin, begin + length + name)
            yield from header if begin == first else chance.sample(header, 3)
            begin = content.find(mark, begin + 1)
    yield from range(content.rindex(b"PK\x05\x06"), len(content))


def _refused(content: bytes, at: int, chance: random.Random) -> bool:
    other = bytes([content[at] ^ chance.randrange(1, 256)])
    try:
        read_members(content[:at] + other + content[at + 1 :])
    except Wrong:
        return True
    return False

"""The archive: read with Python's own reader, then laid out anew and compared byte by byte."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from chu_truong_verifier.wrong import Wrong

_DATE = (1 << 5) | 1


def read_members(content: bytes) -> dict[str, bytes]:
    """Return the members by path; raise Wrong unless every byte follows from them."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
            for info in infos:
                if info.compress_type != zipfile.ZIP_STORED or info.flag_bits:
                    raise Wrong(f"Tệp “{info.filename}” không được xếp như hệ thống xếp")
            # Entries that lie over each other: a small file that fills the memory.
            if sum(info.file_size for info in infos) > len(content):
                raise Wrong("Tệp nén kê khai nhiều hơn số byte nó có")
            members = {info.filename: _read(archive, info) for info in infos}
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError) as error:
        raise Wrong("Tệp nén hỏng, đọc không hết") from error
    except (struct.error, NotImplementedError, OverflowError) as error:
        raise Wrong("Tệp nén hỏng, đọc không hết") from error
    if not all(path.isascii() for path in members):
        raise Wrong("Tên tệp trong hồ sơ có chữ ngoài bảng ASCII")
    expected = lay_out(members)
    if content != expected:
        raise Wrong(
            f"Tệp nén khác cách hệ thống xếp, từ byte {_first_difference(content, expected)}"
        )
    return members


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    try:
        return archive.read(info)
    except zipfile.BadZipFile as error:
        raise Wrong(f"Tệp “{info.filename}” trong hồ sơ đã bị đổi hoặc hỏng") from error


def lay_out(members: Mapping[str, bytes]) -> bytes:
    """Return the only archive these members can have: stored, sorted, without dates."""
    body, directory = bytearray(), bytearray()
    for path in sorted(members):
        name, data = path.encode("ascii"), members[path]
        common = (0, 0, 0, _DATE, zlib.crc32(data), len(data), len(data), len(name), 0)
        offset = len(body)
        body += struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, *common) + name + data
        directory += struct.pack("<4sHHHHHHIIIHH", b"PK\x01\x02", 20, 20, *common)
        directory += struct.pack("<HHHII", 0, 0, 0, 0, offset) + name
    count, size = len(members), len(directory)
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, size, len(body), 0)
    return bytes(body + directory + end)


def _first_difference(one: bytes, other: bytes) -> int:
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))

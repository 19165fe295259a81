"""The archive: a ZIP file without compression whose every byte follows from its members.

Nothing is left to a library's taste (times, attributes, order), so the verifier can lay the members
out again and compare: a changed byte outside the members is found as well.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable

from app.dossier.members import Member
from app.errors import StepRefused

# 1 January 1980, the first day that the format knows; moments stand in the manifest.
_DATE = (1 << 5) | 1
_LIMIT = 2**32 - 1


def lay_out(members: Iterable[Member]) -> bytes:
    """Return the archive of the members, in order of their paths; raises StepRefused over 4 GB."""
    body, directory, count = bytearray(), bytearray(), 0
    for member in sorted(members, key=lambda one: one.path):
        name, content = member.path.encode("ascii"), member.content
        fields = (20, 0, 0, 0, _DATE, zlib.crc32(content), len(content), len(content), len(name), 0)
        place = len(body)
        body += struct.pack("<IHHHHHIIIHH", 0x04034B50, *fields) + name + content
        directory += struct.pack("<IHHHHHHIIIHH", 0x02014B50, 20, *fields)
        directory += struct.pack("<HHHII", 0, 0, 0, 0, place) + name
        count += 1
        if len(body) > _LIMIT:
            raise StepRefused("Hồ sơ lớn hơn 4 GB; tách tệp kèm theo ra rồi xuất lại")
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, len(directory), len(body), 0)
    return bytes(body + directory + end)

"""The command: `python -m chu_truong_verifier FILE [--key PEM]`; 0 sound, 1 not, 2 unreadable."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from chu_truong_verifier.checking import Report, check
from chu_truong_verifier.wrong import Wrong


def main(arguments: list[str] | None = None) -> int:
    """Check one file and report."""
    parser = argparse.ArgumentParser(
        prog="chu_truong_verifier", description="Kiểm tra một hồ sơ tự chứng minh."
    )
    parser.add_argument("file", type=Path, help="tệp hồ sơ (….hoso.zip)")
    parser.add_argument("--key", type=Path, help="khóa công khai lấy từ văn bản công bố khóa")
    options = parser.parse_args(arguments)
    try:
        content = options.file.read_bytes()
        key = options.key.read_bytes() if options.key else None
    except OSError as error:
        print(f"Không đọc được {error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    try:
        report = check(content, key)
    except Wrong as wrong:
        print(f"SAI LỆCH: {wrong}")
        return 1
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        print(f"SAI LỆCH: hồ sơ không đúng dạng đã ký ({type(error).__name__}: {error})")
        return 1
    _tell(report, trusted=key is not None)
    return 0


def _tell(report: Report, *, trusted: bool) -> None:
    print(f"NGUYÊN VẸN: hồ sơ {report.case}, {report.title}")
    print(f"  xuất lúc {report.made_at}, {report.members} tệp")
    print(f"  {report.papers} văn bản và {report.forms} biểu khớp nhật ký")
    print(f"  {report.rows} dòng nhật ký trong {len(report.chains)} chuỗi:")
    for chain_id, rows, signed_at in report.chains:
        print(f"    {chain_id}: {rows} dòng, niêm phong và ký lúc {signed_at}")
    print(f"  khóa ký: {report.fingerprint}")
    if not trusted:
        print("  CHÚ Ý: khóa lấy từ trong hồ sơ; đối chiếu dấu vân khóa với văn bản công bố khóa")


if __name__ == "__main__":
    sys.exit(main())

"""The command: `python -m chu_truong_verifier FILE …`; 0 sound, 1 not, 2 unreadable."""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path

from chu_truong_verifier.checking import Report, check
from chu_truong_verifier.wrong import Wrong


def main(arguments: list[str] | None = None) -> int:
    """Check one file and report."""
    for stream in (sys.stdout, sys.stderr):
        # Output sent to a file may have an old encoding of its own.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    parser = argparse.ArgumentParser(
        prog="chu_truong_verifier", description="Kiểm tra một hồ sơ tự chứng minh."
    )
    parser.add_argument("file", type=Path, help="tệp hồ sơ (….hoso.zip)")
    parser.add_argument("--key", type=Path, help="khóa công khai lấy từ văn bản công bố khóa")
    parser.add_argument(
        "--tsa-roots", type=Path, help="chứng thư (PEM) của máy cấp dấu thời gian được tin cậy"
    )
    options = parser.parse_args(arguments)
    try:
        content = options.file.read_bytes()
        key = options.key.read_bytes() if options.key else None
        roots = options.tsa_roots.read_bytes() if options.tsa_roots else None
    except OSError as error:
        print(f"Không đọc được {error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    try:
        report = check(content, key, roots)
    except Wrong as wrong:
        _say(f"SAI LỆCH: {wrong}")
        return 1
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        _say(f"SAI LỆCH: hồ sơ không đúng dạng đã ký ({type(error).__name__}: {error})")
        return 1
    _tell(report, trusted=key is not None)
    return 0


def _tell(report: Report, *, trusted: bool) -> None:
    _say(f"NGUYÊN VẸN: hồ sơ {report.case}, {report.title}")
    _say(f"  xuất lúc {report.made_at}, {report.members} tệp")
    _say(f"  {report.papers} văn bản và {report.forms} biểu khớp nhật ký")
    _say(f"  {report.rows} dòng nhật ký trong {len(report.chains)} chuỗi:")
    for chain_id, rows, signed_at in report.chains:
        _say(f"    {chain_id}: {rows} dòng, niêm phong và ký lúc {signed_at}")
    _say(f"  khóa ký: {report.fingerprint}")
    if report.stamped:
        _say(f"  dấu thời gian của bên ngoài, sớm nhất lúc {min(report.stamped).isoformat()}")
    elif report.stamps:
        _say("  có dấu thời gian của bên ngoài, chưa kiểm: đưa chứng thư bằng --tsa-roots")
    if not trusted:
        _say("  CHÚ Ý: khóa lấy từ trong hồ sơ; đối chiếu dấu vân khóa với văn bản công bố khóa")


def _say(text: str) -> None:
    """Print what may come from the file: no control character of it reaches the terminal."""
    print("".join(letter if letter.isprintable() else "\ufffd" for letter in text))


if __name__ == "__main__":
    sys.exit(main())

"""Templates compiled once for a whole run: most of a page test would be spent on that."""

from __future__ import annotations

from jinja2.bccache import Bucket, BytecodeCache

_compiled: dict[str, bytes] = {}


class CompiledTemplates(BytecodeCache):
    """Keeps what was compiled, by the template's name and source."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket if its template was compiled before."""
        code = _compiled.get(f"{bucket.key}/{bucket.checksum}")
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled now."""
        _compiled[f"{bucket.key}/{bucket.checksum}"] = bucket.bytecode_to_string()

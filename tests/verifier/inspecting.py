"""The verifier within this process, found in its own folder: nothing of it is installed here."""

from __future__ import annotations

import sys

from app.config import ROOT

sys.path.append(str(ROOT / "verifier"))

from chu_truong_verifier import Wrong, check
from chu_truong_verifier.container import lay_out, read_members

__all__ = ["Wrong", "check", "lay_out", "read_members"]

"""The self-proving dossier: everything about one case in one file that is checked without us.

`docs/dossier.md` is its format; the folder `verifier/` checks it and imports nothing from here.
"""

from app.dossier.making import Dossier, make_dossier

__all__ = ["Dossier", "make_dossier"]

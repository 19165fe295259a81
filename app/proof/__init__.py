"""What proves the record from outside the database: the signing key, and what it signed."""

from app.proof.checkpoints import Checkpoints, is_genuine, sign_checkpoint
from app.proof.keys import PublicKey, SigningKey, load_key, make_key, public_keys
from app.proof.timestamps import Stamps, ask_stamp, roots_in, stamped_at, unstamped

__all__ = [
    "Checkpoints",
    "PublicKey",
    "SigningKey",
    "Stamps",
    "ask_stamp",
    "is_genuine",
    "load_key",
    "make_key",
    "public_keys",
    "roots_in",
    "sign_checkpoint",
    "stamped_at",
    "unstamped",
]

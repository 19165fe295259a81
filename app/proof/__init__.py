"""What proves the record from outside the database: the signing key, and what it signed."""

from app.proof.checkpoints import Checkpoints, is_genuine, sign_checkpoint
from app.proof.keys import PublicKey, SigningKey, load_key, make_key, public_keys

__all__ = [
    "Checkpoints",
    "PublicKey",
    "SigningKey",
    "is_genuine",
    "load_key",
    "make_key",
    "public_keys",
    "sign_checkpoint",
]

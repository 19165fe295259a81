"""Ed25519 signatures: the public key that is trusted, and texts signed with it."""

from __future__ import annotations

import hashlib
import re

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from chu_truong_verifier.wrong import Wrong

_SIGNATURE = re.compile(r"[0-9a-f]{128}")


class Key:
    """A public key."""

    def __init__(self, pem: bytes) -> None:
        try:
            key = load_pem_public_key(pem)
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise Wrong("Khóa công khai đọc không được") from error
        if not isinstance(key, Ed25519PublicKey):
            raise Wrong("Khóa công khai không phải khóa Ed25519")
        self._key = key
        self.fingerprint = hashlib.sha256(key.public_bytes_raw()).hexdigest()

    def check(self, text: bytes, signature: str, what: str) -> None:
        """Raise Wrong unless the key signed the text."""
        try:
            if not _SIGNATURE.fullmatch(signature):
                raise Wrong(f"{what}: chữ ký không đúng dạng")
            self._key.verify(bytes.fromhex(signature), text)
        except InvalidSignature as error:
            raise Wrong(f"{what}: chữ ký không khớp khóa {self.fingerprint[:16]}") from error

"""The Ed25519 key that signs checkpoints and dossiers: a file outside the database, never in git.

The private key is PEM in a file that only its owner reads; beside it, with the ending `.pub`, lies
the public key that auditors take with them. Public keys of earlier days stay beside it, under any
name with that ending: what they signed still counts.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from app.errors import SettingsError


@dataclass(frozen=True)
class PublicKey:
    """The half that everybody may have; it checks and cannot sign."""

    pem: str
    _public: Ed25519PublicKey

    @property
    def key_id(self) -> str:
        """The fingerprint people compare: SHA-256 of the key's 32 bytes."""
        return hashlib.sha256(self._public.public_bytes_raw()).hexdigest()

    def signed(self, text: str, signature: str) -> bool:
        """Tell whether this key's other half made the signature of the text."""
        try:
            self._public.verify(bytes.fromhex(signature), text.encode())
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True)
class SigningKey:
    """The half that signs."""

    _private: Ed25519PrivateKey

    @property
    def public(self) -> PublicKey:
        """The other half."""
        key = self._private.public_key()
        pem = key.public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        return PublicKey(pem.decode("ascii"), key)

    def sign(self, text: str) -> str:
        """Return the signature of a text in hexadecimal; the same text gives the same one."""
        return self._private.sign(text.encode()).hex()


def make_key(path: Path) -> SigningKey:
    """Make a new key at the path, its public half beside it; raises SettingsError if one is there.

    A second key would leave what the first one signed without proof.
    """
    if path.exists():
        raise SettingsError(f"Đã có khóa ký ở {path}; chuyển khóa cũ đi nơi khác rồi làm lại")
    key = SigningKey(Ed25519PrivateKey.generate())
    path.parent.mkdir(parents=True, exist_ok=True)
    pem = key._private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
    path.with_suffix(".pub").write_text(key.public.pem, "ascii")
    return key


def load_key(path: Path | None) -> SigningKey | None:
    """Return the key at the path, None when there is none; raises SettingsError if it is no key."""
    if path is None or not path.is_file():
        return None
    try:
        private = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError) as error:
        raise SettingsError(f"{path} không phải khóa ký; đặt lại SIGNING_KEY_FILE") from error
    if not isinstance(private, Ed25519PrivateKey):
        raise SettingsError(f"{path} không phải khóa Ed25519; đặt lại SIGNING_KEY_FILE")
    return SigningKey(private)


def public_keys(path: Path | None) -> dict[str, PublicKey]:
    """Return the public keys that lie beside the path, by fingerprint."""
    found = (path.parent.glob("*.pub")) if path else ()
    keys = (_public_key(file) for file in sorted(found))
    return {key.key_id: key for key in keys}


def _public_key(file: Path) -> PublicKey:
    pem = file.read_text("ascii")
    try:
        key = serialization.load_pem_public_key(pem.encode())
    except (ValueError, TypeError) as error:
        raise SettingsError(f"{file} không phải khóa công khai; chuyển tệp đi nơi khác") from error
    if not isinstance(key, Ed25519PublicKey):
        raise SettingsError(f"{file} không phải khóa Ed25519; chuyển tệp đi nơi khác")
    return PublicKey(pem, key)

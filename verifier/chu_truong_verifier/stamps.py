"""Time stamps of an outside authority over checkpoints (RFC 3161), checked by its certificates."""

from __future__ import annotations

import base64
from datetime import datetime, timedelta

from chu_truong_verifier.wrong import Wrong

# Clocks differ; a stamp this much older than its checkpoint is none of it.
_CLOCKS_DIFFER = timedelta(minutes=10)


def stamped_at(stamp: str, text: bytes, signed_at: datetime, roots: bytes, place: str) -> datetime:
    """Return the moment the authority vouches for; raise Wrong unless the stamp is of the text.

    `roots` are certificates in PEM that the inspector trusts. Needs the package rfc3161-client.
    """
    try:
        from cryptography.x509 import load_pem_x509_certificates
        from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response
    except ImportError as error:
        raise Wrong("Cài thêm gói rfc3161-client để kiểm dấu thời gian") from error
    try:
        trusted = load_pem_x509_certificates(roots)
        answer = decode_timestamp_response(base64.b64decode(stamp, validate=True))
        VerifierBuilder(roots=list(trusted)).build().verify_message(answer, text)
        at: datetime = answer.tst_info.gen_time
    except (VerificationError, ValueError) as error:
        raise Wrong(f"{place}: dấu thời gian không khớp điểm mốc ({error})") from error
    if at < signed_at - _CLOCKS_DIFFER:
        raise Wrong(f"{place}: dấu thời gian cũ hơn điểm mốc mà nó đóng lên")
    return at

"""A small time stamping authority that really answers: a CA of its own, HTTP, DER by hand.

What it gives is RFC 3161 to the letter (CMS signed data over TSTInfo, ESSCertIDv2), so that the
library under test checks it as it would check any other authority's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from rfc3161_client._rust import parse_timestamp_request

SEQUENCE, SET, INTEGER, OCTETS, OBJECT, TIME = 0x30, 0x31, 0x02, 0x04, 0x06, 0x18
SHA_256, ECDSA_SHA_256 = "2.16.840.1.101.3.4.2.1", "1.2.840.10045.4.3.2"
SIGNED_DATA, TST_INFO = "1.2.840.113549.1.7.2", "1.2.840.113549.1.9.16.1.4"
CONTENT_TYPE, DIGEST = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4"
SIGNING_CERTIFICATE, POLICY = "1.2.840.113549.1.9.16.2.47", "1.2.3.4.1"
BEGINS, ENDS = datetime(2020, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)


def der(tag: int, *parts: bytes) -> bytes:
    """Return one value: tag, length, content."""
    body = b"".join(parts)
    if len(body) < 0x80:
        return bytes([tag, len(body)]) + body
    length = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + body


def number(value: int) -> bytes:
    return der(INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def object_id(dotted: str) -> bytes:
    first, second, *others = map(int, dotted.split("."))
    body = bytearray([first * 40 + second])
    for arc in others:
        septets = [arc & 0x7F]
        while arc := arc >> 7:
            septets.append(0x80 | arc & 0x7F)
        body += bytes(reversed(septets))
    return der(OBJECT, bytes(body))


DIGESTED = der(SEQUENCE, object_id(SHA_256))


def attribute(name: str, value: bytes) -> bytes:
    return der(SEQUENCE, object_id(name), der(SET, value))


@dataclass
class Authority:
    """An authority with its clock; `url` is where it answers while it does."""

    now: Callable[[], datetime]
    url: str = ""
    asked: int = 0

    def __post_init__(self) -> None:
        self._ca_key = ec.generate_private_key(ec.SECP256R1())
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._ca = _certificate("Gốc thử", "Gốc thử", self._ca_key, self._ca_key, is_ca=True)
        self._own = _certificate("Cấp giờ thử", "Gốc thử", self._key, self._ca_key, is_ca=False)

    @property
    def roots(self) -> bytes:
        """The certificate that those who trust the authority keep, in PEM."""
        return self._ca.public_bytes(serialization.Encoding.PEM)

    def answer(self, query: bytes) -> bytes:
        """Return the response to a request."""
        self.asked += 1
        asked = parse_timestamp_request(query)
        at = self.now().astimezone(UTC).strftime("%Y%m%d%H%M%SZ").encode()
        info = der(
            SEQUENCE,
            number(1),
            object_id(POLICY),
            der(SEQUENCE, DIGESTED, der(OCTETS, asked.message_imprint.message)),
            number(self.asked),
            der(TIME, at),
            number(asked.nonce),
        )
        granted = der(SEQUENCE, number(0))
        return der(SEQUENCE, granted, self._signed(info))

    def _signed(self, info: bytes) -> bytes:
        own, ca = (one.public_bytes(serialization.Encoding.DER) for one in (self._own, self._ca))
        content = der(SEQUENCE, object_id(TST_INFO), der(0xA0, der(OCTETS, info)))
        signed = der(
            SEQUENCE,
            number(3),
            der(SET, DIGESTED),
            content,
            der(0xA0, *sorted((own, ca))),
            der(SET, self._signer(info, own)),
        )
        return der(SEQUENCE, object_id(SIGNED_DATA), der(0xA0, signed))

    def _signer(self, info: bytes, own: bytes) -> bytes:
        named = der(SEQUENCE, der(OCTETS, sha256(own).digest()))
        attributes = b"".join(
            sorted(
                (
                    attribute(CONTENT_TYPE, object_id(TST_INFO)),
                    attribute(DIGEST, der(OCTETS, sha256(info).digest())),
                    attribute(SIGNING_CERTIFICATE, der(SEQUENCE, der(SEQUENCE, named))),
                )
            )
        )
        signature = self._key.sign(der(SET, attributes), ec.ECDSA(hashes.SHA256()))
        issuer = self._own.issuer.public_bytes()
        return der(
            SEQUENCE,
            number(1),
            der(SEQUENCE, issuer, number(self._own.serial_number)),
            DIGESTED,
            der(0xA0, attributes),
            der(SEQUENCE, object_id(ECDSA_SHA_256)),
            der(OCTETS, signature),
        )

    @contextmanager
    def answering(self) -> Iterator[str]:
        """Answer at a port of this machine; yield the address."""
        authority = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                query = self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(200)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.end_headers()
                self.wfile.write(authority.answer(query))

            def log_message(self, format: str, *args: object) -> None:
                pass

        with HTTPServer(("127.0.0.1", 0), Handler) as server:
            thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
            thread.start()
            yield f"http://127.0.0.1:{server.server_port}/"
            server.shutdown()
            thread.join()


def _certificate(
    subject: str,
    issuer: str,
    key: ec.EllipticCurvePrivateKey,
    ca_key: ec.EllipticCurvePrivateKey,
    *,
    is_ca: bool,
) -> x509.Certificate:
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(BEGINS)
        .not_valid_after(ENDS)
        .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
    )
    if not is_ca:
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(usage, critical=True)
    return builder.sign(ca_key, hashes.SHA256())


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

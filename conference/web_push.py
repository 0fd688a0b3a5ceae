"""Messages to browsers by their push services: encrypted for the one browser (RFC 8291), signed as ours (RFC 8292).

The key of the installation stands in ROSTRUM_PUSH_KEY (`manage.py make_push_key`); without it nothing is offered. Push
services are reached as webhooks are, at an address that was checked, and only at hosts that are known as such.
"""

import json
import os
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from conference.webhooks.requests import ReceiverAnswer, post

CURVE = ec.SECP256R1()
LONGEST = 3000  # bytes of a message: push services take 4096 with all that belongs to it
RECORD_SIZE = 4096
KEPT = timedelta(days=1)  # for which a push service keeps a message for a browser that is away
SIGNED_FOR = timedelta(hours=12)
NO_BROWSER = (404, 410)  # the browser has ended the subscription


def encoded(data: bytes) -> str:
    return urlsafe_b64encode(data).decode("ascii").rstrip("=")


def decoded(text: str) -> bytes:
    """Return the bytes of a text in base64url; raises ValueError where it is none."""
    return urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))


def new_key() -> str:
    """Return a new key of an installation, as the environment holds it."""
    number = ec.generate_private_key(CURVE).private_numbers().private_value
    return encoded(number.to_bytes(32, "big"))


def public_key() -> str:
    """Return the public half of the key of this installation, by which browsers subscribe."""
    return encoded(_point(_own_key().public_key()))


def is_push_service(url: str) -> bool:
    """Whether an address is that of a push service that this installation knows."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    return any(host == known or host.endswith(f".{known}") for known in settings.PUSH_HOSTS)


def are_keys(key: str, secret: str) -> bool:
    """Whether these are the keys of a browser: a point of the curve, and 16 bytes."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(CURVE, decoded(key))
        return len(decoded(secret)) == 16
    except ValueError:
        return False


def send(url: str, key: str, secret: str, message: bytes, *, topic: str, at: datetime) -> ReceiverAnswer:
    """Send a message to a browser; one of the same topic that it has not got yet is replaced."""
    headers = {
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(int(KEPT.total_seconds())),
        "Topic": topic,
        "Authorization": f"vapid t={_signed(url, at)}, k={public_key()}",
    }
    return post(url, encrypted(message, decoded(key), decoded(secret)), headers)


def encrypted(
    message: bytes,
    browser: bytes,
    secret: bytes,
    *,
    own: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
) -> bytes:
    """Return a message that one browser alone can read, in one record; `own` and `salt` are new for each."""
    own, salt = own or ec.generate_private_key(CURVE), salt or os.urandom(16)
    sender = _point(own.public_key())
    shared = own.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, browser))
    material = _derived(secret, shared, b"WebPush: info\0" + browser + sender, 32)
    content_key = _derived(salt, material, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(salt, material, b"Content-Encoding: nonce\0", 12)
    head = salt + struct.pack(">IB", RECORD_SIZE, len(sender)) + sender
    return head + AESGCM(content_key).encrypt(nonce, message + b"\x02", None)  # 2: the last record


def _derived(salt: bytes, material: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(material)


def _signed(url: str, at: datetime) -> str:
    """Return the token by which a push service knows who sends: a JWT for its origin, signed with ES256."""
    parts = urlsplit(url)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int((at + SIGNED_FOR).timestamp()),
        "sub": settings.PUBLIC_URL,
    }
    pieces = ({"typ": "JWT", "alg": "ES256"}, claims)
    body = ".".join(encoded(json.dumps(piece, separators=(",", ":")).encode()) for piece in pieces)
    one, other = decode_dss_signature(_own_key().sign(body.encode(), ec.ECDSA(hashes.SHA256())))
    return f"{body}.{encoded(one.to_bytes(32, 'big') + other.to_bytes(32, 'big'))}"


def _own_key() -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(decoded(settings.PUSH_KEY), "big"), CURVE)


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

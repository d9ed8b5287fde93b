"""Encryption of personal columns and private files (AES-256-GCM-SIV), and blind indexes for looking up.

Layout of a stored value: version (1 byte), key id (8), nonce (12), ciphertext with tag. The table and
column are authenticated with it, so a value can't be moved to another column. A private file has a key of
its own; that key is kept encrypted in the file's row, so that forgetting it makes every copy unreadable.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import LargeBinary
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

VERSION = b"\x01"
KEY_ID_BYTES = 8
NONCE_BYTES = 12
HEADER_BYTES = 1 + KEY_ID_BYTES


class DecryptionError(Exception):
    """A stored value can't be read: wrong key, changed bytes, or moved from another column."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """Root keys by id; the first one encrypts, all of them decrypt."""

    keys: dict[str, bytes]

    @classmethod
    def parse(cls, text: str) -> Keyring:
        """Read `id:base64,id:base64`; each key is 32 bytes. Raises ValueError otherwise."""
        keys = {}
        for part in filter(None, (piece.strip() for piece in text.split(","))):
            name, _, encoded = part.partition(":")
            root = base64.b64decode(encoded, validate=True)
            if len(root) != 32 or not 1 <= len(name) <= KEY_ID_BYTES:
                raise ValueError("an encryption key is id:base64 of 32 bytes, the id at most 8 letters")
            keys[name] = root
        if not keys:
            raise ValueError("no encryption key")
        return cls(keys)

    @property
    def current(self) -> str:
        return next(iter(self.keys))

    def derive(self, key_id: str, purpose: str) -> bytes:
        """A 32-byte key for one purpose, by HKDF from the root."""
        hkdf = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose.encode())
        return hkdf.derive(self.keys[key_id])


_ring: list[Keyring] = []


def use_keys(text: str) -> None:
    """Set the keyring of this process (done by `create_app`)."""
    _ring[:] = [Keyring.parse(text)]


def encrypt(value: str, column: str) -> bytes:
    """Encrypt a text for `<table>.<column>`."""
    return _seal(value.encode(), column, purpose="column")


def decrypt(stored: bytes, column: str) -> str:
    """Read a text back; raises DecryptionError without ever naming the value."""
    return _open(stored, column, purpose="column").decode()


def new_file_key(bound_to: str) -> bytes:
    """A fresh key for one file, encrypted for its row; `bound_to` names the file and whose it is."""
    return _seal(AESGCMSIV.generate_key(256), bound_to, purpose="file")


def rewrap_file_key(sealed_key: bytes, bound_to: str) -> bytes:
    """The same key of a file, encrypted under the newest root key."""
    return _seal(_open(sealed_key, bound_to, purpose="file"), bound_to, purpose="file")


def encrypt_file(content: bytes, sealed_key: bytes, bound_to: str) -> bytes:
    """Encrypt the bytes of a file under its own key: nonce (12), ciphertext with tag."""
    nonce = os.urandom(NONCE_BYTES)
    cipher = AESGCMSIV(_open(sealed_key, bound_to, purpose="file"))
    return nonce + cipher.encrypt(nonce, content, bound_to.encode())


def decrypt_file(stored: bytes, sealed_key: bytes, bound_to: str) -> bytes:
    """The bytes of a file; raises DecryptionError when they were changed or belong to another file."""
    cipher = AESGCMSIV(_open(sealed_key, bound_to, purpose="file"))
    try:
        return cipher.decrypt(stored[:NONCE_BYTES], stored[NONCE_BYTES:], bound_to.encode())
    except InvalidTag as error:
        raise DecryptionError(f"unreadable bytes of {bound_to}") from error


def key_id_of(stored: bytes) -> str:
    """The id of the root key under which a value was encrypted."""
    return stored[1:HEADER_BYTES].rstrip(b"\x00").decode(errors="replace")


def current_key_id() -> str:
    """The id of the root key that encrypts what is written now."""
    return _ring[0].current


def _seal(value: bytes, bound_to: str, *, purpose: str) -> bytes:
    ring = _ring[0]
    header = VERSION + ring.current.encode().ljust(KEY_ID_BYTES, b"\x00")
    nonce = os.urandom(NONCE_BYTES)
    cipher = AESGCMSIV(ring.derive(ring.current, purpose))
    return header + nonce + cipher.encrypt(nonce, value, header + bound_to.encode())


def _open(stored: bytes, bound_to: str, *, purpose: str) -> bytes:
    header, rest = stored[:HEADER_BYTES], stored[HEADER_BYTES:]
    key_id = key_id_of(stored)
    if key_id not in _ring[0].keys:
        raise DecryptionError(f"unknown key {key_id!r} in {bound_to}")
    cipher = AESGCMSIV(_ring[0].derive(key_id, purpose))
    try:
        return cipher.decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], header + bound_to.encode())
    except InvalidTag as error:
        raise DecryptionError(f"unreadable value in {bound_to}") from error


def blind_index(value: str, column: str) -> str:
    """Keyed hash (hex, 128 bits) for equality look-ups; useless without the key."""
    ring = _ring[0]
    oldest = list(ring.keys)[-1]
    key = ring.derive(oldest, f"index:{column}")
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()[:32]


class EncryptedText(TypeDecorator[str]):
    """A text column stored encrypted; `column` is its `<table>.<column>`."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, column: str) -> None:
        super().__init__()
        self.column = column

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else encrypt(value, self.column)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        return None if value is None else decrypt(bytes(value), self.column)

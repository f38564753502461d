"""What is kept of people: compressed, encrypted with the first of TOKEN_ENCRYPTION_KEYS, readable with any.

To rotate, put a new key in front; a sign-in is encrypted with it at its next renewal.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from accounts.errors import SignInNeeded
from accounts.microsoft import Tokens


def seal(tokens: Tokens) -> bytes:
    """Encrypt tokens for the database: about 2.5 kB for one person."""
    return encrypt(json.dumps(asdict(tokens)).encode())


def unseal(sealed: bytes | memoryview) -> Tokens:
    """The tokens again. Raises SignInNeeded when no key of today fits."""
    opened = decrypt(bytes(sealed))
    if opened is None:
        raise SignInNeeded("unreadable_tokens")
    return Tokens(**json.loads(opened))


def encrypt(data: bytes) -> bytes:
    """`data` compressed and encrypted, with the time of doing so inside."""
    return _cipher(tuple(settings.TOKEN_ENCRYPTION_KEYS)).encrypt(zlib.compress(data))


def decrypt(sealed: bytes) -> bytes | None:
    """What was encrypted; None when no key of today fits."""
    try:
        return zlib.decompress(_cipher(tuple(settings.TOKEN_ENCRYPTION_KEYS)).decrypt(sealed))
    except InvalidToken:
        return None


@lru_cache(maxsize=4)
def _cipher(keys: tuple[str | bytes, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])

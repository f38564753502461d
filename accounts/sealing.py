"""Tokens at rest: JSON, compressed, encrypted with the first of TOKEN_ENCRYPTION_KEYS, readable with any.

To rotate, put a new key in front; a sign-in is sealed anew with it at its next renewal.
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
    return _cipher(tuple(settings.TOKEN_ENCRYPTION_KEYS)).encrypt(
        zlib.compress(json.dumps(asdict(tokens)).encode())
    )


def unseal(sealed: bytes | memoryview) -> Tokens:
    """The tokens again. Raises SignInNeeded when no key of today fits."""
    try:
        opened = _cipher(tuple(settings.TOKEN_ENCRYPTION_KEYS)).decrypt(bytes(sealed))
    except InvalidToken as error:
        raise SignInNeeded("unreadable_tokens") from error
    return Tokens(**json.loads(zlib.decompress(opened)))


@lru_cache(maxsize=4)
def _cipher(keys: tuple[str | bytes, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])

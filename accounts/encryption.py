"""Encrypts what is kept of people with the first of TOKEN_ENCRYPTION_KEYS, and decrypts it with any of them.

To rotate the keys, put a new one first: each sign-in is encrypted with it when its tokens are next renewed.
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
    """Tokens encrypted for the database, about 2.5 kB for one person."""
    return encrypt(json.dumps(asdict(tokens)).encode())


def unseal(sealed: bytes | memoryview) -> Tokens:
    """The tokens that `seal` encrypted. Raises SignInNeeded if none of the current keys fits."""
    data = decrypt(bytes(sealed))
    if data is None:
        raise SignInNeeded("unreadable_tokens")
    return Tokens(**json.loads(data))


def encrypt(data: bytes) -> bytes:
    """`data` compressed and encrypted; the result contains the current time in plain form."""
    return _cipher(tuple(settings.TOKEN_ENCRYPTION_KEYS)).encrypt(zlib.compress(data))


def decrypt(encrypted: bytes) -> bytes | None:
    """The data that `encrypt` was given; None if none of the current keys fits."""
    try:
        return zlib.decompress(_cipher(tuple(settings.TOKEN_ENCRYPTION_KEYS)).decrypt(encrypted))
    except InvalidToken:
        return None


@lru_cache(maxsize=4)
def _cipher(keys: tuple[str | bytes, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])

"""Reads claims challenges: a 401 with which Graph asks for another token before the current one has expired.

That is continuous access evaluation (docs/graph.md 3), for example after a password was changed, a session
was revoked, or the network changed. A parameter of the header says what the new token has to have, as JSON
in base64. https://learn.microsoft.com/entra/identity-platform/claims-challenge
"""

from __future__ import annotations

import base64
import json
import re

# Maximum characters of a header and of the JSON in it, ten times what Microsoft sends. The JSON becomes part
# of the sign-in page's address, where there is not much room.
_MAX_HEADER = 16_384
_MAX_JSON = 2_000

_WORD = r"[\w!#$%&'*+.^`|~-]++"
# One of three things (RFC 9110, section 11.6.1): a scheme, recognized by the comma before it and by what
# follows it; a parameter with a quoted or bare value; or anything else, in whole words, so that a part of a
# word is never read as one of the others.
_PIECE = re.compile(
    rf"""
    (?:^|,)\s*+ (?P<scheme>{_WORD}) (?= \s++ {_WORD} \s*+ = | \s*+ (?:,|$) )
    | (?P<name>{_WORD}) \s*+ = \s*+ (?: "(?P<quoted>(?:[^"\\]|\\.)*+)" | (?P<bare>[^\s,"]++) )
    | "(?:[^"\\]|\\.)*+ (?:"|$)
    | {_WORD}
    """,
    re.VERBOSE | re.ASCII | re.DOTALL,
)


def read(header: str | None) -> str:
    """The claims that a `WWW-Authenticate` header asks for, as a JSON object for the sign-in service.

    Empty if it has no claims challenge for a bearer token, or one that cannot be read; then the 401 is an
    ordinary one.
    """
    if not header or len(header) > _MAX_HEADER:
        return ""
    scheme = ""
    for piece in _PIECE.finditer(header):
        if piece["scheme"]:
            scheme = piece["scheme"].lower()
        elif scheme == "bearer" and (piece["name"] or "").lower() == "claims":
            return _decode(piece["bare"] or re.sub(r"\\(.)", r"\1", piece["quoted"] or ""))
    return ""


def _decode(value: str) -> str:
    """The JSON in a base64 text of either alphabet, padded or not; empty if it does not ask for claims."""
    standard = value.strip().rstrip("=").translate(str.maketrans("-_", "+/"))
    try:
        text = base64.b64decode(standard + "=" * (-len(standard) % 4), validate=True).decode()
        claims = json.loads(text) if len(text) <= _MAX_JSON else None
    except (ValueError, RecursionError):
        return ""
    return text if isinstance(claims, dict) and isinstance(claims.get("access_token"), dict) else ""

"""Claims challenges: a 401 by which Graph asks for another token before the one at hand has run out.

Continuous access evaluation (docs/graph.md 3): the password was changed, the session revoked, the network
left. The header says what a new token has to have, in a parameter that is JSON in base64.
https://learn.microsoft.com/entra/identity-platform/claims-challenge
"""

from __future__ import annotations

import base64
import json
import re

# Characters of a header, and of the JSON in it; what Microsoft sends is a tenth of this. The JSON travels on
# in the address of the sign-in page, where there is not much room.
_LONGEST_HEADER = 16_384
_LONGEST = 2_000

_WORD = r"[\w!#$%&'*+.^`|~-]++"
# Three things in turn (RFC 9110, section 11.6.1): a scheme, known by the comma before it and by what follows
# it; a parameter, its value quoted or not; anything else, in whole words, so that no part of one is read.
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

    Empty without a claims challenge for a bearer token, and where it cannot be read: a plain 401 then.
    """
    if not header or len(header) > _LONGEST_HEADER:
        return ""
    scheme = ""
    for piece in _PIECE.finditer(header):
        if piece["scheme"]:
            scheme = piece["scheme"].lower()
        elif scheme == "bearer" and (piece["name"] or "").lower() == "claims":
            return _decoded(piece["bare"] or re.sub(r"\\(.)", r"\1", piece["quoted"] or ""))
    return ""


def _decoded(value: str) -> str:
    """The JSON in base64 of either alphabet, padded or not; empty when it is no request for claims."""
    standard = value.strip().rstrip("=").translate(str.maketrans("-_", "+/"))
    try:
        text = base64.b64decode(standard + "=" * (-len(standard) % 4), validate=True).decode()
        asked = json.loads(text) if len(text) <= _LONGEST else None
    except (ValueError, RecursionError):
        return ""
    return text if isinstance(asked, dict) and isinstance(asked.get("access_token"), dict) else ""

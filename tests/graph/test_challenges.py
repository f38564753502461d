"""Claims challenges in WWW-Authenticate headers: found in every spelling, and nothing taken for one."""

from __future__ import annotations

import base64
import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.graph.challenges import read

ASKED = '{"access_token":{"nbf":{"essential":true,"value":"1726258122"}}}'
# Both of the letters in which the alphabets differ are in its base64.
ODD = '{"access_token":{"acrs":{"essential":true,"value":"c1?>~~ü"}}}'
REALM = 'realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"'
OTHER = base64.b64encode(b'{"access_token":{"nbf":{"value":"1"}}}').decode()

NO_OBJECTS: list[Any] = [None, [], "nbf", 7]


def code(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def web_safe(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode()


SAID = "Continuous access evaluation resulted in challenge with result: InteractionRequired and code: X"


@pytest.mark.parametrize(
    "header",
    [
        f'Bearer {REALM}, error_description="{SAID}", error="insufficient_claims", claims="{code(ASKED)}"',
        f'Bearer {REALM}, errorDescription="{SAID}", error="insufficient_claims", claims="{code(ASKED)}"',
        f'bearer CLAIMS="{code(ASKED)}"',
        f'Bearer claims = "{code(ASKED)}" , error = "insufficient_claims"',
        f"Bearer realm=, error=insufficient_claims, claims={code(ASKED)}",
        f"Bearer error=insufficient_claims, claims={code(ASKED)}, errorDescription={SAID}",
        f"Bearer errorDescription={SAID}, and more of it, claims={code(ASKED)}",
        f'Bearer realm="" error="insufficient_claims" claims="{code(ASKED)}"',
        f'PoP realm="", nonce="ey, Jh", Bearer {REALM}, claims="{code(ASKED)}"',
        f'PoP claims="{OTHER}", Bearer claims="{code(ASKED)}"',
        f'Bearer claims="{code(ASKED)}", PoP realm="", claims="{OTHER}"',
        f'PoP, Bearer claims="{code(ASKED)}"',
        f'Negotiate, NTLM, Bearer {REALM}, claims="{code(ASKED)}"',
        f'Negotiate YIIJvwYGKwYBBQUCoIIJszCCCa==, Bearer claims="{code(ASKED)}"',
        f'Bearer {REALM}, Bearer error="insufficient_claims", claims="{code(ASKED)}"',
        f'Bearer realm="a \\" claims=\\"{OTHER}\\", b", claims="{code(ASKED)}"',
        f'Bearer error_description="PoP a=b, claims={OTHER}", claims="{code(ASKED)}"',
        f'Bearer my_claims="{OTHER}", claims="{code(ASKED)}"',
        f'  Bearer\tclaims="{code(ASKED)}"  ',
        f'Bearer claims="{code(ASKED).rstrip("=")}"',
        f"Bearer claims={code(ASKED).rstrip('=')}",
    ],
)
def test_claims_are_found(header: str) -> None:
    assert read(header) == ASKED


@pytest.mark.parametrize(
    "encoded", [code(ODD), web_safe(ODD), code(ODD).rstrip("="), web_safe(ODD).rstrip("=")]
)
def test_either_alphabet(encoded: str) -> None:
    assert set(code(ODD)) & set("+/")
    assert read(f'Bearer claims="{encoded}"') == read(f"Bearer claims={encoded}") == ODD


@pytest.mark.parametrize(
    "header",
    [
        *(None, "", "Bearer", "Bearer ", f"Bearer {REALM}", f'Bearer {REALM}, error="invalid_token"'),
        *(f'PoP {REALM}, claims="{code(ASKED)}"', f'Bearer {REALM}, PoP claims="{code(ASKED)}"'),
        *(f'claims="{code(ASKED)}"', f'Bearer "claims={code(ASKED)}"', f'Bearer realm="claims={code(ASKED)}'),
        *('Bearer claims=""', "Bearer claims=", "Bearer claims", 'Bearer claims="!!!"', 'Bearer claims="e"'),
        *(f'Bearer claims="{ASKED}"', f'Bearer claims="{code("not JSON")}"', f'Bearer claims="{code("[]")}"'),
        *(f'Bearer claims="{code("null")}"', f'Bearer claims="{code("7")}"', f'Bearer claims="{code("{}")}"'),
        f'Bearer claims="{base64.b64encode(bytes([0xFF, 0xFE])).decode()}"',
        # What msal could not add our capability to.
        *(f'Bearer claims="{code(json.dumps({"access_token": odd}))}"' for odd in NO_OBJECTS),
        # Longer than goes into an address, or than any header is.
        f'Bearer claims="{code(json.dumps({"access_token": {"nbf": "1" * 2_000}}))}"',
        f'Bearer realm="{"x" * 20_000}", claims="{code(ASKED)}"',
        f'Bearer claims="{code("[" * 1_900)}"',
    ],
)
def test_anything_else_is_a_plain_401(header: str | None) -> None:
    assert read(header) == ""


@given(
    st.text(max_size=300)
    | st.lists(st.sampled_from(["Bearer", "PoP", " ", ",", "=", '"', "\\", "claims", OTHER, "[", "é"])).map(
        "".join
    )
)
def test_no_header_raises(header: str) -> None:
    assert read(header) in ("", base64.b64decode(OTHER).decode())


@pytest.mark.parametrize(
    "unit", ["a", " ", ",", "a ", ",a", "a=", '"', "\\", 'a="', "Bearer ", ", a ", "a\t="]
)
def test_no_header_takes_long(unit: str) -> None:
    begin = time.thread_time()  # not the time that other processes take meanwhile
    read((unit * 16_384)[:16_384])
    read(f"Bearer {(unit * 16_384)[:16_000]}")
    assert time.thread_time() - begin < 0.5

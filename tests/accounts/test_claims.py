"""The check of an id_token, with a provider of this test's own; over the wire in test_sign_in_problems."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from jwt.algorithms import RSAAlgorithm

from accounts import discovery
from accounts.claims import Identity, verify
from accounts.errors import SignInFailed

TENANT, ISSUER = "98a79ebe-74bf-4e07-a017-7b410848cb32", "https://login.example/{tenantid}/v2.0"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider:
    """What the sign-in service publishes, and how often it was asked for its keys."""

    def __init__(self) -> None:
        self.keys = [public_key("first")]
        self.asked = 0

    def fetch(self, address: str, members: tuple[str, ...]) -> dict[str, Any]:
        if not address.endswith("/keys"):
            return {"issuer": ISSUER, "jwks_uri": "https://login.example/keys"}
        self.asked += 1
        return {"keys": list(self.keys)}


def public_key(key_id: str, **members: str) -> dict[str, Any]:
    return {**RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True), "kid": key_id, **members}


def id_token(key_id: str = "first", **changes: Any) -> str:
    now = int(time.time())
    claims = {
        "iss": ISSUER.replace("{tenantid}", TENANT),
        "aud": settings.MICROSOFT_CLIENT_ID,
        "iat": now,
        "nbf": now,
        "exp": now + 3600,
        "sub": "subject",
        "oid": "object",
        "tid": TENANT,
        "name": "Alex Wilber",
        "preferred_username": "alex@contoso.example",
        **changes,
    }
    kept = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode(kept, KEY, algorithm="RS256", headers={"kid": key_id})


@pytest.fixture(autouse=True)
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    made = Provider()
    monkeypatch.setattr(discovery, "_fetch", made.fetch)
    discovery.forget()
    yield made
    discovery.forget()


def refusal(token: str) -> str:
    """The code with which a token is refused."""
    with pytest.raises(SignInFailed) as caught:
        verify(token)
    return caught.value.code


def test_identity() -> None:
    assert verify(id_token()) == Identity(TENANT, "object", "Alex Wilber", "alex@contoso.example")


@pytest.mark.parametrize(
    ("changes", "name", "address"),
    [
        ({"name": None}, "alex@contoso.example", "alex@contoso.example"),
        ({"name": ["odd"], "preferred_username": 5, "email": "a@b.example"}, "a@b.example", "a@b.example"),
        ({"name": " ", "preferred_username": None}, "", ""),
    ],
)
def test_account_without_a_name(changes: dict[str, Any], name: str, address: str) -> None:
    identity = verify(id_token(**changes))
    assert (identity.name, identity.address) == (name, address)


@pytest.mark.parametrize("member", ["exp", "iat", "iss", "aud", "sub", "oid", "tid"])
def test_member_missing(member: str) -> None:
    without: dict[str, Any] = {member: None}
    assert refusal(id_token(**without)) == "id_token_MissingRequiredClaimError"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"aud": "another"}, "InvalidAudienceError"),
        ({"iss": "https://login.example/other/v2.0"}, "issuer"),
        ({"tid": "other"}, "issuer"),
        ({"tid": 5}, "identity"),
        ({"oid": ""}, "identity"),
        ({"exp": int(time.time()) - 300}, "ExpiredSignatureError"),
        ({"nbf": int(time.time()) + 86400}, "ImmatureSignatureError"),
        ({"iat": int(time.time()) + 86400}, "ImmatureSignatureError"),
    ],
)
def test_member_wrong(changes: dict[str, Any], code: str) -> None:
    assert refusal(id_token(**changes)) == f"id_token_{code}"


def test_clocks_may_differ_by_two_a_minute_on() -> None:
    now = int(time.time())
    assert verify(id_token(exp=now - 60))
    assert verify(id_token(iat=now + 60, nbf=now + 60))


def test_other_algorithms_are_refused() -> None:
    claims = jwt.decode(id_token(), options={"verify_signature": False})
    unsigned = jwt.encode(claims, "", algorithm="none", headers={"kid": "first"})
    shared = jwt.encode(claims, "k" * 32, algorithm="HS256", headers={"kid": "first"})
    assert refusal(unsigned) == refusal(shared) == "id_token_InvalidAlgorithmError"


@pytest.mark.parametrize("token", ["", "junk", "a.b.c", "é.é.é"])
def test_no_token_at_all(token: str) -> None:
    assert refusal(token) == "id_token_DecodeError"


def test_key_of_another_issuer(provider: Provider) -> None:
    provider.keys = [public_key("first", issuer="https://login.example/9188040d/v2.0")]
    assert refusal(id_token()) == "id_token_issuer"


def test_keys_are_fetched_once(provider: Provider) -> None:
    verify(id_token())
    verify(id_token())
    assert provider.asked == 1


def test_new_key_is_fetched_but_not_more_than_once_a_minute(
    provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    verify(id_token())
    provider.keys.append(public_key("second"))
    assert refusal(id_token("second")) == "id_token_key"
    a_minute_on = time.monotonic() + 61
    monkeypatch.setattr(time, "monotonic", lambda: a_minute_on)
    assert verify(id_token("second"))
    assert refusal(id_token("invented")) == "id_token_key"
    assert provider.asked == 2

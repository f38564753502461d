"""What an application asks of the authorize endpoint, checked, and the way back to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render

from sandbox.signin import clients, scopes, tenants
from sandbox.signin.claims_request import ClaimsRequest
from sandbox.signin.errors import PageError, SignInError, missing

PROMPTS = ("", "none", "login", "select_account", "consent")
_S256_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class ReturnAddress:
    """Where and how the application wants its answer."""

    redirect_uri: str
    response_mode: str
    state: str

    @classmethod
    def read(cls, query: QueryDict, tenant: str) -> ReturnAddress:
        """Raises PageError when the tenant, the application or its address is not registered."""
        client_id, redirect_uri = query.get("client_id", ""), query.get("redirect_uri", "")
        try:
            tenants.check(tenant)
            clients.check_client(client_id)
        except SignInError as error:
            raise PageError(error.code, error.error, error.message) from error
        if not clients.is_registered(redirect_uri):
            raise PageError(
                50011,
                "invalid_request",
                f"The redirect URI '{redirect_uri}' specified in the request does not match the redirect "
                f"URIs configured for the application '{client_id}'. Make sure the redirect URI sent in the "
                "request matches one added to your application.",
            )
        return cls(redirect_uri, query.get("response_mode", "query"), query.get("state", ""))

    def answer(self, request: HttpRequest, parameters: dict[str, str]) -> HttpResponse:
        """Take the browser back with these parameters and the application's state."""
        if self.state:
            parameters = {**parameters, "state": self.state}
        if self.response_mode == "form_post":
            context = {"address": self.redirect_uri, "parameters": parameters}
            return render(request, "sandbox/form_post.html", context)
        in_query = "&" if "?" in self.redirect_uri else "?"
        mark = "#" if self.response_mode == "fragment" else in_query
        return HttpResponseRedirect(f"{self.redirect_uri}{mark}{urlencode(parameters)}")


@dataclass(frozen=True, slots=True)
class AuthorizationRequest:
    """The rest of the request; read after the return address, since its errors go there."""

    client_id: str
    scopes: tuple[str, ...]
    challenge: str
    nonce: str
    prompt: str
    login_hint: str
    domain_hint: str
    wants_client_info: bool

    @classmethod
    def read(cls, query: QueryDict) -> AuthorizationRequest:
        """Raises SignInError for the first thing that is wrong."""
        request = cls(
            client_id=query.get("client_id", ""),
            scopes=scopes.parse(query.get("scope", "")),
            challenge=query.get("code_challenge", ""),
            nonce=query.get("nonce", ""),
            prompt=query.get("prompt", ""),
            login_hint=query.get("login_hint", ""),
            domain_hint=query.get("domain_hint", ""),
            wants_client_info=query.get("client_info") == "1",
        )
        _check_response(query)
        _check_challenge(query)
        ClaimsRequest.read(query.get("claims", ""))
        if request.prompt not in PROMPTS:
            raise SignInError(90023, "invalid_request", f"Unsupported 'prompt' value '{request.prompt}'.")
        return request


def _check_response(query: QueryDict) -> None:
    response_type = query.get("response_type")
    if not response_type:
        raise missing("response_type")
    if response_type != "code":
        raise SignInError(
            700051,
            "unsupported_response_type",
            f"response_type '{response_type}' is not enabled for the application.",
        )
    if query.get("response_mode", "query") not in ("query", "fragment", "form_post"):
        raise SignInError(90023, "invalid_request", "Unsupported 'response_mode' value.")


def _check_challenge(query: QueryDict) -> None:
    challenge = query.get("code_challenge", "")
    if not challenge:
        raise SignInError(
            9002325,
            "invalid_request",
            "Proof Key for Code Exchange is required for authorization code redemption.",
        )
    if query.get("code_challenge_method") != "S256" or not _S256_CHALLENGE.fullmatch(challenge):
        raise SignInError(
            501491, "invalid_request", "Only an S256 code_challenge of 43 base64url characters is accepted."
        )

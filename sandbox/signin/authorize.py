"""The authorize endpoint: who are you, may the application, and back with a code.

Every page is a form that posts to the address it came from: the request stays in the query, and nothing of
it is kept here.
"""

import uuid
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sandbox.people import PEOPLE, TENANT_NAME, Person, find
from sandbox.signin import browser, consents, scopes, tenants
from sandbox.signin.authorization_request import AuthorizationRequest, ReturnAddress
from sandbox.signin.errors import PageError, SignInError, declined, no_consent
from sandbox.signin.grants import Code, Grant, issue_code
from sandbox.signin.identity import client_info


def authorize(request: HttpRequest, tenant: str) -> HttpResponse:
    """Answer one step of a sign-in: a page for the person, or the way back to the application."""
    try:
        back = ReturnAddress.read(request.GET, tenant)
    except PageError as error:
        return error.page(request)
    try:
        asked = AuthorizationRequest.read(request.GET)
        exchange = _Exchange(request, tenant, back, asked)
        response = exchange.answer_post() if request.method == "POST" else exchange.answer_get()
    except SignInError as error:
        response = back.answer(request, error.as_parameters())
    response["Cache-Control"] = "no-store"
    return response


@dataclass(frozen=True, slots=True)
class _Exchange:
    """One step: the browser's request, and what the application asked for."""

    request: HttpRequest
    tenant: str
    back: ReturnAddress
    asked: AuthorizationRequest

    def answer_get(self) -> HttpResponse:
        """Sign in at once where a session and the prompt allow it; else show the accounts."""
        person = browser.person(self.request)
        if person and self.asked.login_hint and find(self.asked.login_hint) != person:
            person = None
        if self.asked.prompt == "none":
            return self._silently(person)
        if person and self.asked.prompt in ("", "consent"):
            return self._signed_in(person)
        return self._picker()

    def answer_post(self) -> HttpResponse:
        """A button was pressed."""
        form = self.request.POST
        if "cancel" in form:
            raise _needs_approval() if form["cancel"] == "admin" else declined()
        if "other" in form:
            return self._picker(typing=True)
        if "consent" in form:
            return self._agreed()
        address = form.get("account", "")
        person = find(address)
        if person is None:
            problem = f"AADSTS50034: The user account {address or '(none)'} does not exist in this directory."
            return self._picker(problem, typing=True)
        response = self._signed_in(person)
        browser.remember(response, person)
        return response

    def _silently(self, person: Person | None) -> HttpResponse:
        if person is None:
            raise SignInError(
                50058,
                "login_required",
                "A silent sign-in request was sent but no user is signed in.",
            )
        tenants.admit(person, self.tenant)
        if not consents.is_agreed(self._grant(person)):
            raise no_consent("consent_required", self.asked.client_id)
        return self._finish(person)

    def _signed_in(self, person: Person) -> HttpResponse:
        """The person is known: let them through, or ask for consent."""
        try:
            tenants.admit(person, self.tenant)
        except SignInError as error:
            return self._picker(str(error))
        if self.asked.prompt == "consent" or not consents.is_agreed(self._grant(person)):
            page = "consent" if consents.may_agree(person) else "approval_needed"
            return self._page(page, {"person": person, "scopes": sorted(scopes.granted(self.asked.scopes))})
        return self._finish(person)

    def _agreed(self) -> HttpResponse:
        person = browser.person(self.request)
        if person is None or not consents.may_agree(person):
            return self._picker()
        tenants.admit(person, self.tenant)
        consents.agree(self._grant(person))
        return self._finish(person)

    def _finish(self, person: Person) -> HttpResponse:
        code = Code(self._grant(person), self.back.redirect_uri, self.asked.challenge, self.asked.nonce)
        parameters = {"code": issue_code(code), "session_state": str(uuid.uuid4())}
        if self.asked.wants_client_info:
            parameters["client_info"] = client_info(person)
        return self.back.answer(self.request, parameters)

    def _grant(self, person: Person) -> Grant:
        return Grant(person, self.asked.client_id, self.asked.scopes)

    def _picker(self, problem: str = "", typing: bool = False) -> HttpResponse:
        hinted = find(self.asked.login_hint)
        people = sorted(filter(self._suits_domain, PEOPLE.values()), key=lambda person: person != hinted)
        return self._page(
            "picker", {"people": people, "hinted": hinted, "problem": problem, "typing": typing}
        )

    def _suits_domain(self, person: Person) -> bool:
        """Whether the `domain_hint` (a domain, `organizations` or `consumers`) speaks of this person."""
        match self.asked.domain_hint.lower():
            case "":
                return True
            case "organizations":
                return not person.personal
            case "consumers":
                return person.personal
            case domain:
                return person.address.lower().endswith(f"@{domain}")

    def _page(self, name: str, context: dict[str, object]) -> HttpResponse:
        context = {**context, "client_id": self.asked.client_id}
        return render(self.request, f"sandbox/{name}.html", context)


def _needs_approval() -> SignInError:
    return SignInError(
        90094,
        "access_denied",
        f"An administrator of {TENANT_NAME} has set a policy that prevents you from granting this app the "
        "permissions it is requesting.",
    )

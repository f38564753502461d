"""The administrator's approval: one Accept lets an application act for everybody in the company.

https://learn.microsoft.com/entra/identity-platform/v2-admin-consent. Entra ID has an administrator sign in
first; here whoever opens the page is taken for one.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from sandbox.people import TENANT_ID, TENANT_NAME
from sandbox.signin import consents, scopes, tenants
from sandbox.signin.authorization_request import ReturnAddress
from sandbox.signin.errors import PageError, SignInError, declined


@require_http_methods(["GET", "POST"])
def approve(request: HttpRequest, tenant: str) -> HttpResponse:
    """GET the page; POST its `approve` or `cancel` and go back to the application with `admin_consent`."""
    try:
        back = ReturnAddress.read(request.GET, tenant)
        tenants.check_company(tenant)
    except PageError as error:
        return error.page(request)
    outcome = {"admin_consent": "True", "tenant": TENANT_ID}
    try:
        asked = scopes.parse(request.GET.get("scope", ""))
        if "cancel" in request.POST:
            raise declined()
    except SignInError as error:
        return back.answer(request, outcome | error.as_parameters())
    client_id = request.GET["client_id"]
    if "approve" in request.POST:
        consents.approve(client_id, asked)
        return back.answer(request, outcome | {"scope": scopes.in_full(asked)})
    context = {"client_id": client_id, "company": TENANT_NAME, "scopes": sorted(scopes.granted(asked))}
    return render(request, "sandbox/approval.html", context)

"""What clients read first: the discovery document and the keys.

Below `common` and `organizations` the issuer has a literal `{tenantid}`, as Entra ID publishes it.
"""

from django.http import HttpRequest, JsonResponse

from sandbox import tokens
from sandbox.people import PERSONAL_TENANT_ID, TENANT_ID
from sandbox.signin import scopes, tenants
from sandbox.signin.errors import SignInError

CLAIMS = (
    "sub",
    "iss",
    "aud",
    "exp",
    "iat",
    "nonce",
    "name",
    "tid",
    "oid",
    "ver",
    "preferred_username",
    "email",
)

_TENANT_IN_ISSUER = {
    "common": "{tenantid}",
    "organizations": "{tenantid}",
    "consumers": PERSONAL_TENANT_ID,
    PERSONAL_TENANT_ID: PERSONAL_TENANT_ID,
}


def configuration(request: HttpRequest, tenant: str) -> JsonResponse:
    """The OpenID Connect discovery document. The browser's endpoints are plain HTTP, the others TLS."""
    try:
        tenants.check(tenant)
    except SignInError as error:
        return JsonResponse(error.as_json(error.trace_id), status=error.status)
    host = request.get_host()
    below = tenant + ("/oauth2" if tenants.is_adfs(tenant) else "/oauth2/v2.0")
    keys = tenant + ("/discovery/keys" if tenants.is_adfs(tenant) else "/discovery/v2.0/keys")
    return JsonResponse(
        {
            "issuer": issuer(request, tenant, _TENANT_IN_ISSUER.get(tenant.lower(), TENANT_ID)),
            "authorization_endpoint": f"http://{host}/{below}/authorize",
            "token_endpoint": f"https://{host}/{below}/token",
            "end_session_endpoint": f"http://{host}/{below}/logout",
            "jwks_uri": f"https://{host}/{keys}",
            "response_types_supported": ["code"],
            "response_modes_supported": ["query", "fragment", "form_post"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            "scopes_supported": list(scopes.OPENID),
            "claims_supported": list(CLAIMS),
            "http_logout_supported": True,
            "request_uri_parameter_supported": False,
            "tenant_region_scope": None,
            "cloud_instance_name": "contoso.sandbox",
            "msgraph_host": host,
        }
    )


def keys(request: HttpRequest, tenant: str) -> JsonResponse:
    """The key set; the same one below every tenant."""
    return JsonResponse({"keys": [tokens.public_key()]})


def issuer(request: HttpRequest, tenant: str, tenant_id: str) -> str:
    """Who signs: the tenant of the person, or the AD FS address itself."""
    host = f"https://{request.get_host()}"
    return f"{host}/adfs" if tenants.is_adfs(tenant) else f"{host}/{tenant_id}/v2.0"

"""Addresses: sign-in below each tenant, Graph below /v1.0, lobbies, and the control address."""

from django.urls import path, re_path

from sandbox import control, lobby
from sandbox.graph.views import graph
from sandbox.signin.approval import approve
from sandbox.signin.authorize import authorize
from sandbox.signin.browser import logout
from sandbox.signin.discovery import configuration, keys
from sandbox.signin.token import token

ADFS = {"tenant": "adfs"}

urlpatterns = [
    path("_sandbox/reset", control.reset),
    path("_sandbox/requests", control.requests),
    path("_sandbox/faults", control.faults),
    path("_sandbox/events", control.events),
    path("_sandbox/settings", control.settings),
    path("_sandbox/revoke", control.revoke),
    path("_sandbox/ca.pem", control.ca_pem),
    re_path(r"^v1\.0/(?P<path>.*)$", graph),
    re_path(r"^(?:l/meetup-join|lobby)/", lobby.lobby),
    path("adfs/.well-known/openid-configuration", configuration, ADFS),
    path("adfs/oauth2/authorize", authorize, ADFS),
    path("adfs/oauth2/token", token, ADFS),
    path("adfs/oauth2/logout", logout, ADFS),
    path("adfs/discovery/keys", keys, ADFS),
    path("<str:tenant>/.well-known/openid-configuration", configuration),
    path("<str:tenant>/v2.0/.well-known/openid-configuration", configuration),
    path("<str:tenant>/v2.0/adminconsent", approve),
    path("<str:tenant>/oauth2/v2.0/authorize", authorize),
    path("<str:tenant>/oauth2/v2.0/token", token),
    path("<str:tenant>/oauth2/v2.0/logout", logout),
    path("<str:tenant>/discovery/v2.0/keys", keys),
    path("", lobby.home),
]

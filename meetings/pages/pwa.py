"""The views that make the site installable: the web manifest, the service worker and the offline page."""

from __future__ import annotations

import hashlib
import json
import re

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from meetings.pages.request import AnyRequest

_STATIC_FILES = re.compile(rf'(?:href|src)="({re.escape(settings.STATIC_URL)}[^"#]+)')
_ICONS = (("icon-192.png", 192, "any"), ("icon-512.png", 512, "any"), ("maskable-512.png", 512, "maskable"))


@require_safe
@login_not_required
@never_cache
def manifest(request: AnyRequest) -> HttpResponse:
    """The web manifest, in the person's language."""
    drawing = {"src": static("favicon.svg"), "sizes": "any", "type": "image/svg+xml"}
    icons = [
        {"src": static(f"icons/{name}"), "sizes": f"{edge}x{edge}", "type": "image/png", "purpose": purpose}
        for name, edge, purpose in _ICONS
    ]
    shortcuts = [
        {"name": _("Join next"), "url": reverse("join_next")},
        {"name": _("New meeting"), "url": reverse("new")},
    ]
    members = {
        "id": reverse("agenda"),
        "start_url": reverse("agenda"),
        "scope": reverse("agenda"),
        "name": "Meetboard",
        "short_name": "Meetboard",
        "description": _("See your meetings, make them online, and join with one click."),
        "lang": get_language(),
        "dir": "rtl" if get_language_bidi() else "ltr",
        "display": "standalone",
        "background_color": "#f5f5f5",
        "theme_color": "#ffffff",
        "icons": [drawing, *icons],
        "shortcuts": shortcuts,
    }
    return JsonResponse(members, content_type="application/manifest+json")


@require_safe
@login_not_required
@never_cache
def offline(request: AnyRequest) -> HttpResponse:
    """The page that the service worker keeps for when the site is out of reach; it has no personal data."""
    return render(request, "pages/offline.html")


@require_safe
@login_not_required
@never_cache
def worker(request: AnyRequest) -> HttpResponse:
    """The service worker; its version changes with the offline page, its files and its language."""
    page = render_to_string("pages/offline.html", request=request)
    context = {
        "version": hashlib.sha256(page.encode()).hexdigest()[:16],
        "files": json.dumps(sorted(set(_STATIC_FILES.findall(page)))),
    }
    return render(request, "pages/worker.js", context, content_type="text/javascript")

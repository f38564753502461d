"""The authentication backend: finds or creates the user of a verified identity."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from accounts.claims import Identity
from accounts.models import User


class MicrosoftBackend(BaseBackend):
    """Finds or creates the user of a Microsoft account, and updates their name and mail address."""

    def authenticate(
        self, request: HttpRequest | None, identity: Identity | None = None, **credentials: Any
    ) -> User | None:
        """The user of an `identity` that accounts.claims has verified; None without one."""
        if identity is None:
            return None
        user, _ = User.objects.update_or_create(
            tenant_id=identity.tenant_id,
            object_id=identity.object_id,
            defaults={"name": identity.name[:256], "address": identity.address[:320]},
        )
        return user

    def get_user(self, user_id: int) -> User | None:
        """The user of a session, with the related rows that every page needs (USER_SELECT_RELATED)."""
        return User.objects.select_related(*settings.USER_SELECT_RELATED).filter(pk=user_id).first()

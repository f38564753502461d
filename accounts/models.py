"""The tables of people and their sign-ins. Nothing in them is about people's calendars."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class UserManager(models.Manager["User"]):
    """The manager that Django's authentication needs."""

    def get_by_natural_key(self, username: str) -> User:
        return self.get(pk=username)


class User(AbstractBaseUser):
    """Somebody who has signed in before. `tenant_id` and `object_id` never change; the rest can.

    There is no password, because Microsoft's sign-in is the only one.
    """

    password = None  # type: ignore[assignment]
    tenant_id = models.CharField(_("tenant id"), max_length=64)
    object_id = models.CharField(_("object id"), max_length=64)
    name = models.CharField(_("name"), max_length=256, blank=True)
    address = models.CharField(_("mail address"), max_length=320, blank=True)
    zone = models.CharField(_("time zone of the mailbox, as Graph names it"), max_length=128, blank=True)
    language = models.CharField(_("language"), max_length=35, blank=True)

    USERNAME_FIELD = "id"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["tenant_id", "object_id"]

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id", "object_id"], name="one_user_per_account")
        ]

    def __str__(self) -> str:
        return self.name or self.address or str(_("Microsoft account"))

    @property
    def account_id(self) -> str:
        """The key to a person in caches: an id of their Microsoft account that never changes.

        The primary key would not do, because a new database starts at 1 again, and a cache can outlive it.
        """
        return f"{self.tenant_id}.{self.object_id}"

    def remember_mailbox(self, zone: str, language: str) -> None:
        """Save the time zone (Graph's name) and language (BCP 47) of the mailbox, if they have changed."""
        zone, language = zone[:128], language[:35]
        if (zone, language) != (self.zone, self.language):
            self.zone, self.language = zone, language
            self.save(update_fields=["zone", "language"])


class SignIn(models.Model):
    """One sign-in in one browser: its encrypted tokens, and the state of their renewal (accounts.tokens).

    The session has only its id. Tokens in the session could be lost: sessions are saved as a whole, so one
    request can overwrite what another one has saved.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_ins")
    created = models.DateTimeField(_("created"), auto_now_add=True)
    ends = models.DateTimeField(_("end of the session"), db_index=True)
    sealed_tokens = models.BinaryField(_("tokens, encrypted"))
    renew_from = models.DateTimeField(_("access token to be renewed from"))
    renewing_until = models.DateTimeField(_("renewal under way until"), null=True)
    renewals = models.PositiveIntegerField(_("renewals tried"), default=0)
    failure: models.JSONField[Any, Any] = models.JSONField(_("failure of the last renewal"), null=True)

    class Meta:
        verbose_name = _("sign-in")
        verbose_name_plural = _("sign-ins")

    def __str__(self) -> str:
        return str(self.pk)

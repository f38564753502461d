"""The models for a person's settings and dismissals; nothing of the content of their calendars is stored."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from meetings.wording import languages

# The choices for the number of days in the list and in a week on the grid.
LIST_DAYS = (1, 2, 3, 5, 7, 14)
WEEK_DAYS = (7, 5)
# The choices in minutes: the length of a new meeting; Outlook's reminder and the browser's notification
# before the start.
LENGTHS = (15, 25, 30, 45, 50, 60, 90)
REMINDERS = (0, 5, 10, 15, 30, 60, 120, 24 * 60)
NOTICES = (1, 2, 5, 10)
# In place of minutes: Outlook sends no reminder.
NO_REMINDER = -1
LIGHT, DARK = "light", "dark"


class Preferences(models.Model):
    """A person's settings; empty and None mean the default of Microsoft 365, the browser or Meetboard."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="preferences")
    zone = models.CharField(_("time zone"), max_length=64, blank=True)
    first_weekday = models.PositiveSmallIntegerField(_("first day of the week"), null=True, blank=True)
    twelve_hours = models.BooleanField(_("12-hour clock"), default=False)
    days = models.PositiveSmallIntegerField(_("days in the list"), default=7)
    week_days = models.PositiveSmallIntegerField(_("days in the week"), default=7)
    calendars: models.JSONField[Any, Any] = models.JSONField(_("calendars shown, by id"), default=dict)
    length = models.PositiveSmallIntegerField(_("length of a new meeting in minutes"), default=30)
    online = models.BooleanField(_("new meetings are online"), default=True)
    provider = models.CharField(_("provider"), max_length=64, blank=True)
    reminder = models.IntegerField(_("reminder in minutes before the start"), null=True, blank=True)
    notice = models.PositiveSmallIntegerField(
        _("browser notification in minutes before"), null=True, blank=True
    )
    language = models.CharField(_("language"), max_length=16, blank=True)
    theme = models.CharField(_("theme"), max_length=8, blank=True)
    keys = models.BooleanField(_("keyboard shortcuts of a single key"), default=True)
    offline = models.BooleanField(_("keep the last list in this browser"), default=False)

    class Meta:
        verbose_name = _("settings of a person")
        verbose_name_plural = _("settings of people")

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def first_day(self) -> int:
        """The day that weeks begin on (0 is Monday): the person's choice, else that of their locale."""
        if self.first_weekday is not None:
            return self.first_weekday
        return languages.usual_first_day(self.locale)

    @property
    def locale(self) -> str:
        """The locale (BCP 47) that decides what is not chosen: the mailbox's, else the active language."""
        return self.user.language or get_language() or ""

    @classmethod
    def of(cls, user: User) -> Preferences:
        """The saved settings of `user`, or the defaults, unsaved."""
        saved: Preferences | None = getattr(user, "preferences", None)
        return saved or cls(user=user)


class Dismissal(models.Model):
    """A meeting that a person dismissed from up next, as a mark that reveals nothing about the meeting."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="dismissals")
    mark = models.CharField(_("mark of the meeting"), max_length=64)
    at = models.DateTimeField(_("dismissed at"))

    class Meta:
        verbose_name = _("dismissed meeting")
        verbose_name_plural = _("dismissed meetings")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "mark"], name="one_dismissal_per_mark")
        ]

    def __str__(self) -> str:
        return self.mark

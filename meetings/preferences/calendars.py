"""The form by which somebody ticks the calendars that they want to see."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from meetings.events import Calendar, Mailbox
from meetings.models import Preferences


@dataclass(frozen=True, slots=True)
class Tick:
    """One calendar as the form lists it; `owner` is empty for the person's own."""

    calendar: Calendar
    is_shown: bool
    is_withheld: bool
    owner: str


class IdsField(forms.MultipleChoiceField):
    """Ids of calendars. One that is no longer there is no mistake: it means nothing."""

    def valid_value(self, value: Any) -> bool:
        return True


class CalendarsForm(forms.Form):
    """Of the calendars `listed` those in `calendars` are shown; others, which came later, follow the rule."""

    calendars = IdsField(label=_("Calendars"), required=False)
    listed = IdsField(required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        mailbox: Mailbox | None,
        preferences: Preferences,
        withheld: Collection[Calendar] = (),
        initial: dict[str, Any] | None = None,
    ) -> None:
        self.mailbox = mailbox
        self.preferences = preferences
        self.withheld = withheld
        shown = [each.id for each in mailbox.shown(preferences.calendars)] if mailbox else []
        super().__init__(data, initial={"calendars": shown, **(initial or {})}, label_suffix="")

    def ticks(self) -> Iterator[Tick]:
        """Every calendar of the person, their own first."""
        ticked = self["calendars"].value() or ()
        for each in self.mailbox.ordered if self.mailbox else ():
            owner = "" if self.mailbox and self.mailbox.is_own(each) else each.owner.label
            yield Tick(each, each.id in ticked, each in self.withheld, owner)

    @property
    def shows_none(self) -> bool:
        """Whether the board stays empty because no calendar is shown."""
        return not any(tick.is_shown for tick in self.ticks())

    def changes(self) -> dict[str, Any]:
        """What a valid form makes of the person's settings, by their names."""
        if not self.mailbox:
            return {}
        listed, ticked = self.cleaned_data["listed"], self.cleaned_data["calendars"]
        return {"calendars": self.mailbox.updated_choice(self.preferences.calendars, listed, ticked)}

    def save(self, user: User) -> Preferences:
        """Write down what a valid form says, and nothing else of the person's settings."""
        saved, _is_new = Preferences.objects.update_or_create(user=user, defaults=self.changes())
        return saved

"""The form to change a meeting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from meetings.edit import prefill
from meetings.events import Edit, MailboxZone, Original, Person
from meetings.pages import attendees
from meetings.pages.fields import DayField, MeetingFields

OCCURRENCE, SERIES = "occurrence", "series"


class EditForm(MeetingFields):
    """What a meeting holds, to be changed.

    Beside each field, a hidden one says what the form was made from. So it can be told what the person
    changed, and what somebody else changed meanwhile. A valid form has the changes in `edit`.
    """

    etag = forms.CharField(required=False, widget=forms.HiddenInput, max_length=1000)
    scope = forms.ChoiceField(required=False, choices=[(OCCURRENCE, ""), (SERIES, "")])

    edit: Edit

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        original: Original,
        zone: MailboxZone,
        is_sent: bool = True,
    ) -> None:
        """Without `data` what `original` holds. `is_sent` is false for a form that comes back unchecked."""
        super().__init__(data, zone=zone)
        self.original = original
        self.is_sent = is_sent
        self.theirs: dict[str, str] = {}
        self._fit_fields()
        now = prefill.field_values(original, zone.zone)
        self.initial = {name: now[name] for name in self.fields if name in now}
        if data is not None:
            made_from = {self.add_initial_prefix(name): value for name, value in self.initial.items()}
            self.data = {**made_from, **{name: data[name] for name in data}}

    @property
    def kept_people(self) -> list[str]:
        """Those who stay invited whatever is typed."""
        return prefill.kept_people(self.original.event)

    @property
    def edited(self) -> list[str]:
        """The names of the fields that the person changed."""
        return [name for name in self._asked if name in self.changed_data]

    @property
    def holds_already(self) -> bool:
        """Whether the event is as typed without our doing, as after a lost answer or a double click."""
        return all(not self._differs(name, self.initial[name], self._typed(name)) for name in self.edited)

    @property
    def is_outdated(self) -> bool:
        """Whether somebody changed, since the form was made, anything that it shows."""
        if self.data.get("etag") == self.original.etag:
            return False
        return any(self._differs(name, self._made_from(name), self.initial[name]) for name in self._asked)

    def merged(self) -> EditForm:
        """The form as typed, made from what the event holds now; `theirs` is that where both changed it.

        What only the others changed is taken over.
        """
        data = {**self.data, "etag": self.original.etag}
        theirs = {}
        for name in self._asked:
            now = self.initial[name]
            is_agreed = name in self.edited and not self._differs(name, now, self._typed(name))
            if self._differs(name, self._made_from(name), now) and not is_agreed:
                theirs[name] = now.replace("T", " ") if name in ("start", "end") else now
            if name not in self.edited:
                data[name] = now
            data[self.add_initial_prefix(name)] = now
        form = EditForm(data, original=self.original, zone=self.zone, is_sent=False)
        form.theirs = theirs
        form._keep_focus()
        return form

    def over(self, original: Original) -> EditForm:
        """The form as typed over an event that was read again."""
        return EditForm(self.data, original=original, zone=self.zone)

    def moved_to(self, original: Original, scope: str) -> EditForm:
        """The form for `original`, the series or the occurrence, with what was typed so far."""
        form = EditForm({}, original=original, zone=self.zone, is_sent=False)
        typed = {name: self._typed(name) for name in self.edited if name not in ("start", "end")}
        form.data = {**form.data, **form.initial, **typed, "etag": original.etag, "scope": scope}
        form._keep_focus()
        return form

    def full_clean(self) -> None:
        """A form that was not sent to be saved has nothing wrong with it yet."""
        if self.is_sent:
            super().full_clean()
        else:
            self._errors = ErrorDict()

    def clean(self) -> dict[str, Any]:
        for name in set(self.errors) - set(self.edited):
            del self.errors[name]  # what the person did not touch was good enough for Outlook
        data = super().clean()
        self._check_day(data)
        self._check_number(data)
        if not self.errors:
            self.edit = self._edit(data)
        return data

    @property
    def _asked(self) -> list[str]:
        return [name for name in self.fields if name not in ("etag", "scope")]

    def _fit_fields(self) -> None:
        """The fields that this event can have, each beside a hidden one with what it was made from."""
        if self.original.time_obstacle:
            del self.fields["start"], self.fields["end"]
        elif self.original.event.is_all_day:
            self.fields |= {"start": DayField(_("First day")), "end": DayField(_("Last day"))}
        if self.original.text_obstacle:
            del self.fields["body"]
        for name in self._asked:
            self.fields[name].show_hidden_initial = True

    def _keep_focus(self) -> None:
        """Leave the person where they are in a form that they have begun to fill in."""
        self.fields["subject"].widget.attrs.pop("autofocus")

    def _typed(self, name: str) -> str:
        return str(self.data.get(self.add_prefix(name), ""))

    def _made_from(self, name: str) -> str:
        return str(self.data.get(self.add_initial_prefix(name), ""))

    def _differs(self, name: str, one: str, other: str) -> bool:
        """Whether two contents of a field mean something different."""
        field = self.fields[name]
        try:
            return field.has_changed(field.to_python(one), other)
        except ValidationError:
            return True

    def _check_end(self, data: Mapping[str, Any]) -> None:
        if not {"start", "end"} & set(self.edited):
            return
        if not self.original.event.is_all_day:
            super()._check_end(data)
        elif data.get("start") and data.get("end") and data["end"] < data["start"]:
            self.add_error("end", _("The last day must not be before the first."))

    def _check_day(self, data: Mapping[str, Any]) -> None:
        """A series is moved within its day: its pattern names the days, and is not ours to change."""
        start, zone = data.get("start"), self.original.zone
        if "start" not in self.edited or not self.original.is_series or not start or not zone:
            return
        if start.astimezone(zone).date() != self.original.event.start.astimezone(zone).date():
            self.add_error(
                "start",
                _("A whole series can be moved within its day only. To move it to other days, use Outlook."),
            )

    def _check_number(self, data: Mapping[str, Any]) -> None:
        count = len(data.get("attendees", ())) + len(self.kept_people)
        if "attendees" in self.edited and count > attendees.MOST:
            self.add_error("attendees", attendees.too_many(count))

    def _edit(self, data: Mapping[str, Any]) -> Edit:
        changed = {name: data[name] for name in self.edited}
        typed = changed.pop("attendees", None)
        before = {person.address.lower() for person in attendees.read(self._made_from("attendees"))}
        people: tuple[Person, ...] = () if typed is None else typed
        after = {person.address.lower() for person in people}
        return Edit(
            subject=changed.get("subject"),
            start=changed.get("start"),
            end=changed.get("end"),
            place=changed.get("location"),
            text=changed.get("body"),
            added=tuple(person for person in people if person.address.lower() not in before),
            removed=frozenset() if typed is None else frozenset(before - after),
        )

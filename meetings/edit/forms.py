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
    """The form to change a meeting.

    Each field has a hidden field beside it with the value that the form was made from. It tells what the
    person changed and what somebody else changed in the meantime. A valid form has the changes in `edit`.
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
        """Without `data`, the form has the values of `original`. It is validated only if `is_sent`."""
        super().__init__(data, zone=zone)
        self.original = original
        self.is_sent = is_sent
        self.theirs: dict[str, str] = {}
        self._fit_fields()
        current = prefill.field_values(original, zone.zone)
        self.initial = {name: current[name] for name in self.fields if name in current}
        if data is not None:
            made_from = {self.add_initial_prefix(name): value for name, value in self.initial.items()}
            self.data = {**made_from, **{name: data[name] for name in data}}

    @property
    def kept_people(self) -> list[str]:
        """The names of the people who stay invited whatever is typed."""
        return prefill.kept_people(self.original.event)

    @property
    def edited_fields(self) -> list[str]:
        """The names of the fields that the person changed."""
        return [name for name in self._event_fields if name in self.changed_data]

    @property
    def is_already_saved(self) -> bool:
        """Whether the event already has the values typed, as after a lost response or a double click."""
        return all(
            not self._differs(name, self.initial[name], self._typed(name)) for name in self.edited_fields
        )

    @property
    def is_outdated(self) -> bool:
        """Whether somebody changed a value that the form shows since it was made."""
        if self.data.get("etag") == self.original.etag:
            return False
        return any(
            self._differs(name, self._made_from(name), self.initial[name]) for name in self._event_fields
        )

    def merged(self) -> EditForm:
        """The form with the person's changes on top of the event's current values.

        Fields that the person did not change take the current values. `theirs` has the current value of each
        field that somebody else changed, unless the person typed the same.
        """
        data = {**self.data, "etag": self.original.etag}
        theirs = {}
        for name in self._event_fields:
            current = self.initial[name]
            is_agreed = name in self.edited_fields and not self._differs(name, current, self._typed(name))
            if self._differs(name, self._made_from(name), current) and not is_agreed:
                theirs[name] = current.replace("T", " ") if name in ("start", "end") else current
            if name not in self.edited_fields:
                data[name] = current
            data[self.add_initial_prefix(name)] = current
        form = EditForm(data, original=self.original, zone=self.zone, is_sent=False)
        form.theirs = theirs
        form._keep_focus()
        return form

    def rebased(self, original: Original) -> EditForm:
        """The same submitted form for `original`, the event as it was read again."""
        return EditForm(self.data, original=original, zone=self.zone)

    def for_scope(self, original: Original, scope: str) -> EditForm:
        """The form for `scope`, whose event is `original`, with what was typed so far except times."""
        form = EditForm({}, original=original, zone=self.zone, is_sent=False)
        typed = {name: self._typed(name) for name in self.edited_fields if name not in ("start", "end")}
        form.data = {**form.data, **form.initial, **typed, "etag": original.etag, "scope": scope}
        form._keep_focus()
        return form

    def full_clean(self) -> None:
        """Validate the form only if it was sent to be saved."""
        if self.is_sent:
            super().full_clean()
        else:
            self._errors = ErrorDict()

    def clean(self) -> dict[str, Any]:
        for name in set(self.errors) - set(self.edited_fields):
            del self.errors[name]  # the person did not change this value, and Outlook accepted it
        data = super().clean()
        self._check_day(data)
        self._check_attendee_count(data)
        if not self.errors:
            self.edit = self._edit(data)
        return data

    @property
    def _event_fields(self) -> list[str]:
        return [name for name in self.fields if name not in ("etag", "scope")]

    def _fit_fields(self) -> None:
        """Adapt the fields to the event, and give each a hidden field with the value it was made from."""
        if self.original.time_obstacle:
            del self.fields["start"], self.fields["end"]
        elif self.original.event.is_all_day:
            self.fields |= {"start": DayField(_("First day")), "end": DayField(_("Last day"))}
        if self.original.text_obstacle:
            del self.fields["body"]
        for name in self._event_fields:
            self.fields[name].show_hidden_initial = True

    def _keep_focus(self) -> None:
        """Do not move the focus to the subject in a form that the person has begun to fill in."""
        self.fields["subject"].widget.attrs.pop("autofocus")

    def _typed(self, name: str) -> str:
        return str(self.data.get(self.add_prefix(name), ""))

    def _made_from(self, name: str) -> str:
        return str(self.data.get(self.add_initial_prefix(name), ""))

    def _differs(self, name: str, one: str, other: str) -> bool:
        """Whether two values of a field have different meanings."""
        field = self.fields[name]
        try:
            return field.has_changed(field.to_python(one), other)
        except ValidationError:
            return True

    def _check_end(self, data: Mapping[str, Any]) -> None:
        if not {"start", "end"} & set(self.edited_fields):
            return
        if not self.original.event.is_all_day:
            super()._check_end(data)
        elif data.get("start") and data.get("end") and data["end"] < data["start"]:
            self.add_error("end", _("The last day must not be before the first."))

    def _check_day(self, data: Mapping[str, Any]) -> None:
        """Allow a series to move only within its day, because its recurrence pattern sets the days."""
        start, zone = data.get("start"), self.original.zone
        if "start" not in self.edited_fields or not self.original.is_series or not start or not zone:
            return
        if start.astimezone(zone).date() != self.original.event.start.astimezone(zone).date():
            self.add_error(
                "start",
                _("A whole series can be moved within its day only. To move it to other days, use Outlook."),
            )

    def _check_attendee_count(self, data: Mapping[str, Any]) -> None:
        count = len(data.get("attendees", ())) + len(self.kept_people)
        if "attendees" in self.edited_fields and count > attendees.MOST:
            self.add_error("attendees", attendees.too_many(count))

    def _edit(self, data: Mapping[str, Any]) -> Edit:
        changed = {name: data[name] for name in self.edited_fields}
        new_people = changed.pop("attendees", None)
        before = {person.address.lower() for person in attendees.read(self._made_from("attendees"))}
        people: tuple[Person, ...] = () if new_people is None else new_people
        after = {person.address.lower() for person in people}
        return Edit(
            subject=changed.get("subject"),
            start=changed.get("start"),
            end=changed.get("end"),
            place=changed.get("location"),
            text=changed.get("body"),
            added=tuple(person for person in people if person.address.lower() not in before),
            removed=frozenset() if new_people is None else frozenset(before - after),
        )

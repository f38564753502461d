"""What a person types, validated into the values that the jobs take."""

from meetings.forms.calendars import CalendarsForm
from meetings.forms.cancel import CancelForm
from meetings.forms.edit import OCCURRENCE, SERIES, EditForm
from meetings.forms.filled import from_line, repetition
from meetings.forms.new import MeetingForm, suggestion
from meetings.forms.preferences import PreferencesForm
from meetings.forms.range import RangeForm

__all__ = [
    "OCCURRENCE",
    "SERIES",
    "CalendarsForm",
    "CancelForm",
    "EditForm",
    "MeetingForm",
    "PreferencesForm",
    "RangeForm",
    "from_line",
    "repetition",
    "suggestion",
]

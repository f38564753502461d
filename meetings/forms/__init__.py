"""What a person types, validated into the values that the jobs take."""

from meetings.forms.new import MeetingForm, suggestion
from meetings.forms.range import MOST_DAYS, RangeForm

__all__ = ["MOST_DAYS", "MeetingForm", "RangeForm", "suggestion"]

"""What a person types, validated into the values that the jobs take."""

from meetings.forms.new import MeetingForm, suggestion
from meetings.forms.range import RangeForm

__all__ = ["MeetingForm", "RangeForm", "suggestion"]

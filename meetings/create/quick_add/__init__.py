"""Reads a meeting from one line of text, such as "Design review tomorrow 15:00 45m adele@contoso.com".

Pure functions of the text and the time. Anything that is ambiguous stays in the subject.
"""

from meetings.create.quick_add.reading import LONGEST, Reading, read_line
from meetings.create.quick_add.words import month_first

__all__ = ["LONGEST", "Reading", "month_first", "read_line"]

"""A meeting read from one line: "Design review tomorrow 15:00 45m adele@contoso.com".

Pure: text and a clock go in, a reading comes out. What is not surely understood stays in the subject.
"""

from meetings.create.quick_add.reading import LONGEST, Reading, read
from meetings.create.quick_add.words import month_first

__all__ = ["LONGEST", "Reading", "month_first", "read"]

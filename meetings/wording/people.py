"""Writes people's names and their answers to invitations."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from meetings.events import Attendee, Event
from meetings.wording.text import clauses, name_list

# How many guests to name before the rest is only counted.
_MAX_NAMES = 3
# The person's own answers, by Graph's `response`.
_OWN_ANSWERS = {
    "accepted": gettext_lazy("you accepted"),
    "tentativelyAccepted": gettext_lazy("you answered maybe"),
    "declined": gettext_lazy("you declined"),
    "notResponded": gettext_lazy("you have not answered"),
}
_GUESTS_ANSWERS = {
    "accepted": gettext_lazy("accepted"),
    "tentativelyAccepted": gettext_lazy("maybe"),
    "declined": gettext_lazy("declined"),
    "organizer": gettext_lazy("organizer"),
}
_ANSWER_ICONS = {"accepted": "checkmark", "tentativelyAccepted": "question", "declined": "dismiss"}


def organizer(event: Event) -> str:
    """The organizer's name, or "You" if it is the person."""
    return _("You") if event.is_organizer else event.organizer.label


def names(guests: Sequence[Attendee]) -> str:
    """The names of guests: of more than four only the first three, and how many others there are."""
    labels = [guest.person.label or _("somebody") for guest in guests]
    rest = len(labels) - _MAX_NAMES
    if rest > 1:
        labels[_MAX_NAMES:] = [ngettext("%d other", "%d others", rest) % rest]
    return (
        _("%(names)s and %(last)s") % {"names": name_list(labels[:-1]), "last": labels[-1]}
        if labels[1:]
        else "".join(labels)
    )


def answer(event: Event) -> str:
    """The person's own answer: "you accepted"; empty when none is expected."""
    return str(_OWN_ANSWERS.get(event.response, ""))


def guest_answer(response: str) -> str:
    """A guest's answer: "accepted", "no answer"; `response` is Graph's value."""
    return str(_GUESTS_ANSWERS.get(response, _("no answer")))


def answer_icon(response: str) -> str:
    """The name of the icon for a guest's answer, empty when it has none; `response` is Graph's value."""
    return _ANSWER_ICONS.get(response, "")


def how_many_accepted(event: Event) -> str:
    """How many of the guests accepted: "3 of 7 accepted"."""
    count = len(event.guests)
    sentence = ngettext("%(yes)s of %(all)s accepted", "%(yes)s of %(all)s accepted", count)
    return sentence % {"yes": event.accepted, "all": count}


def other_answers(guests: Sequence[Attendee]) -> str:
    """How many guests have not accepted, by answer: "2 maybe, 1 declined, 3 no answer"."""
    counts = Counter(guest.response for guest in guests)
    maybe, declined = counts["tentativelyAccepted"], counts["declined"]
    unanswered = len(guests) - maybe - declined - counts["accepted"]
    parts = (
        ngettext("%d maybe", "%d maybe", maybe) % maybe if maybe else "",
        ngettext("%d declined", "%d declined", declined) % declined if declined else "",
        ngettext("%d no answer", "%d no answer", unanswered) % unanswered if unanswered else "",
    )
    return clauses(parts)


def initials(name: str) -> str:
    """One or two upper-case letters for a person's round badge: "AM"; `name` can be an address."""
    words = [word for word in re.split(r"[\s.@_-]+", name) if word]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words))[:2].upper()


def hue(name: str) -> int:
    """The number (0 to 4) of the color of a person's badge, always the same for a name."""
    return zlib.crc32(name.encode()) % 5

"""How often a page or a part of one asks again for a link that is late."""

from __future__ import annotations

from meetings.pages.request import PersonRequest

# Seconds until the next time (docs/graph.md 7.4); then it is left to the person.
_DELAYS = (1, 2, 4, 8, 15, 30, 60, 60, 60)


def polling_context(times_asked: int = 0) -> dict[str, object]:
    """When a part that waits for its link asks again: `ask_again` in seconds, None after the last time."""
    return {
        "times_asked": times_asked + 1,
        "ask_again": _DELAYS[times_asked] if times_asked < len(_DELAYS) else None,
    }


def times_asked(request: PersonRequest) -> int:
    """How often a part or page that waits for its link has asked already, by its own account."""
    asked = (request.POST or request.GET).get("asked", "0")
    return int(asked) if asked.isdecimal() and len(asked) < 4 else 0

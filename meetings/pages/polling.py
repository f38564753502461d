"""Schedules how often a page or a fragment polls for a join link that Graph has not set yet."""

from __future__ import annotations

from meetings.pages.request import PersonRequest

# Seconds before each poll (docs/graph.md 7.4). After the last one, the person has to ask.
_DELAYS = (1, 2, 4, 8, 15, 30, 60, 60, 60)


def polling_context(times_asked: int = 0) -> dict[str, object]:
    """The context of a fragment that waits for its link: `ask_again` in seconds, None after the last poll."""
    return {
        "times_asked": times_asked + 1,
        "ask_again": _DELAYS[times_asked] if times_asked < len(_DELAYS) else None,
    }


def times_asked(request: PersonRequest) -> int:
    """How often the page or fragment has polled already, from its parameter `asked`; 0 if that is invalid."""
    asked = (request.POST or request.GET).get("asked", "0")
    return int(asked) if asked.isdecimal() and len(asked) < 4 else 0

"""How to join an online meeting: its link and its phone numbers."""

from __future__ import annotations

from dataclasses import dataclass

from meetings.events.json import Json, items, objects, text


@dataclass(frozen=True, slots=True)
class OnlineMeeting:
    """Graph's onlineMeetingInfo. Any member may be empty; phone numbers are written for people to read."""

    join_url: str = ""
    conference_id: str = ""
    toll_number: str = ""
    toll_free_numbers: tuple[str, ...] = ()
    quick_dial: str = ""
    phones: tuple[str, ...] = ()

    @property
    def numbers(self) -> tuple[str, ...]:
        """All phone numbers without duplicates: the toll number, the toll-free ones, the others."""
        return tuple(
            dict.fromkeys(
                number for number in (self.toll_number, *self.toll_free_numbers, *self.phones) if number
            )
        )

    @classmethod
    def from_graph(cls, data: Json) -> OnlineMeeting:
        return cls(
            join_url=text(data, "joinUrl"),
            conference_id=text(data, "conferenceId"),
            toll_number=text(data, "tollNumber"),
            toll_free_numbers=tuple(
                number for number in items(data, "tollFreeNumbers") if isinstance(number, str)
            ),
            quick_dial=text(data, "quickDial"),
            phones=tuple(text(phone, "number") for phone in objects(data, "phones")),
        )

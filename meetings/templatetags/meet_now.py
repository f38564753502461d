"""The template tag for the "Meet now" button, which is on every page."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from django import template
from django.template.context import Context
from django.utils.functional import Promise

from meetings.create.meet_now import meet_now_obstacle
from meetings.outlook.mailbox import known_mailbox

register = template.Library()


@dataclass(frozen=True, slots=True)
class Button:
    """The transaction id of the next click; `obstacle` says why there is no button and is else empty."""

    transaction_id: UUID
    obstacle: str | Promise


@register.simple_tag(takes_context=True)
def meet_now_button(context: Context) -> Button:
    """The button for the signed-in person, from what is known of their calendars without asking Graph."""
    return Button(uuid4(), meet_now_obstacle(known_mailbox(context["request"].user.account_id)))

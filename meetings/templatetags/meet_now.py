"""What the button "Meet now" needs, on every page."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from django import template
from django.template.context import Context
from django.utils.functional import Promise

from meetings.create.meet_now import obstacle
from meetings.outlook.mailbox import known_mailbox

register = template.Library()


@dataclass(frozen=True, slots=True)
class Button:
    """The `number` of the next click, or why there can be none."""

    number: UUID
    obstacle: str | Promise


@register.simple_tag(takes_context=True)
def meet_now_button(context: Context) -> Button:
    """The button for whom the page is for, by what is known of their calendars without asking."""
    return Button(uuid4(), obstacle(known_mailbox(context["request"].user.account_id)))

"""Decorators that mark views for the middleware which responds in their place once a sign-in has ended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest

View = TypeVar("View", bound=Callable[..., Any])

_KEEPS_DRAFT, _POLLED = "keeps_draft", "is_polled"


def keeps_draft(view: View) -> View:
    """Mark the view of a form: what was typed is kept during a sign-in, for `accounts.drafts.take`."""
    setattr(view, _KEEPS_DRAFT, True)
    return view


def polled(view: View) -> View:
    """Mark a view that pages request regularly by themselves: it must not send anybody to the sign-in."""
    setattr(view, _POLLED, True)
    return view


def does_keep_draft(view: object) -> bool:
    """Whether a view is marked by `keeps_draft`."""
    return getattr(view, _KEEPS_DRAFT, False) is True


def is_polled(view: object) -> bool:
    """Whether a view is marked by `polled`."""
    return getattr(view, _POLLED, False) is True


def view_of(request: HttpRequest) -> object:
    """The view that a request was resolved to; None before that."""
    return request.resolver_match.func if request.resolver_match else None

"""Every page and state of the site, and how to get there: for screenshots, and tests that walk them all."""

from __future__ import annotations

from tests.screenshots.gallery import EMPTY_MONDAY, MONDAY
from tests.support.steps import (
    Step,
    ask_administrator,
    fail,
    go,
    lose_connection,
    point,
    press,
    see,
    strike,
    tick,
    write,
)


def keep_list(is_kept: bool) -> tuple[Step, ...]:
    """Choose in the settings whether the browser keeps the list, and come back to the board."""
    save = press(".settings-actions button")
    return (go("/settings/"), tick("[name=offline]", is_kept), save, see(".message"), go("/"))


WEEK = f"/?day={MONDAY}&days=7"
GRID = f"/?view=week&day={MONDAY}"
ROW = "[data-event='{%s}']"
OPEN_FORM = (go("/"), press("a[href='/meetings/new/']"), see("dialog #meeting-form"))
SEND = press("#meeting-form button[type=submit]")

SIGNED_OUT: dict[str, tuple[Step, ...]] = {
    "landing": (go("/"),),
    "sign-in": (go("/accounts/sign-in/"), press("details summary")),
    "sign-in-problem": (go("/accounts/callback/?error=server_error&state=gone"), press("details summary")),
    "sign-in-cancelled": (
        go("/"),
        press("form.sign-in button"),
        press("button[name=cancel]"),
        see("#problem-title"),
    ),
    "sign-in-approval": (
        ask_administrator,
        go("/"),
        press("form.sign-in button"),
        press("button[name=account]"),
        press("button[name=cancel]"),
        see("#for-administrator"),
    ),
}
SIGNED_IN: dict[str, tuple[Step, ...]] = {
    "board": (go("/"),),
    "board-days": (go(WEEK),),
    "board-week": (go(GRID),),
    "board-online": (go(f"{WEEK}&show=online"),),
    "board-conflicts": (go(f"{WEEK}&show=conflicts"),),
    "board-found": (go(f"{WEEK}&q=adele"),),
    "board-nothing-found": (go(f"{WEEK}&q=xyzzy"),),
    "board-week-narrowed": (go(f"{GRID}&show=online"),),
    "empty-day": (go(f"/?day={EMPTY_MONDAY}&days=1"),),
    "empty-week": (go(f"/?view=week&day={EMPTY_MONDAY}"),),
    "panel": (go(WEEK), press(f"{ROW % 'review'} .row-subject"), see("#panel-dialog .joining")),
    "panel-crowd": (go(WEEK), press(f"{ROW % 'crowd'} .row-subject"), see("#panel-dialog .joining")),
    "menu-row": (go(WEEK), press(f"{ROW % 'review'} [popovertarget^=more]"), see(".menu:popover-open")),
    "menu-account": (go("/"), press("[popovertarget=account]"), see("#account")),
    "keys": (go("/"), strike("?"), see("#keys")),
    "convert": (go(WEEK), press(f"{ROW % 'clash'} [popovertarget^=convert]"), see(".sheet:popover-open")),
    "convert-done": (
        go(WEEK),
        press(f"{ROW % 'clash'} [popovertarget^=convert]"),
        press(".sheet button[type=submit]"),
        see(".message"),
    ),
    "why-not-online": (go(f"/?day={MONDAY}&days=3"), point(f"{ROW % 'declined'} .hint button"), see(".tip")),
    "page-meeting": (go("/meetings/{review/}/"),),
    "page-qr-code": (go("/meetings/{review/}/"), press(".from-phone summary")),
    "page-other-provider": (go("/meetings/{other/}/"),),
    "page-crowd": (go("/meetings/{crowd/}/"), press(".guests summary")),
    "page-long": (go("/meetings/{long/}/"),),
    "page-link-on-its-way": (go("/meetings/{late/}/"),),
    "page-plain": (go("/meetings/{private/}/"),),
    "page-cancelled": (go("/meetings/{off/}/"),),
    "new": OPEN_FORM,
    "new-refused": (*OPEN_FORM, write("#id_attendees", "nobody"), SEND, see("[aria-invalid=true]")),
    "new-failed": (
        *OPEN_FORM,
        write("#id_subject", "Design review"),
        fail(503, path=".*events"),
        SEND,
        see("#meeting-form .notice"),
    ),
    "new-made": (*OPEN_FORM, write("#id_subject", "Design review"), SEND, see(".made")),
    "new-page": (go("/meetings/new/"),),
    "quick-add": (
        go("/"),
        write("#quick-line", "Sprint 14:00 45m adele@contoso.com"),
        strike("Enter"),
        see("#reading"),
    ),
    "again": (go("/meetings/{review/}/again/"),),
    "meet-now": (go("/meetings/now/"),),
    "edit-dialog": (
        go(WEEK),
        press(f"{ROW % 'review'} [popovertarget^=more]"),
        press("[popover]:popover-open a[href$='/edit/']"),
        see("dialog #meeting-form"),
    ),
    "edit": (go("/meetings/{review/}/edit/"),),
    "cancel": (go("/meetings/{review/}/cancel/"),),
    "settings": (go("/settings/"),),
    "settings-saved": (go("/settings/"), press(".settings-actions button"), see(".message")),
    "waiting": (go("/meetings/{late/}/join/"),),
    "choose": (go("/join/"),),
    "error-address": (go("/?day=tomorrow"),),
    "error-not-found": (go("/nowhere/"),),
    "error-unavailable": (fail(503), go("/?day=2019-08-05&days=3")),
    "error-last-list": (go("/"), fail(503), go("/")),
    "error-sign-in-again": (fail(401), go(f"/?day={EMPTY_MONDAY}&days=2")),
    "offline": (*keep_list(False), lose_connection, go("/"), see("#nothing-kept")),
    "offline-list": (*keep_list(True), lose_connection, go("/"), see("#last-list")),
}

"""The pages that tell a person why a sign-in failed: an HTTP status, a title and a text for each reason."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.errors import Reason


@dataclass(frozen=True, slots=True)
class Problem:
    """A page about a sign-in: its HTTP status, title and text."""

    status: int
    title: Promise
    text: Promise


BY_REASON = {
    Reason.CANCELLED: Problem(
        400,
        _("You cancelled the sign-in"),
        _(
            "Nothing was shared. If Microsoft asked for your permission: Meetboard needs it to show and "
            "create meetings in your own calendar. You can sign in whenever you like."
        ),
    ),
    Reason.CONSENT: Problem(
        403,
        _("Your permission is missing"),
        _(
            "Meetboard shows and creates meetings in your own calendar, so Microsoft asks whether you allow "
            "that. Sign in again and choose Accept to go on."
        ),
    ),
    Reason.ADMIN_CONSENT: Problem(
        403,
        _("Your administrator has to approve Meetboard first"),
        _(
            "In your organization only an administrator may allow an application. "
            "Send them the text below; once they have approved it, sign in again."
        ),
    ),
    Reason.EXPIRED: Problem(
        400,
        _("This sign-in took too long"),
        _("Microsoft's answer came too late, or for an attempt that is gone. Please start again."),
    ),
    Reason.REPLAYED: Problem(
        400,
        _("This sign-in was used already"),
        _("Each sign-in works once. Reloading this page or going back to it does no harm."),
    ),
    Reason.UNVERIFIED: Problem(
        400,
        _("We could not verify the sign-in"),
        _(
            "The answer did not prove to come from Microsoft for this browser, so it was not used. "
            "Please start again."
        ),
    ),
    Reason.TENANT: Problem(
        403,
        _("Your organization cannot use this dashboard"),
        _("Only accounts of certain organizations may sign in here. Choose another account if you have one."),
    ),
    Reason.REFUSED: Problem(
        502,
        _("Microsoft refused the sign-in"),
        _(
            "This is most likely a matter of how the dashboard is registered with Microsoft. "
            "If trying again does not help, tell whoever runs it the code below."
        ),
    ),
    Reason.UNREACHABLE: Problem(
        503,
        _("Microsoft's sign-in does not answer"),
        _("Nothing is lost. Please try again in a moment."),
    ),
}

NO_ANSWER = Problem(
    400,
    _("Nothing to sign in with"),
    _("This address only works on the way back from Microsoft's sign-in. Please start from the beginning."),
)

APPROVED = Problem(
    200,
    _("Thank you: Meetboard is approved"),
    _("Microsoft says that an administrator has given the approval. People can sign in now."),
)

NOT_APPROVED = Problem(
    403,
    _("Meetboard is not approved yet"),
    _("The approval was cancelled at Microsoft. An administrator can follow the link again at any time."),
)

AGAIN = Problem(
    401,
    _("Please sign in again"),
    _("Your sign-in at Microsoft has run out. Sign in once more and you are back where you were."),
)

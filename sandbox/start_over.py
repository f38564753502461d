"""The beginning, and every return to it: nothing has happened yet, and the calendars are planted."""

from datetime import UTC, datetime

from sandbox import transcript
from sandbox.graph.mailbox import mailboxes
from sandbox.seed.mailboxes import seeded_mailboxes
from sandbox.state import state


def start_over() -> None:
    """Forget everything that happened and plant the seeded calendars around the present day.

    The certificate, the signing key and what the command line asked for stay.
    """
    with state.lock:
        state.forget()
        mailboxes.update(seeded_mailboxes(datetime.now(UTC)))
        transcript.note({"reset": True})

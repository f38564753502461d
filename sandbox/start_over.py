"""The beginning, and every return to it: nothing has happened yet, and the calendars are planted."""

from datetime import UTC, datetime

from sandbox import seed, transcript
from sandbox.state import state


def start_over() -> None:
    """Forget everything that happened and plant the seeded calendars around the present day.

    The certificate, the signing key and what the command line asked for stay.
    """
    with state.lock:
        state.forget()
        state.mailboxes = seed.plant(datetime.now(UTC))
        transcript.note({"reset": True})

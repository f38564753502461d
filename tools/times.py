"""The tests at other hours and dates: `python -m tools.times [--all] [--browser] [arguments of pytest]`.

No test may depend on when it runs. libfaketime moves the clock by an offset rather than setting it, so that
pytest, its workers, the sandbox and the processes that tests start share one clock, which goes on as usual.
Nothing else had to be arranged: certificates and tokens are made under the same clock, monotonic clocks move
along, and Chromium, started with `--no-sandbox`, takes the offset too, its pages included.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime
from datetime import time as clock

from tools import packages

# In the sandbox people live in Los Angeles, seven or eight hours behind UTC, where clocks go forward on
# 2027-03-14 at 10:00 UTC and back on 2027-11-07 at 09:00 UTC.
DATES = (date(2026, 12, 31), date(2027, 3, 14), date(2027, 11, 7), date(2028, 2, 29))
HOURS = (clock(2), clock(7, 30), clock(13), clock(23, 40))
# Meetings of these moments go over the change.
CHANGES = (datetime(2027, 3, 14, 9, 45, tzinfo=UTC), datetime(2027, 11, 7, 8, 45, tzinfo=UTC))

SHORT = (
    datetime(2026, 12, 31, 2, tzinfo=UTC),  # the person's day is still the one before
    *CHANGES,
    datetime(2028, 2, 29, 23, 40, tzinfo=UTC),  # the next day is near, and a leap day is today
)
ALL = (*(datetime.combine(day, hour, UTC) for day in DATES for hour in HOURS), *CHANGES)

# The marker that tests/conftest.py sets for tests in a browser.
BROWSER = "browser"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the tests at each moment, one line for each; 1 when a test failed at any of them."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.times", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--all", action="store_true", help=f"at {len(ALL)} moments instead of {len(SHORT)}")
    parser.add_argument("--browser", action="store_true", help="the tests in a browser instead of the others")
    parser.add_argument(
        "--at", action="append", type=_moment, help="at this moment, such as 2027-03-14T02:00 (UTC)"
    )
    chosen, passed_on = parser.parse_known_args(arguments)
    if not find_faketime():
        print(
            "The clock cannot be moved without libfaketime: install it (Debian, Ubuntu: apt-get install"
            " faketime) and run `make test-times` again.",
            file=sys.stderr,
        )
        return 1
    which = BROWSER if chosen.browser else f"not {BROWSER}"
    moments = chosen.at or (ALL if chosen.all else SHORT)
    passed = [run_at(moment, ["-m", which, *passed_on]) for moment in moments]
    return 0 if all(passed) else 1


def find_faketime() -> bool:
    """Make sure that there is libfaketime's command; True when there is one afterwards."""
    if shutil.which("faketime"):
        return True
    return packages.install("faketime", "tests at other times") and shutil.which("faketime") is not None


def run_at(moment: datetime, arguments: Sequence[str]) -> bool:
    """Run pytest from `moment` on and print its last line, after all that it said when a test failed."""
    print(f"{moment:%Y-%m-%d %H:%M} UTC  ", end="", flush=True)
    command = [sys.executable, "-m", "pytest", "-n", "auto", "--dist", "loadfile", "-q", *arguments]
    offset = round(moment.timestamp() - time.time())
    run = subprocess.run(["faketime", "-f", f"{offset:+}s", *command], capture_output=True, text=True)
    said = (run.stdout + run.stderr).strip()
    print(said.rpartition("\n")[2], flush=True)
    if run.returncode:
        print(said, flush=True)
    return run.returncode == 0


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


if __name__ == "__main__":
    sys.exit(main())

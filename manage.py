#!/usr/bin/env python
"""Django's command line for Meetboard."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meetings.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        if sys.argv[1:2] == ["doctor"]:
            from meetings.doctor import mistakes

            mistakes.set_aside()  # the doctor speaks of odd settings instead of stopping at one
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"Meetboard cannot start: {error}")


if __name__ == "__main__":
    main()

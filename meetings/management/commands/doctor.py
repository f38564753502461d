"""`manage.py doctor`: what is wrong with this installation, line by line, with the remedy."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.management.color import no_style

from meetings.doctor import findings
from meetings.doctor.examination import examine
from meetings.doctor.findings import Finding, State


class Command(BaseCommand):
    help = "Says what is wrong with this installation and what to do. The exit status is 1 if anything fails."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="a JSON list, for scripts")
        parser.add_argument(
            "--address", default="", help="where people open Meetboard: https://meet.example.com"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        seen = _quietly(examine(_site(options["address"])))
        if options["json"]:
            found = list(seen)
            self.stdout.write(findings.as_json(found))
        else:
            found = [self._tell(finding) for finding in seen]
            self.stdout.write(f"\n{findings.summary(found)}")
        if any(finding.state is State.FAILURE for finding in found):
            sys.exit(1)

    def _tell(self, finding: Finding) -> Finding:
        style = self.style if self.stdout.isatty() else no_style()
        color = {State.FAILURE: style.ERROR, State.WARNING: style.WARNING, State.OK: style.SUCCESS}
        self.stdout.write(findings.heading(finding), color.get(finding.state))
        if finding.hint:
            self.stdout.write(findings.remedy(finding))
        return finding


def _site(address: str) -> str:
    """The origin of an address, without its path. Raises CommandError when it is none."""
    parts = urlsplit(address)
    if address and (parts.scheme not in ("http", "https") or not parts.hostname):
        raise CommandError(f"--address must be an address such as https://meet.example.com, not {address!r}.")
    return f"{parts.scheme}://{parts.netloc}" if address else ""


def _quietly(seen: Iterator[Finding]) -> Iterator[Finding]:
    """The findings, without what the libraries log meanwhile: the findings say it better."""
    logging.disable(logging.CRITICAL)
    try:
        yield from seen
    finally:
        logging.disable(logging.NOTSET)

"""Storage of static files for production: names by content, compression, one style sheet and one script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

# In the order of the cascade; pages/page.css names the layers.
SHEETS = (
    "vendor/fluent-tokens.css",
    "pages/page.css",
    "board/agenda.css",
    "board/clock.css",
    "board/week.css",
    "board/up_next.css",
    "board/timeline.css",
    "pages/forms.css",
    "create/quick_add.css",
    "details/details.css",
    "board/find.css",
    "preferences/preferences.css",
    "pages/offline.css",
)
# Modules that do not import each other. Their event listeners run in this order.
SCRIPTS = (
    "pages/zone.js",
    "pages/messages.js",
    "pages/copy.js",
    "pages/dialog.js",
    "pages/forms.js",
    "details/panel.js",
    "board/find.js",
    "pages/keyboard.js",
    "board/refresh.js",
    "board/countdown.js",
    "board/merge.js",
    "pages/keep.js",
    "create/meet_now.js",
    "board/reminder.js",
)
STYLE, SCRIPT = "meetboard.css", "meetboard.js"


class JoinedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Joins all styles into one file and all scripts into another.

    Joined they are a third smaller after compression, and only two requests.
    """

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[str, str, bool]]:
        """Write the joined files and add them to `paths`; Django calls this after collecting all files."""
        if not dry_run:
            self._write(STYLE, (self._text(name) for name in SHEETS))
            # Each script is in a block of its own so that their top-level names do not clash.
            self._write(SCRIPT, (f"{{\n{self._text(name)}\n}}" for name in SCRIPTS))
            paths = {**paths, STYLE: (self, STYLE), SCRIPT: (self, SCRIPT)}
        yield from super().post_process(paths, dry_run, **options)

    def _text(self, name: str) -> str:
        with self.open(name) as file:
            return str(file.read(), "utf-8")

    def _write(self, name: str, parts: Iterable[str]) -> None:
        text = "\n".join(parts)
        self.delete(name)
        self._save(name, ContentFile(text.encode()))

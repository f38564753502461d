"""Static files in production: named by their content, compressed, styles and scripts in one file each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

# In this order; pages/page.css names the layers.
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
# Modules that know nothing of each other; they listen in this order.
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
    """Joins styles and scripts: together they compress by a third better than apart, and are two requests."""

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[str, str, bool]]:
        """As Django calls it after all files were collected; `paths` is what it then names by content."""
        if not dry_run:
            self._write(STYLE, (self._text(name) for name in SHEETS))
            # In a block of its own each keeps its names to itself.
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

"""Updates the translation catalogs from code and templates, and compiles them: `python -m tools.messages`.

Edit locale/*/LC_MESSAGES/django.po, run it again, and commit both files: the site reads the compiled one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PROJECT = Path(__file__).resolve().parent.parent
LANGUAGES = ("zh_Hans",)
SOURCES = {"accounts": ".py", "meetings": ".py", "templates": ".html"}
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "pgettext_lazy": ((1, "c"), 2),
    "ngettext_lazy": (1, 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# As meetings.jinja reads templates; a template that cannot be read is an error.
_TEMPLATES = {"newstyle_gettext": "true", "trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}
# A fixed date, so that the same messages always give the same files.
_NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)


def main() -> int:
    """Update and compile every catalog; returns 1 if a message is not translated yet."""
    extracted = extract_messages()
    missing = 0
    for language in LANGUAGES:
        path = catalog_path(language)
        catalog = read_catalog(path)
        catalog.update(extracted, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        # The header is written by hand and has a glossary, so it is kept.
        head = path.read_text(encoding="utf-8").partition("\n\n")[0]
        path.write_bytes(f"{head}\n\n".encode() + _written(catalog))
        path.with_suffix(".mo").write_bytes(compiled(path))
        untranslated = [message for message in catalog if message.id and not all(strings(message.string))]
        missing += len(untranslated)
        print(f"{path.relative_to(PROJECT)}: {len(catalog)} messages, {len(untranslated)} to translate")
    return 1 if missing else 0


def catalog_path(language: str) -> Path:
    """The path of the .po file for `language`, a locale name such as zh_Hans."""
    return PROJECT / "locale" / language / "LC_MESSAGES" / "django.po"


def read_catalog(path: Path) -> Catalog:
    """The catalog in a .po file."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name, ignore_obsolete=False, abort_invalid=True)


def compiled(path: Path) -> bytes:
    """The content of the .mo file for a .po file."""
    catalog = read_catalog(path)
    catalog.creation_date = catalog.revision_date = _NO_DATE
    out = BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def extract_messages(project: Path = PROJECT) -> Catalog:
    """Every message that the code and the templates below `project` mark for translation."""
    catalog = Catalog()
    for path in _sources(project):
        method = "jinja2" if path.suffix == ".html" else "python"
        with path.open("rb") as file:
            for _, message, _, context in extract(method, file, KEYWORDS, options=_TEMPLATES):
                where = (str(path.relative_to(project)), 1)
                catalog.add(message, None, [where], context=context)
    return catalog


def strings(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    """The forms of a message or its translation: one, or one for each plural form."""
    if isinstance(text, str):
        return [text]
    return list(text or [""])


def _sources(project: Path) -> Iterator[Path]:
    for folder, suffix in SOURCES.items():
        yield from sorted(path for path in (project / folder).rglob(f"*{suffix}"))


def _written(catalog: Catalog) -> bytes:
    out = BytesIO()
    write_po(out, catalog, width=110, omit_header=True, sort_by_file=False, include_lineno=False)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())

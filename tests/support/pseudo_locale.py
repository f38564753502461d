"""A made-up language: every message stands in brackets, and it is written from right to left.

What pages say without brackets never went through a catalog.
"""

from __future__ import annotations

from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from django.test import override_settings

from tools import messages

CODE = "qps-plocm"
"""Microsoft's name for such a language, mirrored."""
OPENING, CLOSING = "⟦", "⟧"
_DJANGOS = Path(django.__file__).parent / "conf/locale/zh_Hans/LC_MESSAGES/django.po"


def in_pseudo_language(folder: Path) -> override_settings:
    """Settings in which everybody reads the made-up language, whose catalog is written below `folder`."""
    path = folder / "qps_Plocm" / "LC_MESSAGES" / "django.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_mo(file, _catalog())
    return override_settings(
        LANGUAGE_CODE=CODE,
        LANGUAGES=[(CODE, f"{OPENING}Pseudo{CLOSING}")],
        LANGUAGES_BIDI=[CODE[:3]],
        LOCALE_PATHS=[folder],
    )


def _catalog() -> Catalog:
    catalog = Catalog()
    for message in (*messages.extract_messages(), *messages.read_catalog(_DJANGOS)):
        if message.id:
            forms = tuple(f"{OPENING}{text}{CLOSING}" for text in messages.strings(message.id))
            catalog.add(message.id, forms if message.pluralizable else forms[0], context=message.context)
    return catalog

"""The words for days, times and lengths, in all languages that are read, whatever the person's language is.

Names of months and weekdays come from Django's own translations; the few other words are here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

from django.utils import dates, translation

_LANGUAGES = ("en", "de", "fr", "es")
# A word or number must not have one of these letters and digits beside it. Chinese is not among them, because
# it is written without spaces.
LETTER = "0-9A-Za-z_\u00b5-\u024f"
# Numbers up to 99, in digits or in Chinese.
NUMBER = r"\d{1,2}|[一二两三四五六七八九十]{1,3}"

DAYS_AWAY = {
    **{"today": 0, "tomorrow": 1, "tmrw": 1, "the day after tomorrow": 2, "day after tomorrow": 2},
    **{"heute": 0, "morgen": 1, "übermorgen": 2},
    **{"aujourd'hui": 0, "aujourd’hui": 0, "demain": 1, "après-demain": 2},
    **{"hoy": 0, "mañana": 1, "pasado mañana": 2},
}
CHINESE_DAYS_AWAY = {"今天": 0, "明天": 1, "后天": 2, "大后天": 3}
NEXT = ("next", "nächsten", "nächster", "nächste", "próximo", "proximo", "prochain")
THIS = ("this", "diesen", "dieser", "ce", "este", "coming", "kommenden")
EVERY = ("every", "each", "jeden", "jede", "chaque", "tous les", "cada", "todos los", "每", "每个")
# Only in English: in other languages the short forms are everyday words ("so", "do", "mar", "sam").
SHORT_WEEKDAYS = {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4} | {
    **{"sat": 5, "sun": 6}
}

AM = ("am", "a.m.", "a.m", "de la mañana", "du matin", "vormittags", "morgens", "凌晨", "早上", "上午")
_PM_WESTERN = ("pm", "p.m.", "p.m", "de la tarde", "de la noche", "de l'après-midi", "du soir", "nachmittags")
PM = (*_PM_WESTERN, "abends", "中午", "下午", "傍晚", "晚上")
# Words that may come before a time, a day, a length or a guest, and belong to it.
MARKERS = {
    "time": ("at", "@", "from", "um", "von", "ab", "à", "de", "dès", "a las", "a la", "desde", "在", "从"),
    "day": ("on", "am", "den", "le", "el", "在"),
    "length": ("for", "für", "pour", "pendant", "durante", "时长"),
    "people": ("with", "and", "mit", "und", "avec", "et", "con", "y", "和", "跟", "与", "&"),
}
UNTIL = ("to", "until", "till", "bis", "à", "jusqu'à", "a las", "a", "hasta las", "hasta", "到", "至")
# After one of these words, a length says when and not how long.
RELATIVE = (
    "in",
    "within",
    "after",
    "before",
    "every",
    "each",
    "dans",
    "en",
    "dentro de",
    "nach",
    "每",
    "alle",
)


def month_first(locale: str) -> bool | None:
    """Whether 3/4 is March 4 where `locale` (BCP 47) is used; None where both orders are usual."""
    name = locale.lower()
    if name in ("", "en", "en-ca", "en-za"):
        return None
    return name in ("en-us", "en-ph") or name.partition("-")[0] in ("zh", "ja", "ko", "hu", "lt")


def fold(text: str) -> str:
    """`text` without capitals and accents, as words are compared here."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def folded(table: Mapping[str, int]) -> dict[str, int]:
    """The table with its words folded."""
    return {fold(word): value for word, value in table.items()}


def any_of(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, the longest first; a space matches one or more."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


@cache
def months() -> dict[str, int]:
    """The names of months, full and short, with their numbers from 1 to 12."""
    return _names(dates.MONTHS, dates.MONTHS_3, dates.MONTHS_AP) | {"sept": 9}


@cache
def weekdays() -> dict[str, int]:
    """The full names of weekdays, with their numbers (0 is Monday)."""
    return _names(dates.WEEKDAYS)


def _names(*tables: Mapping[int, object]) -> dict[str, int]:
    """The names with and without their accents, which people in a hurry leave out."""
    names: dict[str, int] = {}
    for language in _LANGUAGES:
        with translation.override(language):
            for table in tables:
                names |= {str(name).lower().rstrip("."): number for number, name in table.items()}
    return names | folded(names)

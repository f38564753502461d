"""The words of a quick line about days, times and lengths, in the languages that we read all at once.

Names of months and weekdays come from Django's own translations; the few other words are here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

from django.utils import dates, translation

_LANGUAGES = ("en", "de", "fr", "es")
# Letters and digits that a word or number of ours must not be a part of. Chinese stands without blanks.
LETTER = "0-9A-Za-z_\u00b5-\u024f"
# Chinese and plain numbers up to 99.
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
# English alone: in other languages the short ones are everyday words ("so", "do", "mar", "sam").
SHORT_WEEKDAYS = {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4} | {
    **{"sat": 5, "sun": 6}
}

AM = ("am", "a.m.", "a.m", "de la mañana", "du matin", "vormittags", "morgens", "凌晨", "早上", "上午")
_PM_WESTERN = ("pm", "p.m.", "p.m", "de la tarde", "de la noche", "de l'après-midi", "du soir", "nachmittags")
PM = (*_PM_WESTERN, "abends", "中午", "下午", "傍晚", "晚上")
# What may stand before a time, a day, a length or a guest and goes with it.
MARKERS = {
    "time": ("at", "@", "from", "um", "von", "ab", "à", "de", "dès", "a las", "a la", "desde", "在", "从"),
    "day": ("on", "am", "den", "le", "el", "在"),
    "length": ("for", "für", "pour", "pendant", "durante", "时长"),
    "people": ("with", "and", "mit", "und", "avec", "et", "con", "y", "和", "跟", "与", "&"),
}
UNTIL = ("to", "until", "till", "bis", "à", "jusqu'à", "a las", "a", "hasta las", "hasta", "到", "至")
# With one of these before it, or a later one after it, a length says when and not how long.
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
    """Whether 3/4 is the fourth of March where `locale` (BCP 47) is used; None where both are usual."""
    name = locale.lower()
    if name in ("", "en", "en-ca", "en-za"):
        return None
    return name in ("en-us", "en-ph") or name.partition("-")[0] in ("zh", "ja", "ko", "hu", "lt")


def fold(text: str) -> str:
    """Without capitals and accents, as the keys of our tables are compared."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def folded(table: Mapping[str, int]) -> dict[str, int]:
    """A table by folded words."""
    return {fold(word): value for word, value in table.items()}


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; a blank stands for one or more."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


@cache
def months() -> dict[str, int]:
    """Names of months, in full and short: word -> 1 to 12."""
    return _names(dates.MONTHS, dates.MONTHS_3, dates.MONTHS_AP) | {"sept": 9}


@cache
def weekdays() -> dict[str, int]:
    """Names of weekdays in full: word -> 0 for Monday."""
    return _names(dates.WEEKDAYS)


def _names(*tables: Mapping[int, object]) -> dict[str, int]:
    """The names with and without their accents, which people leave out in a hurry."""
    found: dict[str, int] = {}
    for language in _LANGUAGES:
        with translation.override(language):
            for table in tables:
                found |= {str(name).lower().rstrip("."): number for number, name in table.items()}
    return found | folded(found)

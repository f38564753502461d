"""Every word of the product is marked for translation, and every marked word is translated into Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from jinja2 import nodes

from meetings.jinja import environment
from tools import messages

CHINESE = messages.catalog_path("zh_Hans")
PLACEHOLDER = re.compile(r"%\(\w+\)|%[ds%]|\{\w*\}")
NAMES = {"Meetboard", "Esc"}
"""The same in every language."""
SPOKEN = {"aria-label", "aria-description", "aria-roledescription", "title", "placeholder", "alt", "label"}


def test_every_message_is_translated() -> None:
    translated = messages.read_catalog(CHINESE)
    missing = []
    for message in marked():
        ours = translated.get(first_of(message.id), message.context)
        if ours is None or ours.fuzzy or not all(messages.strings(ours.string)):
            missing.append((message.id, [place for place, _ in message.locations]))
    assert missing == [], "Translate them in locale/ and run `make messages`."


def test_catalog_holds_nothing_that_is_no_longer_said() -> None:
    translated = messages.read_catalog(CHINESE)
    said = {(first_of(message.id), message.context) for message in marked()}
    kept = {(first_of(message.id), message.context) for message in translated if message.id}
    assert kept - said == set()
    assert translated.obsolete == {}


def test_translations_keep_the_placeholders_and_have_every_plural() -> None:
    translated = messages.read_catalog(CHINESE)
    for message in translated:
        if not message.id:
            continue
        meant = sorted(PLACEHOLDER.findall(messages.strings(message.id)[-1]))
        forms = messages.strings(message.string)
        assert len(forms) == (translated.num_plurals if message.pluralizable else 1), message.id
        assert [sorted(PLACEHOLDER.findall(form)) for form in forms] == [meant] * len(forms), message.id


def test_compiled_catalog_is_what_the_catalog_says() -> None:
    assert CHINESE.with_suffix(".mo").read_bytes() == messages.compiled(CHINESE), "Run `make messages`."


def test_extraction_reads_code_and_templates(tmp_path: Path) -> None:
    write(
        tmp_path / "meetings/words.py", 'gettext_lazy("One")\npgettext("where", "Two")\nngettext("a", "b", 3)'
    )
    write(
        tmp_path / "templates/words.html",
        '<p>\n  {{ _("Three") }} {{ subject or pgettext("four", "Four") }}\n{% trans n=guests %}'
        "{{ n }} guest's{% pluralize %}{{ n }} guests'{% endtrans %}",
    )
    found = messages.extract_messages(tmp_path)
    assert [(message.context, message.id) for message in found if message.id] == [
        (None, "One"),
        ("where", "Two"),
        (None, ("a", "b")),
        (None, "Three"),
        ("four", "Four"),
        (None, ("%(n)s guest's", "%(n)s guests'")),
    ]


@pytest.mark.parametrize(
    "path", sorted((messages.PROJECT / "templates").rglob("*.html")), ids=lambda path: path.name
)
def test_template_says_nothing_that_is_not_marked(path: Path) -> None:
    assert Unmarked(path.read_text()).words == []


@pytest.mark.parametrize(
    "template",
    [
        "<p>{{ _('A') }} Bare</p>",
        "<button aria-label='Bare'>{{ _('A') }}</button>",
        "<p data-copied='Bare words' title='{{ n }} guests'></p>",
        "{% if a %}<p>{{ n }} guests</p>{% endif %}",
        "{% trans %}A{% endtrans %} and",
    ],
)
def test_unmarked_words_are_noticed(template: str) -> None:
    assert Unmarked(template).words


class Unmarked(HTMLParser):
    """The words that a template says by itself: between tags, and in attributes that people read or hear."""

    def __init__(self, template: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.feed("".join(_own_text(template)))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in SPOKEN or (name.startswith("data-") and " " in (value or "").strip()):
                self.handle_data(value or "")

    def handle_data(self, data: str) -> None:
        words = set(re.findall(r"[^\W\d_]+", data)) - NAMES
        if words:
            self.words.append(data.strip())


def _own_text(template: str) -> Iterator[str]:
    """What a template says beside its expressions, its translated blocks and its classes."""
    waiting: list[nodes.Node] = [environment().parse(template)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, nodes.TemplateData):
            yield node.data
        elif not _is_inside_a_tag(node):
            waiting += reversed(list(node.iter_child_nodes()))


def _is_inside_a_tag(node: nodes.Node) -> bool:
    """Whether a part of a template is no element: the classes of the page, or attributes alone."""
    if isinstance(node, nodes.Block):
        return node.name == "main_class"
    return isinstance(node, nodes.Macro) and node.name.endswith("_attributes")


def marked() -> Iterator[Message]:
    """Every message that code or templates mark for translation."""
    return (message for message in messages.extract_messages() if message.id)


def first_of(text: str | tuple[str, ...] | list[str]) -> str:
    """What a message is looked up by."""
    return messages.strings(text)[0]


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(text)

"""Event bodies the way Exchange keeps them: HTML in a small frame, and a text view derived from it."""

import re
from functools import lru_cache
from html import escape
from html.parser import HTMLParser
from typing import Any

PREVIEW_LENGTH = 255
_BREAKS = {
    "br",
    "div",
    "p",
    "tr",
    "li",
    "table",
    "ul",
    "ol",
    "hr",
    "h1",
    "h2",
    "h3",
    "h4",
    "blockquote",
    "pre",
}
_UNSEEN = {"head", "script", "style", "title"}
_META = '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">'


def framed(content: str, content_type: str) -> str:
    """The HTML that is stored for a body sent as `html` or `text`; an empty body stays empty."""
    if not content:
        return ""
    if content_type == "text":
        lines = escape(content, quote=False).replace("\r\n", "\n").replace("\n", "<br>\r\n")
        content = f'<div class="PlainText">{lines}</div>'
    elif re.search(r"<html[\s>]", content, re.IGNORECASE):
        return content
    return f"<html>\r\n<head>\r\n{_META}\r\n</head>\r\n<body>\r\n{content}\r\n</body>\r\n</html>\r\n"


def with_block(content: str, block: str) -> str:
    """The stored HTML with `block` added at the end of its body element."""
    if not content:
        return framed(block, "html")
    cut = content.lower().rfind("</body>")
    return content + block if cut < 0 else content[:cut] + block + content[cut:]


@lru_cache(maxsize=512)
def as_text(content: str) -> str:
    """The text of stored HTML, as `Prefer: outlook.body-content-type="text"` gives it; lines end in CRLF."""
    reader = _TextReader()
    reader.feed(content)
    reader.close()
    lines = [" ".join(line.split(" ")).strip() for line in "".join(reader.parts).split("\n")]
    return re.sub(r"(\r\n){3,}", "\r\n\r\n", "\r\n".join(lines)).strip()


def preview(body: Any) -> str:
    """The `bodyPreview` of a body object: its first 255 characters as text, without blank lines."""
    if not isinstance(body, dict) or not isinstance(body.get("content"), str):
        return ""
    content = body["content"]
    text = content if str(body.get("contentType")).lower() == "text" else as_text(content)
    return re.sub(r"(\r\n)+", "\r\n", text)[:PREVIEW_LENGTH]


class _TextReader(HTMLParser):
    """Collects the visible text of a document; block elements start a new line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._hidden += 1
        elif tag in _BREAKS and self.parts and self.parts[-1] != "\n":
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in _BREAKS and self.parts and self.parts[-1] != "\n":
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        text = re.sub(r"[ \t\r\n]+", " ", data).replace("\xa0", " ")
        if not self._hidden and (text.strip() or (self.parts and self.parts[-1] != "\n")):
            self.parts.append(text)

"""Tables for people, with a verdict where there is a budget."""

from __future__ import annotations

from collections.abc import Sequence


def show(title: str, heads: list[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table: the first column to the left, the others to the right."""
    texts = [heads, *([str(cell) for cell in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    print(f"\n{title}\n")
    for text in texts:
        print("  ".join([text[0].ljust(widths[0]), *map(str.rjust, text[1:], widths[1:])]), flush=True)


def verdict(found: float, budget: float) -> str:
    """Whether a figure is within its budget."""
    return "holds" if found <= budget else "over"


def ms(seconds: float) -> str:
    """Seconds as milliseconds."""
    return f"{seconds * 1000:.1f}"


def kb(size: int) -> str:
    """Bytes as kilobytes of a thousand bytes."""
    return f"{size / 1000:.1f}"

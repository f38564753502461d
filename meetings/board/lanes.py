"""Places time spans that overlap side by side in lanes. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

# Spans that need more lanes than this share the last one.
MOST_LANES = 8


class Lane(NamedTuple):
    """The place of a span: the lane's number (0 is the first), of how many lanes, and how many it covers."""

    number: int
    of: int
    width: int


def side_by_side(spans: Sequence[tuple[int, int]]) -> list[Lane]:
    """A lane for each span (begin, end), beside the spans it overlaps and as wide as fits.

    The spans must be ordered by begin; the lanes are in the same order.
    """
    return [lane for cluster in _clusters(spans) for lane in _share(cluster)]


def _clusters(spans: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Groups of spans that overlap each other, directly or through others."""
    cluster: list[tuple[int, int]] = []
    for span in spans:
        if cluster and span[0] >= max(end for _, end in cluster):
            yield cluster
            cluster = []
        cluster.append(span)
    if cluster:
        yield cluster


def _share(cluster: Sequence[tuple[int, int]]) -> Iterator[Lane]:
    taken: list[list[tuple[int, int]]] = []
    numbers: list[int] = []
    for span in cluster:
        free = (number for number, lane in enumerate(taken) if not _overlaps(span, lane))
        number = min(next(free, len(taken)), MOST_LANES - 1)
        taken += [[]] * (number == len(taken))
        taken[number] = [*taken[number], span]
        numbers.append(number)
    for span, number in zip(cluster, numbers, strict=True):
        beside = enumerate(taken[number + 1 :], start=1)
        width = next((step for step, lane in beside if _overlaps(span, lane)), len(taken) - number)
        yield Lane(number, len(taken), width)


def _overlaps(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(begin < span[1] and end > span[0] for begin, end in others)

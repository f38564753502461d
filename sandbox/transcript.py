"""`--transcript FILE`: what clients and the sandbox said to each other, to be judged afterwards.

JSON lines, in the order in which the calls ended. A call has its method, path below /v1.0, query, headers
without the token, body, status (null when its connection was cut), `answer` (the body as text) and `fault`:
whether an injected fault answered instead of the sandbox. A batch also has its `parts`, with ids and `fault`.
Of a sign-in no more is written than that it was called. Between calls stand `{"reset": true}` and, for events
planted by the control address, `{"planted": as given, "stored": as read}`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TextIO

from sandbox.state import state

MOST_CHARACTERS = 512 * 1024 * 1024
"""Beyond it nothing is written but a last line, `{"full": true}`."""
MOST_OF_A_FAULT = 100_000
"""How much of a fault's answer is written, in characters: a fault may be of any size."""

_file: TextIO | None = None
_left = MOST_CHARACTERS


def begin(path: Path) -> None:
    """Write to this file from now on, replacing what it has."""
    global _file
    _file = path.open("w", encoding="utf-8", buffering=1)


def end() -> None:
    """Write no more."""
    global _file
    with state.lock:
        if _file is not None:
            _file.close()
            _file = None


def note(line: dict[str, Any]) -> None:
    """Add a line, if there is a transcript."""
    global _left
    if _file is None:
        return
    text = json.dumps(line)
    with state.lock:
        _left -= len(text)
        if _file is not None:
            _file.write(f"{text if _left > 0 else json.dumps({'full': True})}\n")
        if _left <= 0:
            end()


def note_call(entry: dict[str, Any], answer: str, *, sign_in: bool) -> None:
    """Add a call as it was recorded, and the text that answered it."""
    if sign_in:
        note({name: entry[name] for name in ("method", "path", "status", "fault")})
        return
    headers = {name: value for name, value in entry["headers"].items() if name != "Authorization"}
    note({**entry, "headers": headers, "answer": answer[:MOST_OF_A_FAULT] if entry["fault"] else answer})

"""What all of the sandbox reads: where it runs, how it is told to behave, and the one lock.

Each module keeps a memory of its own, which a reset empties (`until_reset`); this one imports none of them.
"""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar

from sandbox.switches import Settings

Memory: TypeAlias = dict[Any, Any] | list[Any] | deque[Any]
MemoryT = TypeVar("MemoryT", bound=Memory)


@dataclass(slots=True)
class State:
    """Hold `lock` for anything beyond one read, of the memories too."""

    initial: Settings = field(default_factory=Settings)
    """What a reset goes back to: the command line may differ from the defaults."""
    public_url: str = "http://localhost:8001"
    ca_pem: str = ""
    """The certificate that clients trust, for `GET /_sandbox/ca.pem`."""
    lock: threading.RLock = field(default_factory=threading.RLock)
    settings: Settings = field(default_factory=Settings)
    _memories: list[Memory] = field(default_factory=list)

    def until_reset(self, memory: MemoryT) -> MemoryT:
        """The same `memory`, which every reset empties from now on."""
        self._memories.append(memory)
        return memory

    def forget(self) -> None:
        """Empty every memory, and go back to the initial settings."""
        self.settings = self.initial
        for memory in self._memories:
            memory.clear()


state = State()

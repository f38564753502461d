"""The site in production's way with a sandbox of its own, for what measures it or takes its pictures."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.support.environment import free_port
from tests.support.sandbox_process import PROJECT, Sandbox, running


@contextmanager
def running_site() -> Iterator[tuple[str, Sandbox]]:
    """Site and sandbox on free ports, as `make run` starts them: the site's address, and the sandbox."""
    port, sandbox_port = free_port(), free_port()
    demo = ["-m", "sandbox.demo", f"--port={port}", f"--sandbox-port={sandbox_port}"]
    ca_file = PROJECT / ".local" / f"sandbox-{sandbox_port}.pem"
    try:
        with (
            tempfile.TemporaryDirectory() as folder,
            running(demo, "Meetboard is ready", Path(folder, "demo.log")),
            closing(Sandbox(sandbox_port, ca_file)) as sandbox,
        ):
            yield f"http://localhost:{port}", sandbox
    finally:
        for left in [*ca_file.parent.glob(f"demo-{port}.*"), *ca_file.parent.glob(ca_file.name)]:
            left.unlink()

"""`python -m sandbox --port 8001`: run the sandbox until it is told to stop."""

import argparse
import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

from django.core.wsgi import get_wsgi_application

from sandbox import tokens, transcript
from sandbox.certificate import make_certificate
from sandbox.people import TENANT_ID
from sandbox.server import Server
from sandbox.start_over import start_over
from sandbox.state import state


def main() -> None:
    """Open the port, plant the calendars, say where everything is, serve; end with status 0 when told to."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: sys.exit(0))
    options = _options()
    state.ca_pem, context = make_certificate()
    try:
        server = Server(options.port, context)
    except OSError as error:
        sys.exit(f"Port {options.port} cannot be used: {error.strerror}.")
    with server:
        if options.transcript:
            transcript.begin(options.transcript)
        _prepare(server, options.latency_ms)
        _announce(server.server_port, options.ca_file)
        server.serve_forever()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description="A local Microsoft 365.")
    parser.add_argument(
        "--port", type=int, default=8001, help="for TLS and plain HTTP alike (%(default)s; 0: any free one)"
    )
    parser.add_argument(
        "--latency-ms", type=int, default=0, metavar="MS", help="added to each Graph and token call"
    )
    parser.add_argument(
        "--ca-file",
        type=Path,
        metavar="PATH",
        help="where to write the certificate to trust (.local/sandbox-<port>.pem)",
    )
    parser.add_argument(
        "--transcript", type=Path, metavar="FILE", help="write every Graph call and its answer there"
    )
    return parser.parse_args()


def _prepare(server: Server, latency_ms: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "sandbox.settings"
    server.set_app(get_wsgi_application())
    state.public_url = f"http://localhost:{server.server_port}"
    state.initial = replace(state.initial, latency_ms=latency_ms)
    tokens.signing_key()  # made now, since two first sign-ins at once would make two
    start_over()


def _announce(port: int, ca_file: Path | None) -> None:
    """Write the certificate first: whoever reads the line may connect at once."""
    ca_file = ca_file or Path(".local", f"sandbox-{port}.pem")
    ca_file.parent.mkdir(parents=True, exist_ok=True)
    ca_file.write_text(state.ca_pem)
    tls = f"https://localhost:{port}"
    print(
        f"Sandbox ready at {state.public_url} (authority {tls}/{TENANT_ID}, Graph {tls}/v1.0, CA {ca_file})",
        flush=True,
    )


if __name__ == "__main__":
    main()

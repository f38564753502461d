"""One port for TLS and plain HTTP: threads, kept-alive connections, and cuts on request.

The first byte of a connection tells which it is. Written over Django's own threaded development server.
"""

from __future__ import annotations

import socket
import ssl
import sys
import time
from collections.abc import Iterable
from socketserver import TCPServer
from typing import Any
from wsgiref.headers import Headers

from django.core.servers.basehttp import ServerHandler, ThreadedWSGIServer, WSGIRequestHandler

from sandbox.record import CUT, ENDLESS

IDLE_SECONDS = 120
# Seconds between two bytes of an answer that never ends.
_NOW_AND_THEN = 0.05
_TLS_CLIENT_HELLO = b"\x16"


class Server(ThreadedWSGIServer):
    """Listens on loopback; `context` presents the certificate."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int, context: ssl.SSLContext) -> None:
        super().__init__(("127.0.0.1", port), RequestHandler)
        self.context = context

    def server_bind(self) -> None:
        """Bind without the look-up of this machine's name that the standard library's web server makes."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = "localhost", self.server_address[1]
        self.setup_environ()

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer one connection, in its own thread."""
        request.settimeout(IDLE_SECONDS)
        try:
            if request.recv(1, socket.MSG_PEEK) == _TLS_CLIENT_HELLO:
                request = self.context.wrap_socket(request, server_side=True)
        except OSError:  # gone, silent for too long, or it does not trust the certificate
            self.shutdown_request(request)
            return
        super().process_request_thread(request, client_address)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report errors of ours; a client that went away is none."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class RequestHandler(WSGIRequestHandler):
    """HTTP/1.1 on one connection. An answer leaves as a whole: a second piece would wait 40 ms for an ACK."""

    server: Server
    disable_nagle_algorithm = True
    wbufsize = 64 * 1024

    def get_environ(self) -> dict[str, Any]:
        """WSGI's view of the request, with what it came over and its target as it was sent."""
        environ = super().get_environ()
        connection: Any = self.connection
        environ["HTTPS"] = "on" if isinstance(connection, ssl.SSLSocket) else "off"
        environ["RAW_URI"] = self.path
        return environ

    def handle_one_request(self) -> None:
        """Read and answer one request, or close the connection."""
        self.raw_requestline = self.rfile.readline(65_537)
        if len(self.raw_requestline) > 65_536:
            self.requestline = self.request_version = self.command = ""
            self.send_error(414)
        elif self.parse_request():
            handler = _Exchange(self.rfile, self.wfile, self.get_stderr(), self.get_environ())
            handler.request_handler = self
            if application := self.server.get_app():
                handler.run(application)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: addresses carry sign-in codes."""


class _Exchange(ServerHandler):
    """One request and its answer."""

    environ: dict[str, Any]
    headers: Headers
    result: Iterable[bytes]
    request_handler: RequestHandler
    status: str | None

    def __init__(self, *streams_and_environ: Any) -> None:
        super().__init__(*streams_and_environ)
        self.os_environ = {}  # this process's environment is no part of a request

    def cleanup_headers(self) -> None:
        super().cleanup_headers()
        if self.status and self.status.startswith("204"):
            del self.headers["Content-Length"]

    def finish_response(self) -> None:
        wrong = self.environ.get(CUT)
        if wrong is None:
            super().finish_response()
            return
        self.request_handler.close_connection = True
        try:
            if wrong in ("middle", ENDLESS):
                self._answer_in_part(without_end=wrong == ENDLESS)
        finally:
            self.close()

    def _answer_in_part(self, without_end: bool) -> None:
        """Half of the answer; or all of it, and then a byte now and then until the client leaves."""
        body = b"".join(self.result)
        self.headers["Content-Length"] = str(2**40 if without_end else len(body))
        self.write(body if without_end else body[: len(body) // 2])
        while without_end:
            time.sleep(_NOW_AND_THEN)
            self.write(b" ")

    def log_exception(self, exc_info: Any) -> None:
        self.request_handler.close_connection = True
        if not isinstance(exc_info[1], OSError):
            super().log_exception(exc_info)

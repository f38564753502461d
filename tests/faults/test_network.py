"""Graph that is not to be found, or that bears a certificate of yesterday: real names, real sockets."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.test import Client, override_settings

from accounts import transport
from tests.support.meeting_form import NEW, fields_of, filled, form_in, meetings_called
from tests.support.pages import read, subjects
from tests.support.planting import AGENDA, ALEX, event
from tests.support.sandbox_process import Sandbox


@pytest.fixture
def expired(tmp_path: Path) -> Path:
    """A file with a key and its certificate for localhost, over since yesterday."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=30))
        .not_valid_after(now - timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = tmp_path / "expired.pem"
    pem.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return pem


@pytest.fixture
def listener(expired: Path) -> Iterator[int]:
    """The port of a server that shows that certificate; it answers nothing."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(expired)

    def shake_hands() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(5)
                try:
                    context.wrap_socket(connection, server_side=True).close()
                except OSError:
                    continue  # the client left, which is the point

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=shake_hands, daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        listening.shutdown(socket.SHUT_RDWR)
    thread.join(10)


@pytest.fixture
def form(alex: Client, sandbox: Sandbox) -> dict[str, str]:
    """A form that Alex has filled in, after a look at the agenda with one meeting in it."""
    sandbox.plant(ALEX, event("Secret talk"))
    assert subjects(read(alex.get(AGENDA))) == ["Secret talk"]
    return filled(alex, subject="Secret plan", body="What was typed")


@pytest.fixture(params=["name", "certificate"])
def cut_off(
    request: pytest.FixtureRequest, form: dict[str, str], sandbox: Sandbox, expired: Path, listener: int
) -> Iterator[None]:
    """From now on Graph is to be found nowhere, or bears a certificate that was trusted until yesterday."""
    host = f"localhost:{listener}" if request.param == "certificate" else "graph.invalid"
    sandbox.forget_requests()
    transport.session.cache_clear()
    with override_settings(GRAPH_URL=f"https://{host}/v1.0", MICROSOFT_CA_BUNDLE=str(expired)):
        yield
    transport.session.cache_clear()


def test_certificate_is_trusted_but_over(expired: Path, listener: int) -> None:
    """What the tests below rely on."""
    context = ssl.create_default_context(cafile=expired)
    with (
        socket.create_connection(("127.0.0.1", listener), 5) as connection,
        pytest.raises(ssl.SSLCertVerificationError, match="certificate has expired"),
    ):
        context.wrap_socket(connection, server_hostname="localhost")


@pytest.mark.usefixtures("cut_off")
def test_last_list_stays(alex: Client, sandbox: Sandbox, caplog: pytest.LogCaptureFixture) -> None:
    page = read(alex.get(AGENDA), 503)
    assert subjects(page) == ["Secret talk"]
    assert "Microsoft 365 is busy or out of reach." in page.one("main .notice").text
    assert sandbox.requests() == []
    assert "Graph POST /v1.0/$batch failed" in caplog.text
    assert not any(secret in caplog.text for secret in ("Secret", "Bearer", ALEX))


@pytest.mark.usefixtures("cut_off")
def test_nothing_typed_is_lost(alex: Client, sandbox: Sandbox, form: dict[str, str]) -> None:
    page = read(alex.post(NEW, form), 503)
    typed = fields_of(form_in(page))
    assert {**typed, "csrfmiddlewaretoken": ""} == {**form, "csrfmiddlewaretoken": ""}
    transport.session.cache_clear()
    with override_settings(GRAPH_URL=sandbox.graph_url, MICROSOFT_CA_BUNDLE=str(sandbox.ca_file)):
        assert alex.post(NEW, typed).status_code == 302
    assert len(meetings_called(sandbox, ALEX, "Secret plan")) == 1

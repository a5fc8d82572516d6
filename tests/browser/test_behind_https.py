"""Pages reached as in a district: through a server that speaks HTTPS in front."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from playwright.sync_api import Browser

from seedbed.server.outside import https_settings

_BYTES = 65_536
_SECONDS_TO_HANG_UP = 0.2


def certificate(folder: Path) -> Path:
    """Write a key and a certificate of its own for localhost, and return the file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path = folder / "localhost.pem"
    path.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return path


async def pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    """Pass on what comes until one side ends."""
    with suppress(OSError):
        while piece := await source.read(_BYTES):
            sink.write(piece)
            await sink.drain()
    sink.close()


async def stand(
    door: socket.socket, secret: ssl.SSLContext, behind: Any, closing: asyncio.Event
) -> None:
    """Pass on each connection at the door to the server behind, until told to close."""
    met: set[asyncio.Task[Any] | None] = set()

    async def meet(came: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        met.add(asyncio.current_task())
        answers, on = await asyncio.open_connection(behind.hostname, behind.port)
        try:
            await asyncio.gather(pump(came, on), pump(answers, back))
        finally:
            on.transport.abort()
            back.transport.abort()

    server = await asyncio.start_server(meet, sock=door, ssl=secret)
    await closing.wait()
    server.close()
    left = [task for task in met if task is not None]
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)
    await asyncio.sleep(_SECONDS_TO_HANG_UP)


@pytest.fixture
def front(live_server: Any, settings: Any, tmp_path: Path) -> Iterator[str]:
    """Return an address by HTTPS that leads to the live server, as its own address."""
    secret = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secret.load_cert_chain(certificate(tmp_path))
    door = socket.create_server(("127.0.0.1", 0))
    address = f"https://localhost:{door.getsockname()[1]}"
    settings.SEEDBED_ADDRESS = address
    for name, value in https_settings(address).items():
        setattr(settings, name, value)
    loop, closing = asyncio.new_event_loop(), asyncio.Event()
    standing = stand(door, secret, urlsplit(live_server.url), closing)
    thread = Thread(target=loop.run_until_complete, args=(standing,))
    thread.start()
    yield address
    loop.call_soon_threadsafe(closing.set)
    thread.join()
    loop.close()


def test_forms_and_addresses_work_through_a_front_server(
    browser: Browser, front: str, cast: Any, stage: Any
) -> None:
    from seedbed.apps.accounts.models import Account

    dana = Account.objects.get(username="dana")
    dana.set_password("a long password")
    dana.save()
    context = browser.new_context(ignore_https_errors=True, service_workers="block")
    page = context.new_page()

    page.goto(f"{front}/sign-in/?next=/account/")
    page.fill("#username", "dana")
    page.fill("#password", "a long password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"{front}/account/")

    kept = {cookie["name"]: cookie for cookie in context.cookies()}
    assert kept["sessionid"]["secure"]
    page.locator("form[action='/account/calendar/'] button").click()
    made = page.locator("#calendar-address").input_value()
    assert made.startswith(f"{front}/calendar/")
    context.close()

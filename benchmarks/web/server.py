"""The server as in production, and a person with a browser's cookies who asks it."""

from __future__ import annotations

import gzip
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from .home import environment

PORT = 8961
STARTS_WITHIN_SECONDS = 60
_TICK = os.sysconf("SC_CLK_TCK")
_TOKEN = re.compile(r'csrfmiddlewaretoken" value="([^"]+)"')


@contextmanager
def serving(home: str) -> Iterator[int]:
    """Serve HOME as production does; yield the worker's process id."""
    program = "from seedbed.cli.main import main; main()"
    command = [sys.executable, "-c", program, "serve", "--port", str(PORT)]
    server = subprocess.Popen(  # noqa: S603
        command, env=environment(home), stdout=sys.stderr
    )
    try:
        _await_port()
        yield _worker_of(server.pid)
    finally:
        server.terminate()
        server.wait(timeout=20)


def cpu_of(pid: int) -> float:
    """Return seconds of processor time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


def _await_port() -> None:
    deadline = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", PORT)) == 0:
                time.sleep(1)  # the worker has not done its imports yet
                return
        time.sleep(0.2)
    raise TimeoutError("The server did not start.")


def _worker_of(pid: int) -> int:
    """Return the child of a process that answers requests: the busiest."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return max((int(child) for child in children), key=cpu_of)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back: ``travelled`` is its body as it came over the wire."""

    status: int
    travelled: bytes
    is_packed: bool

    @property
    def text(self) -> str:
        """The page as a browser reads it."""
        body = gzip.decompress(self.travelled) if self.is_packed else self.travelled
        return body.decode()


class Visitor:
    """One person at one connection; signed in with one click, unless a stranger."""

    def __init__(self, username: str) -> None:
        self._connection = HTTPConnection("127.0.0.1", PORT, timeout=60)
        self._cookies: dict[str, str] = {}
        if username:
            token = _TOKEN.search(self.ask("/sign-in/").text)
            assert token is not None, "The sign-in page has no form."
            form = {"csrfmiddlewaretoken": token.group(1), "username": username}
            self.ask("/demo/sign-in/", form=urlencode(form))

    def ask(self, address: str, *, form: str = "") -> Answer:
        """Ask for an address, or send a form there."""
        said = {
            "Cookie": "; ".join(f"{k}={v}" for k, v in self._cookies.items()),
            "Accept-Encoding": "gzip",
        }
        if form:
            said["Content-Type"] = "application/x-www-form-urlencoded"
        method = "POST" if form else "GET"
        self._connection.request(method, address, body=form or None, headers=said)
        answer = self._connection.getresponse()
        body = answer.read()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self._cookies[key] = rest.split(";")[0]
        return Answer(
            status=answer.status,
            travelled=body,
            is_packed=answer.getheader("Content-Encoding") == "gzip",
        )

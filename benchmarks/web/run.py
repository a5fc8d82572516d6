"""Every page with 500 students in the unit: time, processor time, bytes and queries.

``python -m benchmarks.web.run HOME``, by ``protocol.md``, prints results.md.
"""

from __future__ import annotations

import argparse
import gzip
import os
import platform
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

N_ASKED, N_WARM = 40, 3
TICK = os.sysconf("SC_CLK_TCK")
STARTS_WITHIN_SECONDS = 60
PORT = 8961
FONT = "/static/kit/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2"
PAGES = {
    "student": ["/my/day/", "/my/path/", "/my/choices/"],
    "family": ["/family/", "/family/messages/"],
    "mentor": ["/mentor/", "/students/", "/board/", "/search/?q=ma"],
    "leader": [
        "/today/", "/plan/", "/health/", "/health/live/", "/health/costs/",
        "/what-works/", "/choices/", "/choices/ways/", "/concerns/", "/students/",
        "/search/?q=ma", "/help/plan/",
    ],
    "registrar": ["/imports/", "/people/", "/people/?role=student", "/people/alike/"],
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One page of one person."""

    who: str
    page: str
    median: float
    p95: float
    cpu: float
    kilobytes: float
    n_queries: int


def environment(home: str) -> dict[str, str]:
    """Return the environment of the server."""
    return {
        **os.environ,
        "SEEDBED_HOME": home,
        "SEEDBED_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "seedbed.server.settings",
    }


def build(home: str, n_students: int) -> None:
    """Build the system in HOME, in this process."""
    os.environ.update(environment(home))  # before Django reads its settings
    from datetime import UTC, datetime  # noqa: PLC0415

    from seedbed.cli.setup import open_database, start_django  # noqa: PLC0415

    start_django()
    open_database()
    from seedbed.server.demo import sizes  # noqa: PLC0415
    from seedbed.server.demo.build import build_demo  # noqa: PLC0415

    small = sizes.SIZES["small"]
    hub = sizes.UnitSize(
        students=n_students, teachers=25, tutors=10, mentors=20, aides=8
    )
    sizes.SIZES["web"] = sizes.Size(hub=hub, virtual=small.virtual, weeks=5)
    build_demo(
        at=datetime.now(UTC), scale="web", report=lambda n: print(n, file=sys.stderr)
    )


@contextmanager
def serving(home: str) -> Iterator[int]:
    """Serve HOME as production does; yield the worker's process id."""
    program = "from seedbed.cli.main import main; main()"
    command = [sys.executable, "-c", program, "serve", "--port", str(PORT)]
    server = subprocess.Popen(command, env=environment(home))  # noqa: S603
    try:
        deadline = time.monotonic() + STARTS_WITHIN_SECONDS
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", PORT)) == 0:
                    break
            if time.monotonic() > deadline:
                raise TimeoutError("The server did not start.")
            time.sleep(0.2)
        time.sleep(1)
        yield worker_of(server.pid)
    finally:
        server.terminate()
        server.wait(timeout=20)


def worker_of(pid: int) -> int:
    """Return the child of a process that answers requests."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    ticks = {int(child): cpu_of(int(child)) for child in children}
    return max(ticks, key=lambda child: ticks[child])


def cpu_of(pid: int) -> float:
    """Return seconds of processor time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICK


class Visitor:
    """One signed-in person at one connection."""

    def __init__(self, username: str) -> None:
        self.connection = HTTPConnection("127.0.0.1", PORT, timeout=60)
        self.cookies: dict[str, str] = {}
        page = self.ask("/sign-in/")[1].decode()
        token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token is not None
        form = urlencode({"csrfmiddlewaretoken": token.group(1), "username": username})
        self.ask("/demo/sign-in/", form=form)

    def ask(self, address: str, *, form: str = "") -> tuple[int, bytes, str]:
        """Return status, body as it travelled, and where a redirection leads."""
        said = {
            "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
            "Accept-Encoding": "gzip",
        }
        if form:
            said["Content-Type"] = "application/x-www-form-urlencoded"
        method = "POST" if form else "GET"
        self.connection.request(method, address, body=form or None, headers=said)
        answer = self.connection.getresponse()
        body = answer.read()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        if answer.getheader("Content-Encoding") == "gzip" and method == "GET":
            self.plain = gzip.decompress(body)
        else:
            self.plain = body
        return answer.status, body, answer.getheader("Location") or ""

    def settle(self, address: str) -> str:
        """Follow redirections; return the address that answers with a page."""
        for _ in range(3):
            status, _body, to = self.ask(address)
            if status == 200:
                return address
            if not to:
                break
            address = to
        raise RuntimeError(f"{address} answered {status}.")


def measure(home: str, n_asked: int) -> list[Measured]:
    """Return every page, asked of a running server."""
    queries = {}
    found = []
    with serving(home) as pid:
        for who, pages in PAGES.items():
            visitor = Visitor(who)
            for page in pages:
                address = visitor.settle(page)
                for _ in range(N_WARM):
                    visitor.ask(address)
                walls, before = [], cpu_of(pid)
                for _ in range(n_asked):
                    began = time.perf_counter()
                    status, body, _to = visitor.ask(address)
                    walls.append(1000 * (time.perf_counter() - began))
                    assert status == 200, (address, status)
                cpu = 1000 * (cpu_of(pid) - before) / n_asked
                middle = statistics.median(walls)
                print(f"{who} {page}: {middle:.0f} ms, CPU {cpu:.0f}", file=sys.stderr)
                queries[who, page] = address
                found.append(
                    (who, page, walls, cpu, first_load(visitor, address, body))
                )
    counted = count_queries(home, queries)
    return [
        Measured(
            who=who,
            page=page,
            median=statistics.median(walls),
            p95=statistics.quantiles(walls, n=20)[-1],
            cpu=cpu,
            kilobytes=size / 1000,
            n_queries=counted[who, page],
        )
        for who, page, walls, cpu, size in found
    ]


def first_load(visitor: Visitor, address: str, body: bytes) -> int:
    """Return the bytes of a first load: page, stylesheets, scripts, icon, type face."""
    visitor.ask(address)
    page = visitor.plain.decode()
    named = re.findall(r'<link rel="(?:stylesheet|icon)" href="([^"]+)"', page)
    named += re.findall(r'<script src="([^"]+)"', page)
    return len(body) + sum(len(visitor.ask(name)[1]) for name in {*named, FONT})


def count_queries(
    home: str, pages: dict[tuple[str, str], str]
) -> dict[tuple[str, str], int]:
    """Return the number of queries of each page, with Django's client."""
    os.environ.update(environment(home), SEEDBED_HOSTS="testserver")
    from seedbed.cli.setup import open_database, start_django  # noqa: PLC0415

    start_django()
    open_database()
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from seedbed.apps.accounts.models import Account  # noqa: PLC0415

    found = {}
    for (who, page), address in pages.items():
        client = Client()
        client.force_login(Account.objects.get(username=who))
        client.get(address)
        with CaptureQueriesContext(connection) as made:
            client.get(address)
        found[who, page] = sum(
            not query["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))
            for query in made.captured_queries
        )
    return found


def as_markdown(
    found: list[Measured], *, n_asked: int, load: tuple[float, float, float]
) -> str:
    """Return the table of results.md."""
    lines = [
        "# Results", "",
        f"`python -m benchmarks.web.run HOME`, Python {platform.python_version()}, "
        f"{os.cpu_count()} cores, load average {load[0]:.1f} when it began: what is "
        "asked of wall time holds for a machine of its own, so read the processor time "
        f"beside it. 500 students in the hub; {n_asked} requests a page.", "",
        "| who | page | median ms | p95 ms | CPU ms | first load KB | queries |",
        "|---|---|---:|---:|---:|---:|---:|",
    ]  # fmt: skip
    lines += [
        f"| {m.who} | `{m.page}` | {m.median:.0f} | {m.p95:.0f} | {m.cpu:.0f} "
        f"| {m.kilobytes:.0f} | {m.n_queries} |"
        for m in found
    ]
    return "\n".join(lines)


def main() -> None:
    """Build where nothing is, measure, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("home")
    parser.add_argument("--build", action="store_true")
    parser.add_argument("--students", type=int, default=500)
    parser.add_argument("--asked", type=int, default=N_ASKED)
    asked = parser.parse_args()
    if asked.build or not (Path(asked.home) / "seedbed.sqlite3").exists():
        build(asked.home, asked.students)
    if not asked.build:
        load = os.getloadavg()
        found = measure(asked.home, asked.asked)
        print(as_markdown(found, n_asked=asked.asked, load=load))


if __name__ == "__main__":
    main()

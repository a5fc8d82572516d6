"""Every page with 500 students in the unit: time, processor time, bytes and queries.

``python -m benchmarks.web.run HOME``, by ``protocol.md``, writes results.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import statistics
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .home import build, is_built, open_home
from .server import Answer, Visitor, cpu_of, serving
from .weight import first_load

if TYPE_CHECKING:
    from .pages import Page

RESULTS = Path(__file__).with_name("results.md")
N_ASKED, N_WARM = 40, 3
MOST_MS, MOST_BYTES, MOST_QUERIES = 150, 100_000, 12
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_FRAME = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


@dataclass(frozen=True, kw_only=True)
class Expected:
    """A page as Django's test client got it, in the database that is then served."""

    page: Page
    title: str
    n_queries: int


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One page of one person; milliseconds, and bytes of a first load.

    ``first`` is the first request for it of all that its server answered.
    """

    expected: Expected
    first: float
    median: float
    p95: float
    cpu: float
    n_bytes: int

    @property
    def is_over(self) -> bool:
        """Whether it passes any of the three limits."""
        return (
            self.p95 > MOST_MS
            or self.n_bytes > MOST_BYTES
            or self.expected.n_queries > MOST_QUERIES
        )


def expect(people: Sequence[str]) -> Iterator[Expected]:
    """Find every page of these people by following links, and count its queries."""
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from .pages import pages_of  # noqa: PLC0415

    for who in people:
        client = Client()
        if who:  # as visitors do, which also chooses their language
            client.post("/demo/sign-in/", {"username": who})
        for page in pages_of(who, client):
            with CaptureQueriesContext(connection) as made:
                answer = client.get(page.address)
            if not answer["Content-Type"].startswith("text/html"):
                continue
            asked = [q for q in made if not q["sql"].startswith(_FRAME)]
            yield Expected(
                page=page,
                title=title_of(answer.content.decode()),
                n_queries=len(asked),
            )


def title_of(page: str) -> str:
    """Return the title of a page, without which it is none.

    >>> title_of("<head><title>Today · Seedbed</title></head>")
    'Today · Seedbed'
    """
    found = _TITLE.search(page)
    assert found is not None, "A page has no title."
    return found.group(1)


def measure(expected: Iterable[Expected], *, n_asked: int) -> Iterator[Measured]:
    """Ask each page of the running server; every answer is checked."""
    with serving(os.environ["SEEDBED_HOME"]) as pid:
        visitors: dict[str, Visitor] = {}
        for one in expected:
            who = one.page.who
            if who not in visitors:
                visitors[who] = Visitor(who)
            found = _measure(one, visitors[who], pid=pid, n_asked=n_asked)
            print(
                f"{who or 'stranger'} {one.page.address}: p95 {found.p95:.0f} ms, "
                f"CPU {found.cpu:.0f} ms",
                file=sys.stderr,
            )
            yield found


def _measure(one: Expected, visitor: Visitor, *, pid: int, n_asked: int) -> Measured:
    address = one.page.address
    (first, *_warm), _answers = _timed(visitor, address, N_WARM)
    before = cpu_of(pid)
    walls, answers = _timed(visitor, address, n_asked)
    cpu = 1000 * (cpu_of(pid) - before) / n_asked
    for answer in answers:
        check(answer, one)
    return Measured(
        expected=one,
        first=first,
        median=statistics.median(walls),
        p95=statistics.quantiles(walls, n=20)[-1],
        cpu=cpu,
        n_bytes=first_load(
            answers[-1].text,
            n_bytes=len(answers[-1].travelled),
            size_of=lambda file: len(visitor.ask(file).travelled),
        ),
    )


def _timed(
    visitor: Visitor, address: str, n_asked: int
) -> tuple[list[float], list[Answer]]:
    """Ask so many times; return the milliseconds and the answers."""
    walls, answers = [], []
    for _ in range(n_asked):
        began = time.perf_counter()
        answers.append(visitor.ask(address))
        walls.append(1000 * (time.perf_counter() - began))
    return walls, answers


def check(answer: Answer, one: Expected) -> None:
    """Stop where the server gave another page than the one that was expected."""
    found = title_of(answer.text) if answer.status == 200 else f"{answer.status}"
    if found != one.title:
        raise RuntimeError(
            f"{one.page.address} of {one.page.who or 'a stranger'} answered {found}, "
            f"expected {one.title}."
        )


def as_markdown(found: Sequence[Measured], *, n_asked: int, load: float) -> str:
    """Return results.md: what came of the limits, then every page, slowest first."""
    slow = sum(m.p95 > MOST_MS for m in found)
    heavy = sum(m.n_bytes > MOST_BYTES for m in found)
    asking = sum(m.expected.n_queries > MOST_QUERIES for m in found)
    ordered = sorted(found, key=lambda m: -m.p95)
    lines = [
        "# Results", "",
        f"`python -m benchmarks.web.run HOME` wrote this page. "
        f"{time.strftime('%Y-%m-%d', time.gmtime())}, Python "
        f"{platform.python_version()}, {os.cpu_count()} cores, load average {load:.1f} "
        f"when it began. 500 students in the hub; {n_asked} requests a page; every "
        "answer was 200 with the title of its page.", "",
        f"{len(found)} pages of {len({m.expected.page.who for m in found})} people, "
        f"one address of each view a person can reach. Over {MOST_MS} ms at the 95th "
        f"percentile: {slow}. Over {MOST_BYTES // 1000} KB at the first load: {heavy}. "
        f"Over {MOST_QUERIES} queries: {asking}.", "",
        "| who | view | p95 ms | median ms | CPU ms | first ms | KB | queries |",
        "|---|---|---:|---:|---:|---:|---:|---:|",
    ]  # fmt: skip
    for m in ordered:
        row = (
            f"{m.expected.page.who or 'nobody'} | `{m.expected.page.view}` "
            f"| {m.p95:.0f} | {m.median:.0f} | {m.cpu:.0f} | {m.first:.0f} "
            f"| {m.n_bytes / 1000:.0f} | {m.expected.n_queries}"
        )
        lines.append(f"| **{row}** |" if m.is_over else f"| {row} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Build where nothing is, measure, write results.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home")
    parser.add_argument("--build", action="store_true", help="build and stop")
    parser.add_argument("--students", type=int, default=500)
    parser.add_argument("--asked", type=int, default=N_ASKED)
    parser.add_argument("--who", action="append", help="these people only; prints")
    asked = parser.parse_args()
    open_home(asked.home)
    if not is_built(asked.home):
        build(asked.home, n_students=asked.students)
    if asked.build:
        return
    from seedbed.apps.accounts.queries import DEMO_USERNAMES  # noqa: PLC0415

    load = os.getloadavg()[0]
    expected = list(expect(asked.who or (*DEMO_USERNAMES, "")))
    found = list(measure(expected, n_asked=asked.asked))
    text = as_markdown(found, n_asked=asked.asked, load=load)
    print(text)
    if not asked.who:
        RESULTS.write_text(text)


if __name__ == "__main__":
    main()

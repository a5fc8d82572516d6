"""What a page's first load is made of, and what results.md says of it."""

from __future__ import annotations

import pytest
from benchmarks.web.pages import Page
from benchmarks.web.run import Expected, Measured, as_markdown, check
from benchmarks.web.server import Answer
from benchmarks.web.weight import CODE_FACE, TEXT_FACE, files_of, first_load

PAGE = """<link rel="icon" href="/static/mark.svg">
<link rel="preload" href="/static/kit/fonts/x.woff2" as="font">
<link rel="stylesheet" href="/static/a.css"><link rel="stylesheet" href="/static/a.css">
<script type="module" src="/static/a.js"></script><h1>Today</h1>"""


def test_each_file_and_the_type_face_count_once():
    files = {"/static/mark.svg", "/static/a.css", "/static/a.js", TEXT_FACE}

    assert files_of(PAGE) == files
    assert first_load(PAGE, n_bytes=500, size_of=lambda _file: 10) == 540


@pytest.mark.parametrize("part", ["<code>K5</code>", '<p class="big receipt">7</p>'])
def test_codes_bring_a_face_of_their_own(part):
    assert CODE_FACE in files_of(PAGE + part)
    assert CODE_FACE not in files_of(PAGE + '<p class="codes">')


def one(**more):
    page = Page(who="leader", view="leader:today", address="/today/")
    expected = Expected(page=page, title="Today", n_queries=12)
    facts = {"first": 300.0, "median": 60.0, "p95": 80.0, "cpu": 50.0, "n_bytes": 9_000}
    return Measured(expected=expected, **(facts | more))


def test_a_page_over_a_limit_is_counted_and_stands_out():
    text = as_markdown([one(), one(p95=151.0)], n_asked=40, load=0.5)

    assert "Over 150 ms at the 95th percentile: 1." in text
    assert "| **leader | `leader:today` | 151 " in text
    assert "| leader | `leader:today` | 80 | 60 | 50 | 300 | 9 | 12 |" in text


@pytest.mark.parametrize(
    ("status", "page"), [(500, PAGE), (200, "<title>Sign in</title>"), (302, "")]
)
def test_another_answer_than_the_expected_stops_the_measurement(status, page):
    answer = Answer(status=status, travelled=page.encode(), is_packed=False)

    with pytest.raises(RuntimeError, match="/today/ of leader answered"):
        check(answer, one().expected)

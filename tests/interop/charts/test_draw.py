"""Charts to explore: the page's colours, one label, and nothing a strict page refuses."""

from __future__ import annotations

import re
import sys

import pytest

from seedbed.interop.charts import Box, ChartsNotInstalledError, draw_boxes

ROWS = [
    Box(name="Grade 7", low=2, middle=3, high=6, said="3 (2 to 6)"),
    Box(name="Grade 6", low=1, middle=2, high=4.5, said="2 <1 to 4.5>"),
]


@pytest.fixture(scope="module")
def svg():
    return draw_boxes(ROWS, axis="Skills a week", label='Spread of "skills"')


def test_rows_stand_in_their_order_with_their_words(svg):
    words = re.findall(r">([^<>]+)</text>", svg)

    assert words.index("Grade 7") < words.index("Grade 6")
    assert "3 (2 to 6)" in words
    assert "2 &lt;1 to 4.5&gt;" in words
    assert "Skills a week" in words


def test_colours_are_those_of_the_page(svg):
    colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg))

    assert "var(--brand)" in colours
    assert colours <= {"none"} | {c for c in colours if c.startswith("var(--")}


def test_it_has_one_role_one_label_and_no_style(svg):
    assert svg.count("role=") == 1
    assert 'role="img" aria-label="Spread of &quot;skills&quot;"' in svg
    for refused in (
        "style=",
        "<style",
        "<script",
        "font-family",
        "http://www.w3.org/1999/xlink",
    ):
        assert refused not in svg


def test_the_same_rows_are_the_same_drawing(svg):
    assert draw_boxes(ROWS, axis="Skills a week", label='Spread of "skills"') == svg


def test_without_the_extra_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "vl_convert", None)

    with pytest.raises(
        ChartsNotInstalledError, match=r"vl_convert.*seedbed\[reports\]"
    ):
        draw_boxes(ROWS, axis="", label="")

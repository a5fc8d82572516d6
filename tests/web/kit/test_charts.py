"""Charts say in words and in a table what they draw."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree

import pytest

from seedbed.web.kit import charts

SLOTS = [
    (510, 15, {"mentor": 12}),
    (525, 40, {"live": 7, "tutoring": 2, "study": 3}),
    (565, 40, {"lunch": 12}),
]


def figures():
    return [
        charts.dayload(SLOTS),
        charts.bars([("Hub seats", 86, 96, "86 of 96"), ("Group <A>", 12, 12, "full")]),
        charts.dotrange([("At home", 81, 24, 43, 62)], reference=52),
        charts.minipath([("Unit rates", s) for s in ("secure", "shown", "now", "ready", "look_again", "later")]),
    ]  # fmt: skip


@pytest.mark.parametrize("figure", figures())
def test_a_chart_is_one_labelled_image_without_style(figure):
    drawing = ElementTree.fromstring(str(figure.svg))

    assert drawing.get("role") == "img"
    assert drawing.get("aria-label") == figure.label
    assert "style=" not in figure.svg, "the content policy blocks style attributes"


@pytest.mark.parametrize("figure", figures())
def test_the_table_is_as_wide_as_its_head(figure):
    assert figure.rows
    assert {len(row) for row in figure.rows} == {len(figure.head)}


def test_live_and_tutoring_count_together():
    figure = charts.dayload(SLOTS)

    assert "Live lessons are fullest at 8:45, with 9 students." in figure.label
    assert figure.rows[1] == ("8:45", "9", "0", "3", "0")


def test_a_name_cannot_break_out_of_the_drawing():
    figure = charts.bars([("<script>", 1, 2, "1 of 2")])

    assert "<script>" not in figure.svg


def test_a_day_without_live_lessons_is_drawn():
    figure = charts.dayload([(510, 40, {"online": 3})])

    assert "0 students" in figure.label


def test_states_of_a_step_have_words():
    assert charts.state_name("look_again") == "look again"
    assert charts.state_name("anything else") == "later"


def test_names_beside_a_chart_stay_inside_and_apart():
    thin = {"live": 1, "mentor": 1, "peer": 90, "online": 1, "project": 1, "study": 1}
    drawing = ElementTree.fromstring(str(charts.dayload([(510, 40, thin)]).svg))
    names = {"Live, tutoring", "Mentor", "Together", "Online", "Project, solo", "Study"}

    heights = sorted(
        float(t.get("y", "nan")) for t in drawing.iter("text") if t.text in names
    )

    assert len(heights) == len(names)
    assert heights[0] >= 10
    assert all(b - a >= 15.9 for a, b in pairwise(heights))

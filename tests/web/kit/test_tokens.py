"""Colours can be read, told apart, and reach the stylesheet."""

from __future__ import annotations

from seedbed.web.kit import tokens


def test_every_pair_of_colours_is_readable():
    hard_to_read = [pair for pair in tokens.pairs() if not pair.is_readable]

    assert hard_to_read == []
    assert len(tokens.pairs()) >= 120


def test_the_stylesheet_is_what_the_tokens_say():
    written = tokens.STYLESHEET.read_text(encoding="utf-8")

    assert written == tokens.css(), "Run: python -m seedbed.web.kit.tokens"


def test_both_themes_name_the_same_colours():
    assert tokens.theme("light").keys() == tokens.theme("dark").keys()


def test_a_block_of_any_length_has_a_width():
    assert ".min-1 {" in tokens.css()
    assert ".min-180 {" in tokens.css()

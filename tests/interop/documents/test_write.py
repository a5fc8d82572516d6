"""A document is printed with its words, its tables and its bars, and says what it cannot."""

from __future__ import annotations

import re
import zlib
from base64 import a85decode
from dataclasses import replace

import pytest

from seedbed.interop.documents import (
    Bar,
    Bars,
    Document,
    Heading,
    Items,
    Rows,
    UnprintableCharacterError,
    Words,
    write_pdf,
)

CHARTER = Document(
    title="Charter of Hub Prairie",
    below="As voted on 12 October 2026",
    blocks=(
        Heading("Whom it serves"),
        Words("61 students learn at home & alone.", lead="Pocket:"),
        Items(("own schedule", "own budget")),
        Rows(
            ("Rule", "Cost"),
            (("seat time", "4.2"), ("class size", "0.1")),
            frozenset({1}),
        ),
        Bars(
            "Seat time costs most",
            (Bar("seat time", 4.2, "4.2"), Bar("calendar", -1, "-1")),
        ),
        Words("Decisión del consejo, “sí”"),
    ),
    foot="Made by Seedbed",
)


def words_of(pdf: bytes) -> str:
    """Return what the pages' streams draw, without its layout."""
    streams = re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)
    pages = [zlib.decompress(a85decode(b"<~" + s.strip(), adobe=True)) for s in streams]
    drawn = b"".join(pages).decode("latin-1")
    return "".join(re.findall(r"\((.*?)(?<!\\)\)\s*Tj", drawn))


def test_every_word_of_the_document_is_on_its_pages() -> None:
    text = words_of(write_pdf(CHARTER))

    for word in (
        "Charter of Hub Prairie",
        "61 students learn at home & alone.",
        "own budget",
        "seat time",
        "Seat time costs most",
        "Made by Seedbed",
    ):
        assert word in text


def test_the_same_document_gives_the_same_bytes() -> None:
    assert write_pdf(CHARTER) == write_pdf(CHARTER)


def test_a_long_table_goes_on_with_its_head_on_the_next_page() -> None:
    long = Rows(("Rule", "Cost"), tuple((f"rule {n}", str(n)) for n in range(90)))

    text = words_of(write_pdf(replace(CHARTER, blocks=(long,))))

    assert text.count("Cost") > 1
    assert "rule 89" in text


def test_a_letter_the_fonts_do_not_have_is_named() -> None:
    with pytest.raises(UnprintableCharacterError) as refused:
        write_pdf(replace(CHARTER, blocks=(Words("Học sinh"),)))

    assert "'ọ' (U+1ECD)" in str(refused.value)


def test_bars_that_are_all_zero_are_drawn_as_nothing() -> None:
    chart = Bars("Nothing costs anything", (Bar("seat time", 0.0, "0"),))

    assert "seat time" in words_of(write_pdf(replace(CHARTER, blocks=(chart,))))

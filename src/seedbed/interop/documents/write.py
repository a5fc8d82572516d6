"""Prints a document as PDF with the fonts that every reader of PDF has."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from io import BytesIO
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    Flowable,
    KeepTogether,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from .errors import UnprintableCharacterError
from .records import Bars, Block, Document, Heading, Items, Rows, Words

_INK: Final = HexColor("#1d2a2f")
_QUIET: Final = HexColor("#54646b")
_LINE: Final = HexColor("#c3ccd0")
_BRAND: Final = HexColor("#1f5f4f")
_MARGIN: Final = 22 * mm
_WIDTH: Final = LETTER[0] - 2 * _MARGIN

_TEXT: Final = ParagraphStyle(
    "text", fontName="Helvetica", fontSize=10, leading=15, textColor=_INK, spaceAfter=6
)
_ITEM: Final = ParagraphStyle(
    "item", parent=_TEXT, leftIndent=12, bulletIndent=2, bulletFontSize=9
)
_CELL: Final = ParagraphStyle(
    "cell", parent=_TEXT, fontSize=9, leading=12, spaceAfter=0
)
_NUMBER: Final = ParagraphStyle("number", parent=_CELL, alignment=TA_RIGHT)
_TITLE: Final = ParagraphStyle(
    "title", parent=_TEXT, fontName="Helvetica-Bold", fontSize=20, leading=25
)
_HEADING: Final = ParagraphStyle(
    "heading",
    parent=_TITLE,
    fontSize=13,
    leading=17,
    spaceBefore=12,
    textColor=_BRAND,
    keepWithNext=1,
)
_BELOW: Final = ParagraphStyle("below", parent=_TEXT, textColor=_QUIET, spaceAfter=10)
_GRID: Final = TableStyle(
    [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, 0), 1, _INK),
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, _LINE),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 8),
    ]
)


def write_pdf(document: Document) -> bytes:
    """Return the document as PDF on US Letter; the same document, the same bytes.

    The page from which it is made stays the accessible version: this file carries a
    title and a language, but no tags for a screen reader.

    Raises
    ------
    UnprintableCharacterError
        If a text has a letter outside Windows-1252, which Helvetica does not have.
    """
    foot = _safe(document.foot)
    into = BytesIO()
    page = SimpleDocTemplate(
        into,
        pagesize=LETTER,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN,
        title=document.title,
        lang=document.language,
        creator="Seedbed",
        invariant=1,
    )
    story: list[Flowable] = [Paragraph(_marked(document.title), _TITLE)]
    if document.below:
        story.append(Paragraph(_marked(document.below), _BELOW))
    for block in document.blocks:
        story.extend(_flowables(block))
    at_foot = partial(_draw_foot, foot)
    page.build(story, onFirstPage=at_foot, onLaterPages=at_foot)
    return into.getvalue()


def _draw_foot(foot: str, canvas: Any, page: Any) -> None:
    canvas.setFont("Helvetica", 8)
    canvas.setFillColor(_QUIET)
    canvas.drawString(_MARGIN, 12 * mm, foot)
    canvas.drawRightString(LETTER[0] - _MARGIN, 12 * mm, str(page.page))


def _flowables(block: Block) -> Iterator[Flowable]:
    match block:
        case Heading(text):
            yield Paragraph(_marked(text), _HEADING)
        case Words(text, lead):
            before = f"<b>{_marked(lead)}</b> " if lead else ""
            yield Paragraph(before + _marked(text), _TEXT)
        case Items(lines):
            # Each line by itself, for a heading stays with its next flowable only
            # where that is no list.
            for line in lines:
                yield Paragraph(_marked(line), _ITEM, bulletText="\u2022")
        case Rows():
            yield _table(block)
            yield Spacer(0, 8)
        case Bars(title, _):
            yield KeepTogether(
                [Paragraph(f"<b>{_marked(title)}</b>", _TEXT), _BarChart(block)]
            )


def _table(rows: Rows) -> Table:
    def line(cells: tuple[str, ...], bold: bool) -> list[Paragraph]:
        return [
            Paragraph(
                f"<b>{_marked(cell)}</b>" if bold else _marked(cell),
                _NUMBER if place in rows.numbers else _CELL,
            )
            for place, cell in enumerate(cells)
        ]

    body = [line(rows.head, True), *(line(row, False) for row in rows.rows)]
    # Columns of words get twice the width of columns of numbers.
    shares = [1 if place in rows.numbers else 2 for place in range(len(rows.head))]
    widths = [_WIDTH * share / sum(shares) for share in shares]
    return Table(body, colWidths=widths, style=_GRID, repeatRows=1, hAlign="LEFT")


class _BarChart(Flowable):
    """Bars drawn by hand: names on the left, values at the ends."""

    _STEP: Final = 16
    _NAMES: Final = 150
    _ENDS: Final = 60

    def __init__(self, chart: Bars) -> None:
        super().__init__()
        self._chart = chart
        for bar in chart.bars:
            _safe(bar.name + bar.shown)

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return _WIDTH, self._STEP * len(self._chart.bars) + 8

    def draw(self) -> None:
        values = [bar.value for bar in self._chart.bars]
        least, most = min([0.0, *values]), max([0.0, *values])
        room = _WIDTH - self._NAMES - 2 * self._ENDS
        per_unit = room / (most - least) if most > least else 0.0
        zero = self._NAMES + self._ENDS - least * per_unit
        canvas = self.canv
        for place, bar in enumerate(reversed(self._chart.bars)):
            bottom = place * self._STEP + 4
            canvas.setFillColor(_INK)
            canvas.setFont("Helvetica", 9)
            canvas.drawString(0, bottom + 2, bar.name[:34])
            canvas.setFillColor(_BRAND)
            canvas.rect(zero, bottom, bar.value * per_unit, 10, stroke=0, fill=1)
            canvas.setFillColor(_INK)
            end = zero + bar.value * per_unit
            if bar.value < 0:
                canvas.drawRightString(end - 4, bottom + 2, bar.shown)
            else:
                canvas.drawString(end + 4, bottom + 2, bar.shown)


def _marked(text: str) -> str:
    return escape(_safe(text)).replace("\n", "<br/>")


def _safe(text: str) -> str:
    for character in text:
        if character not in "\n\t":
            try:
                character.encode("cp1252")
            except UnicodeEncodeError:
                raise UnprintableCharacterError(character, text) from None
    return text

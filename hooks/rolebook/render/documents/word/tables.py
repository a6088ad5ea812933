"""Tables of a Word document: header rows on each page, whole rows, words for the table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lxml import etree

from .body import DocumentBody
from .xml import TWIPS_A_MM, add, clean

#: A row with more letters than this may run over a page; any other stays whole.
LONGEST_WHOLE_ROW = 1600
#: A table with so few rows and letters is not torn apart.
_FEW_ROWS = 6
_FEW_LETTERS = 800
#: Twips that a letter takes up on average, and that two columns stand apart.
_LETTER = 112
_BETWEEN = 200
#: No column is narrower, and a column of short words no wider than they are.
_NARROWEST = round(22 * TWIPS_A_MM)
#: Longer cells share out what is left in proportion to their letters, up to this many.
_MOST_LETTERS = 60
_SHORT = 24

Cell = str | Callable[[etree._Element, bool], None]
"""Words, or what fills a cell; it is told whether the row is kept with the next one"""


@dataclass(frozen=True)
class Row:
    """The cells of a row, and how many letters they hold."""

    cells: Sequence[Cell]
    letters: int


def add_table(
    story: DocumentBody,
    parent: etree._Element,
    *,
    style: str,
    caption: str,
    description: str,
    widths: Sequence[int],
    header: Sequence[str],
    rows: Sequence[Row],
    may_run_over: bool = False,
) -> None:
    """Add a table whose first row and first column are headers.

    ``caption`` and ``description`` are what people hear who cannot see it; ``widths`` are twips.
    A small table stays on one page unless it ``may_run_over``.
    """
    table = add(parent, "tbl")
    properties = add(table, "tblPr")
    add(properties, "tblStyle", val=story.paper.style(style))
    add(properties, "tblW", w=sum(widths), type="dxa")
    add(properties, "tblLayout", type="fixed")
    add(properties, "tblLook", val="06A0", firstRow=1, lastRow=0, firstColumn=1, lastColumn=0,
        noHBand=1, noVBand=1)  # fmt: skip
    add(properties, "tblCaption", val=clean(caption))
    add(properties, "tblDescription", val=clean(description))
    grid = add(table, "tblGrid")
    for width in widths:
        add(grid, "gridCol", w=width)
    head = add(table, "tr")
    kept = add(head, "trPr")
    add(kept, "cantSplit")
    add(kept, "tblHeader")
    for words, width in zip(header, widths, strict=True):
        story.paragraph(_cell(head, width), "Table Head", words, keep=True)
    letters = sum(row.letters for row in rows)
    whole = not may_run_over and len(rows) <= _FEW_ROWS and letters <= _FEW_LETTERS
    for number, row in enumerate(rows, start=1):
        # No single row is left behind at the foot of a page, or goes alone to the next.
        pair = number in (1, len(rows) - 1) and row.letters <= _FEW_LETTERS
        _add_row(story, table, row, widths, keep=(whole or pair) and number < len(rows))


def _add_row(
    story: DocumentBody, table: etree._Element, row: Row, widths: Sequence[int], *, keep: bool
) -> None:
    element = add(table, "tr")
    if row.letters < LONGEST_WHOLE_ROW:
        add(add(element, "trPr"), "cantSplit")
    for cell, width in zip(row.cells, widths, strict=True):
        place = _cell(element, width)
        if callable(cell):
            cell(place, keep)
        else:
            story.paragraph(place, "Table Text", cell, keep=keep)


def _cell(row: etree._Element, width: int) -> etree._Element:
    cell = add(row, "tc")
    add(add(cell, "tcPr"), "tcW", w=width, type="dxa")
    return cell


def column_widths(columns: Sequence[Sequence[str]], total: int) -> list[int]:
    """Share out a width by what columns hold: short words get what they need, the rest is shared.

    >>> column_widths([["Age", "18"], ["What it means", "x" * 90]], 9000)
    [1247, 7753]
    """
    longest = [max(map(len, column), default=0) for column in columns]
    if all(length <= _SHORT for length in longest):
        needs = [total // len(columns)] * len(columns)
    else:
        needs = [
            max(_NARROWEST, length * _LETTER + _BETWEEN) if length <= _SHORT else 0
            for length in longest
        ]
        shares = [min(_MOST_LETTERS, length) if not need else 0
                  for need, length in zip(needs, longest, strict=True)]  # fmt: skip
        left = max(total - sum(needs), 0)
        needs = [need or left * share // sum(shares)
                 for need, share in zip(needs, shares, strict=True)]  # fmt: skip
    if sum(needs) > total or min(needs) < min(_NARROWEST, total // len(needs)):
        needs = [total // len(needs)] * len(needs)
    needs[-1] += total - sum(needs)
    return needs

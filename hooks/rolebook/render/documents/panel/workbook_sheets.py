"""The sheets beside the shortlisting grid: all criteria at full length, and the scale."""

from __future__ import annotations

import re
from collections.abc import Sequence
from textwrap import shorten

from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from rolebook.base.words import Words

from .numbered_criteria import NumberedCriterion
from .scoring import MET_FROM, POINTS, scale_of
from .workbook_formats import Formats

_TEXT_WIDTH = 85
_SCALE_ROW = 2
#: What no name of a sheet may hold, and how long it may be.
_NOT_IN_NAMES = re.compile(r"[][:*?/\\']")
_LONGEST_NAME = 31


def sheet_names(words: Words) -> list[str]:
    """Give the names of the sheets: the grid, all criteria, and the scale."""
    keys = ("shortlisting", "criteria", "scoring")
    return [_NOT_IN_NAMES.sub(" ", words(f"workbook_sheets.{key}"))[:_LONGEST_NAME] for key in keys]


def scale_cells(words: Words) -> str:
    """Say where the points of the scale stand, for the cells in which one of them is chosen."""
    name = sheet_names(words)[-1]
    shown = name if name.isalpha() else f"'{name}'"
    cells: str = xl_range_abs(_SCALE_ROW, 0, _SCALE_ROW + len(POINTS) - 1, 0)
    return f"{shown}!{cells}"


def write_key(
    sheet: Worksheet,
    formats: Formats,
    criteria: Sequence[NumberedCriterion],
    stages: Sequence[str],
    catalogue: Words,
) -> None:
    """List all criteria, and say which of them stand on the grid of these stages."""
    keys = ("number", "importance", "category", "criterion", "assessed_by", "on_the_grid")
    heads = [catalogue(f"workbook.{key}") for key in keys]
    for column, (words, width) in enumerate(
        zip(heads, (9, 12, 22, _TEXT_WIDTH, 30, 13), strict=True)
    ):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, words, formats.head)
    for row, criterion in enumerate(criteria, start=1):
        text = criterion.text
        if criterion.goes_beyond:
            text = catalogue("workbook.goes_beyond", text=text, number=criterion.goes_beyond)
        # Not every program works the height of a row out by itself.
        sheet.set_row(row, 15 * -(-len(text) // _TEXT_WIDTH))
        on_grid = catalogue(
            "workbook.yes" if criterion.is_assessed_at(stages) else "workbook.later"
        )
        for column, words in enumerate(
            (criterion.number, criterion.importance, criterion.category_name, text,
             criterion.stages, on_grid)
        ):  # fmt: skip
            sheet.write_string(row, column, words, formats.words)
    sheet.freeze_panes(1, 1)
    set_up_print(sheet, 0, sheet_names(catalogue)[1], catalogue)
    sheet.fit_to_pages(1, 0)


def write_scale(sheet: Worksheet, formats: Formats, catalogue: Words) -> None:
    """Tell what each score means; the grid takes its choices from here."""
    sheet.write_string(0, 0, catalogue("workbook.met_from", points=MET_FROM), formats.plain)
    for column, (words, width) in enumerate(
        (
            (catalogue("panel.score"), 9),
            (catalogue("panel.words"), 18),
            (catalogue("panel.meaning"), 60),
        )
    ):
        sheet.set_column(column, column, width)
        sheet.write_string(_SCALE_ROW - 1, column, words, formats.head)
    for row, score in enumerate(scale_of(catalogue), start=_SCALE_ROW):
        sheet.write_number(row, 0, score.points, formats.score)
        sheet.write_string(row, 1, score.words, formats.words)
        sheet.write_string(row, 2, score.meaning, formats.words)
    set_up_print(sheet, _SCALE_ROW - 1, sheet_names(catalogue)[2], catalogue)
    sheet.fit_to_pages(1, 0)


def set_up_print(sheet: Worksheet, head: int, title: str, catalogue: Words) -> None:
    """Print on A4 in landscape, with the row ``head`` on each page and the title at its foot."""
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.repeat_rows(head)
    # In a footer, & begins a command of Excel's.
    words = shorten(title, 150, placeholder=" …").replace("&", "&&")
    page = catalogue("paper.page_of", page="\0", pages="\1").replace("&", "&&")
    page = page.replace("\0", "&P").replace("\1", "&N")
    sheet.set_footer(f"&L{words}&R{page}")

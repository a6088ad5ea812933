"""The sheets beside the shortlisting grid: all criteria at full length, and the scale."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten

from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from .numbered_criteria import NumberedCriterion
from .scoring import MET_FROM, SCALE
from .workbook_formats import Formats

_TEXT_WIDTH = 85
_SCALE_ROW = 2
#: Where the points of the scale stand, for the cells in which one of them is chosen.
SCALE_CELLS = "Scoring!" + xl_range_abs(_SCALE_ROW, 0, _SCALE_ROW + len(SCALE) - 1, 0)


def write_key(
    sheet: Worksheet,
    formats: Formats,
    criteria: Sequence[NumberedCriterion],
    stages: Sequence[str],
) -> None:
    """List all criteria, and say which of them stand on the grid of these stages."""
    heads = ("Number", "Importance", "Category", "Criterion", "How assessed", "On the grid?")
    for column, (words, width) in enumerate(
        zip(heads, (9, 12, 22, _TEXT_WIDTH, 30, 13), strict=True)
    ):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, words, formats.head)
    for row, criterion in enumerate(criteria, start=1):
        text = criterion.text
        if criterion.goes_beyond:
            text += f" (goes further than {criterion.goes_beyond})"
        # Not every program works the height of a row out by itself.
        sheet.set_row(row, 15 * -(-len(text) // _TEXT_WIDTH))
        on_grid = "Yes" if criterion.is_assessed_at(stages) else "No, later"
        for column, words in enumerate(
            (criterion.number, criterion.importance, criterion.category_name, text,
             criterion.stages, on_grid)
        ):  # fmt: skip
            sheet.write_string(row, column, words, formats.words)
    sheet.freeze_panes(1, 1)
    set_up_print(sheet, 0, "Criteria")
    sheet.fit_to_pages(1, 0)


def write_scale(sheet: Worksheet, formats: Formats) -> None:
    """Tell what each score means; the grid takes its choices from here."""
    sheet.write_string(0, 0, f"A criterion is met from {MET_FROM} up.", formats.plain)
    for column, (words, width) in enumerate((("Score", 9), ("Words", 18), ("Meaning", 60))):
        sheet.set_column(column, column, width)
        sheet.write_string(_SCALE_ROW - 1, column, words, formats.head)
    for row, score in enumerate(SCALE, start=_SCALE_ROW):
        sheet.write_number(row, 0, score.points, formats.score)
        sheet.write_string(row, 1, score.words, formats.words)
        sheet.write_string(row, 2, score.meaning, formats.words)
    set_up_print(sheet, _SCALE_ROW - 1, "Scoring")
    sheet.fit_to_pages(1, 0)


def set_up_print(sheet: Worksheet, head: int, title: str) -> None:
    """Print on A4 in landscape, with the row ``head`` on each page and the title at its foot."""
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.repeat_rows(head)
    # In a footer, & begins a command of Excel's.
    words = shorten(title, 150, placeholder=" …").replace("&", "&&")
    sheet.set_footer(f"&L{words}&RPage &P of &N")

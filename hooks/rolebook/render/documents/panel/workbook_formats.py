"""How the cells of a workbook look; colour never carries a meaning alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

_LINE = "#8a9099"
#: Number of the pattern of thin stripes that rise to the right.
_STRIPES = 14


@dataclass(frozen=True)
class Formats:
    """The looks of cells, by what they hold."""

    title: Format
    plain: Format
    label: Format
    field: Format
    head: Format
    score: Format
    result: Format
    words: Format
    met: Format
    not_met: Format


def workbook_formats(book: Workbook, colour: str) -> Formats:
    """Make the looks for one workbook."""

    def look(**properties: Any) -> Format:
        # Text stays text when somebody edits the cell, whatever sign it begins with.
        return book.add_format(
            {"font_name": "Arial", "font_size": 10, "valign": "vcenter", "quote_prefix": True}
            | properties
        )

    framed = {"border": 1, "border_color": _LINE}
    entry = {**framed, "quote_prefix": False}
    return Formats(
        title=look(bold=True, font_size=15, font_color=colour),
        plain=look(),
        label=look(bold=True),
        field=look(bottom=1, quote_prefix=False),
        head=look(
            **framed, bold=True, font_size=9, text_wrap=True, valign="bottom", bg_color="#eef0f2"
        ),
        score=look(**entry, align="center"),
        result=look(**entry, align="center", bold=True, text_wrap=True),
        words=look(**framed, text_wrap=True, valign="top"),
        met=book.add_format({"bold": True, "border": 1}),
        not_met=book.add_format(
            {"bold": True, "italic": True, "border": 1, "pattern": _STRIPES,
             "fg_color": "#9aa0a8", "bg_color": "#f3dcdc"}
        ),
    )  # fmt: skip

"""The shortlisting grid as a workbook, which adds up and says who meets all essentials."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from io import BytesIO
from textwrap import shorten

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from rolebook.base.words import Words
from rolebook.enrich.role_view import RoleView
from rolebook.render.documents.job_pack import content_words, start_of

from .numbered_criteria import NumberedCriterion, numbered_criteria
from .scoring import HIGHEST, MET_FROM, scale_in_a_line
from .shortlisting_grid import STAGE
from .workbook_formats import Formats, workbook_formats
from .workbook_sheets import scale_cells, set_up_print, sheet_names, write_key, write_scale

_HEAD = 6
_FIRST = _HEAD + 1
#: Columns before the scores: candidate, whether all essential criteria are met, and three totals.
_CANDIDATE, _MEETS, _ESSENTIAL, _DESIRABLE, _TOTAL, _SCORES = range(6)
_SCORE_WIDTH = 13
_REASON_WIDTH = 45
#: Letters that a page of A4 in landscape is wide at the least size that is read with ease.
_PAGE_WIDTH = 190
#: Longest texts that Excel takes in the help of a cell.
_HELP_TITLE, _HELP = 32, 255


def shortlisting_workbook(view: RoleView, candidates: int) -> bytes | None:
    """Make the workbook; None where no criterion is assessed by application."""
    criteria = numbered_criteria(view)
    scored = [criterion for criterion in criteria if criterion.is_assessed_at(STAGE)]
    if not scored:
        return None
    file = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    made = start_of(view.content_date)
    with Workbook(file, options) as book:
        book.set_properties(
            {
                "title": view.words("panel_titles.shortlisting_grid", role=view.title),
                "author": view.organisation.name,
                "comments": view.words("panel.confidential"),
                # The day of the content, so that the bytes are the same whenever it is made. A
                # workbook must have a date; where none is known, the one that says so: 1970.
                "created": (made or dt.datetime(1970, 1, 1, tzinfo=dt.UTC)).replace(tzinfo=None),
            }
        )
        formats = workbook_formats(book, view.organisation.colour)
        # All sheets are named first, since the grid refers to the scale.
        grid, key, scale = map(book.add_worksheet, sheet_names(view.words))
        _Grid(grid, formats, scored, candidates, view.words).write(view)
        write_key(key, formats, criteria, STAGE, view.words)
        write_scale(scale, formats, view.words)
    return file.getvalue()


class _Grid:
    """The sheet on which a panel member scores."""

    def __init__(
        self,
        sheet: Worksheet,
        formats: Formats,
        criteria: Sequence[NumberedCriterion],
        candidates: int,
        words: Words,
    ) -> None:
        self.words = words
        self.sheet = sheet
        self.formats = formats
        self.criteria = criteria
        self.essential = sum(criterion.essential for criterion in criteria)
        self.end = _SCORES + len(criteria)
        self.last = _HEAD + candidates

    def write(self, view: RoleView) -> None:
        self._write_top(view)
        self._write_heads()
        for row in range(_FIRST, self.last + 1):
            self._write_candidate(row)
        self._validate()
        self._highlight()
        self._set_up_page(view)

    def _write_top(self, view: RoleView) -> None:
        sheet, formats = self.sheet, self.formats
        words = self.words
        told_first = (
            view.organisation.name,
            content_words(view.content_date, words),
            words("panel.confidential"),
        )
        told = words("workbook.scores", scale=scale_in_a_line(words), points=MET_FROM)
        # The first column is printed again on each page, so what runs out of it begins beside it.
        sheet.write_string(0, _CANDIDATE, words("workbook.title"), formats.label)
        sheet.write_string(0, _MEETS, view.title, formats.title)
        sheet.write_string(1, _MEETS, " · ".join(filter(None, told_first)), formats.plain)
        sheet.write_string(2, _MEETS, told, formats.plain)
        for row, label in enumerate(
            (words("panel.member"), words("workbook.signature_and_date")), start=3
        ):
            sheet.write_string(row, _MEETS, label, formats.label)
            sheet.merge_range(row, _ESSENTIAL, row, _TOTAL, "", formats.field)

    def _write_heads(self) -> None:
        words = self.words
        heads = [words("workbook.candidate"), words("workbook.meets_all")]
        for name, count in (
            ("essential", self.essential),
            ("desirable", len(self.criteria) - self.essential),
            ("total", len(self.criteria)),
        ):
            heads.append(words(f"workbook.{name}_of", most=count * HIGHEST))
        for criterion in self.criteria:
            text = shorten(criterion.text, 75, placeholder=" …")
            heads.append(f"{criterion.number} {criterion.importance}\n{text}")
        heads += [words("workbook.shortlist"), words("panel.reasons")]
        for column, head in enumerate(heads):
            self.sheet.write_string(_HEAD, column, head, self.formats.head)
        self.sheet.set_row(_HEAD, 104)
        self.sheet.set_column(_CANDIDATE, _CANDIDATE, 17)
        self.sheet.set_column(_MEETS, _MEETS, 16)
        self.sheet.set_column(_ESSENTIAL, _TOTAL, 10.5)
        self.sheet.set_column(_SCORES, self.end, _SCORE_WIDTH)
        self.sheet.set_column(self.end + 1, self.end + 1, _REASON_WIDTH)

    def _write_candidate(self, row: int) -> None:
        sheet, formats = self.sheet, self.formats
        sheet.set_row(row, 22)
        sheet.write_string(
            row, _CANDIDATE, self.words("panel.candidate_number", number=row - _HEAD), formats.label
        )
        every = xl_range(row, _SCORES, row, self.end - 1)
        first_desirable = _SCORES + self.essential
        essential = xl_range(row, _SCORES, row, first_desirable - 1) if self.essential else ""
        desirable = ""
        if self.essential < len(self.criteria):
            desirable = xl_range(row, first_desirable, row, self.end - 1)
        for column, formula in (
            (_MEETS, _meets_all(essential, self.essential, self.words)),
            (_ESSENTIAL, _sum(essential)),
            (_DESIRABLE, _sum(desirable)),
            (_TOTAL, _sum(every)),
        ):
            # Without a value, programs that only show the file would show 0.
            sheet.write_formula(row, column, formula, formats.result, "")
        for column in range(_SCORES, self.end + 1):
            sheet.write_blank(row, column, None, formats.score)
        sheet.write_blank(row, self.end + 1, None, formats.words)

    @property
    def _decisions(self) -> list[str]:
        """What somebody may decide; a comma would part one from another."""
        keys = ("yes", "no", "reserve")
        return [self.words(f"workbook.{key}").replace(",", " ") for key in keys]

    def _validate(self) -> None:
        for column, criterion in enumerate(self.criteria, start=_SCORES):
            self.sheet.data_validation(
                _FIRST, column, self.last, column,
                {
                    "validate": "list",
                    "source": f"={scale_cells(self.words)}",
                    "input_title": f"{criterion.number} {criterion.importance}"[:_HELP_TITLE],
                    "input_message": shorten(criterion.text, _HELP, placeholder=" …"),
                    "error_title": self.words("workbook.no_score")[:_HELP_TITLE],
                    "error_message": self.words(
                        "workbook.write_a_score",
                        highest=HIGHEST,
                        scale=scale_in_a_line(self.words),
                    )[:_HELP],
                },
            )  # fmt: skip
        self.sheet.data_validation(
            _FIRST, self.end, self.last, self.end, {"validate": "list", "source": self._decisions}
        )

    def _highlight(self) -> None:
        """Set apart what decides, by stripes, weight and frame as well as by colour."""
        sheet, formats = self.sheet, self.formats
        if self.essential:
            first = xl_rowcol_to_cell(_FIRST, _SCORES)
            sheet.conditional_format(
                _FIRST, _SCORES, self.last, _SCORES + self.essential - 1,
                {
                    "type": "formula",
                    "criteria": f"=AND(ISNUMBER({first}),{first}<{MET_FROM})",
                    "format": formats.not_met,
                },
            )  # fmt: skip
        for word, look in (("no", formats.not_met), ("yes", formats.met)):
            rule = {
                "type": "cell",
                "criteria": "==",
                "value": _quoted(self.words(f"workbook.{word}")),
                "format": look,
            }
            sheet.conditional_format(_FIRST, _MEETS, self.last, _MEETS, rule)
            sheet.conditional_format(_FIRST, self.end, self.last, self.end, rule)

    def _set_up_page(self, view: RoleView) -> None:
        sheet = self.sheet
        sheet.freeze_panes(_FIRST, _SCORES)
        set_up_print(
            sheet, _HEAD, view.words("panel_titles.shortlisting_grid", role=view.title), self.words
        )
        sheet.repeat_columns(_CANDIDATE, _CANDIDATE)
        sheet.print_area(0, 0, self.last, self.end + 1)
        width = 65 + (len(self.criteria) + 1) * _SCORE_WIDTH + _REASON_WIDTH
        # Fitted to one page, many criteria would be too small to read.
        sheet.fit_to_pages(-(-width // _PAGE_WIDTH), 0)


def _sum(cells: str) -> str:
    return f'=IF(COUNT({cells})=0,"",SUM({cells}))' if cells else '=""'


def _meets_all(cells: str, count: int, words: Words) -> str:
    if not count:
        return f"={_quoted(words('workbook.none_asked'))}"
    yes, no, part = (_quoted(words(f"workbook.{key}")) for key in ("yes", "no", "not_all_scored"))
    return (
        f'=IF(COUNTIF({cells},"<{MET_FROM}")>0,{no},IF(COUNT({cells})=0,"",'
        f"IF(COUNT({cells})<{count},{part},{yes})))"
    )


def _quoted(text: str) -> str:
    """Write a text in a formula."""
    return '"' + text.replace('"', '""') + '"'

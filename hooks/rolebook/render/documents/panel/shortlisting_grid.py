"""The shortlisting grid on paper: candidates by the criteria that applications are judged on."""

from __future__ import annotations

from collections.abc import Sequence

from rolebook.enrich.role_view import RoleView
from rolebook.render.documents.document_data import Json
from rolebook.render.documents.typst_pdf import PdfJob

from .numbered_criteria import NumberedCriterion, numbered_criteria
from .panel_pdf import panel_pdf

STAGE = ("application",)
#: Columns of scores that one sheet of A4 in landscape holds.
MOST_COLUMNS = 20
#: Columns of key on a sheet, and letters that fit on a line of one of them.
_KEY_COLUMNS = 3
_KEY_LINE = 57
_KEY_LINE_MM = 3.5
#: The lowest and the highest row that is written in by hand.
_LEAST_MM, _MOST_MM = 8.2, 12.0
#: What titles, column heads and margins leave of the page for key and rows, a little too small.
_ROOM_MM = 150
_LEAST_ROWS = 5
#: Rows of the sheet of results are higher, since reasons are written there.
_RESULTS_ROOM_MM = 124
_RESULTS_LEAST_MM, _RESULTS_MOST_MM = 10.0, 15.0


def shortlisting_grid(view: RoleView, site_name: str, candidates: int) -> PdfJob | None:
    """Describe the grid; None where no criterion is assessed by application."""
    criteria = numbered_criteria(view)
    scored = [criterion for criterion in criteria if criterion.is_assessed_at(STAGE)]
    if not scored:
        return None
    later = [criterion for criterion in criteria if not criterion.is_assessed_at(STAGE)]
    essential = sum(criterion.essential for criterion in scored)
    sheets = [
        {
            "criteria": [criterion.data() for criterion in part],
            "key": _in_key_columns(part),
            **_rows(rows, _room_below(part), _MOST_MM),
        }
        for part in _parts(scored)
        for rows in _sheets(candidates, max(_LEAST_ROWS, int(_room_below(part) / _LEAST_MM)))
    ]
    data: dict[str, Json] = {
        "sheets": sheets,
        "results": [
            _rows(rows, _RESULTS_ROOM_MM, _RESULTS_MOST_MM)
            for rows in _sheets(candidates, int(_RESULTS_ROOM_MM / _RESULTS_LEAST_MM))
        ],
        "later": [criterion.data() for criterion in later],
        "essential": essential,
        "desirable": len(scored) - essential,
        "candidates": candidates,
    }
    return panel_pdf(view, site_name, "shortlisting_grid", "shortlisting.typ", data)


def _parts(criteria: Sequence[NumberedCriterion]) -> list[Sequence[NumberedCriterion]]:
    """Share criteria out over as few sheets as can be, and as evenly as can be."""
    for count in range(-(-len(criteria) // MOST_COLUMNS), len(criteria) + 1):
        each = -(-len(criteria) // count)
        parts = [criteria[start : start + each] for start in range(0, len(criteria), each)]
        # Where texts are very long, fewer of them leave room for candidates below.
        if all(_room_below(part) >= _LEAST_ROWS * _LEAST_MM for part in parts):
            return parts
    return [[criterion] for criterion in criteria]


def _sheets(candidates: int, most: int) -> list[range]:
    """Share the numbers of candidates out over sheets, as evenly as can be.

    >>> _sheets(20, 12)
    [range(1, 11), range(11, 21)]
    """
    each = -(-candidates // -(-candidates // most))
    return [
        range(start, min(start + each, candidates + 1)) for start in range(1, candidates + 1, each)
    ]


def _lines(criterion: NumberedCriterion) -> int:
    return -(-len(criterion.text) // _KEY_LINE) + bool(criterion.goes_beyond)


def _room_below(part: Sequence[NumberedCriterion]) -> float:
    """Reckon what the key of these criteria leaves for candidates, in millimetres."""
    tallest = max(sum(_lines(criterion) + 0.4 for criterion in column) for column in _columns(part))
    return _ROOM_MM - tallest * _KEY_LINE_MM


def _rows(rows: range, room: float, highest: float) -> dict[str, Json]:
    """Give which candidates stand on a sheet, with as much room to write as there is."""
    height = max(_LEAST_MM, min(highest, room / len(rows)))
    return {"first": rows.start, "last": rows.stop - 1, "row_mm": round(height, 1)}


def _columns(part: Sequence[NumberedCriterion]) -> list[Sequence[NumberedCriterion]]:
    """Fill columns one after another, so that all are about as tall."""
    share = sum(map(_lines, part)) / _KEY_COLUMNS
    columns: list[list[NumberedCriterion]] = [[] for _ in range(_KEY_COLUMNS)]
    done = 0.0
    for criterion in part:
        lines = _lines(criterion)
        # Where most of the criterion lies is where it goes.
        columns[min(_KEY_COLUMNS - 1, int((done + lines / 2) / share))].append(criterion)
        done += lines
    return [column for column in columns if column]


def _in_key_columns(part: Sequence[NumberedCriterion]) -> list[Json]:
    return [[criterion.data() for criterion in column] for column in _columns(part)]

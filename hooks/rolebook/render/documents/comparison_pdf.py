"""Comparisons on paper: all roles at a glance, roles side by side, and who asks for what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rolebook.base.document_tree import Block
from rolebook.enrich.site.comparison import (
    MOST_COLUMNS,
    NOT_OPEN,
    NOT_STATED,
    CriterionGroup,
    CriterionLine,
    FactGroup,
    FactRow,
    SideBySide,
)
from rolebook.enrich.site.role_card import RoleCard

from .document_data import Json, blocks_data, words
from .job_pack import content_words, start_of
from .pdf_job import PdfJob

#: As many columns of roles as A4 in landscape holds; more need A3.
_MOST_ON_A4 = 6
#: Letters of a word that surely fits a column, unless there are very many.
_LONGEST_WORD = 16
#: A cell longer than this may run over a page.
_LONGEST_WHOLE_CELL = 900


@dataclass(frozen=True)
class Sheet:
    """What every sheet of a site has in common; ``notice`` says that its roles are examples."""

    site_name: str
    content_date: dt.date | None
    colour: str
    notice: str = ""


def overview_pdf(views: Sequence[RoleCard], sheet: Sheet) -> PdfJob:
    """Describe the table of all roles; a column in which nothing stands is left out."""
    columns = [column for column in _OVERVIEW if _is_wanted(column, views)]
    return _job(
        "overview",
        "overview.typ",
        "All roles at a glance",
        sheet,
        {
            "paper": "a4",
            "longest_word": _LONGEST_WORD,
            "columns": [{"title": title, "share": share} for title, share, _ in columns],
            "rows": [[_overview_cell(cell(view)) for _, _, cell in columns] for view in views],
        },
    )


def group_pdf(group: SideBySide, sheet: Sheet) -> PdfJob:
    """Describe a named group side by side: facts first, then criteria."""
    introduction = group.comparison.introduction
    return _comparison(
        f"comparison-{group.id}",
        group.comparison.title,
        introduction.blocks if introduction else (),
        group.roles,
        (group.facts, group.criteria),
        sheet,
    )


def criteria_pdf(
    matrix: Sequence[CriterionGroup],
    roles: Sequence[RoleCard],
    sheet: Sheet,
) -> PdfJob:
    """Describe which criteria all roles ask for."""
    return _comparison(
        "criteria",
        "Criteria by role",
        (),
        roles,
        ((), matrix),
        sheet,
    )


_Cell = tuple[str, str]
_OVERVIEW: tuple[tuple[str, float, Callable[[RoleCard], _Cell]], ...] = (
    ("Role", 1.2, lambda view: (view.title, view.department)),
    ("Organisation", 0.8, lambda view: (view.organisation.name, "")),
    ("Pay", 1.5, lambda view: (view.pay.stated, _actual_pay(view))),
    ("Hours", 1.0, lambda view: (view.hours, "")),
    ("Base or places", 1.0, lambda view: (view.base, "")),
    ("Contract", 0.9, lambda view: (view.contract, "")),
    ("Closing date", 1.0, lambda view: (view.closing or NOT_OPEN, _example(view))),
)  # fmt: skip


def _example(view: RoleCard) -> str:
    return "Example" if view.is_example else ""


def _actual_pay(view: RoleCard) -> str:
    words = view.pay.for_these_hours
    return f"Worked out for these hours: {words}" if words else ""


def _is_wanted(
    column: tuple[str, float, Callable[[RoleCard], _Cell]], views: Sequence[RoleCard]
) -> bool:
    return any(column[2](view)[0] for view in views)


def _overview_cell(cell: _Cell) -> Json:
    return {"value": words(cell[0]), "note": words(cell[1])}


def _comparison(
    name: str,
    title: str,
    introduction: Sequence[Block],
    roles: Sequence[RoleCard],
    tables: tuple[Sequence[FactGroup], Sequence[CriterionGroup]],
    sheet: Sheet,
) -> PdfJob:
    facts, criteria = tables
    spans = _spans(len(roles))
    widest = max((len(span) for span in spans), default=1)
    a4 = widest <= _MOST_ON_A4
    data: dict[str, Json] = {
        "paper": "a4" if a4 else "a3",
        "longest_word": _LONGEST_WORD if widest < 10 else 12,
        # The rest is for the criterion: 70 mm or more of A4, 75 mm or more of A3.
        "mark_width_mm": min(44, (178 if a4 else 297) // widest),
        "introduction": blocks_data(introduction),
        "parts": [_part(some, roles, facts, criteria) for some in spans],
    }
    return _job(name, "comparison.typ", title, sheet, data)


def _spans(count: int) -> list[range]:
    """Share columns out over as few tables as can be read, and as evenly as can be.

    >>> [len(span) for span in _spans(14)]
    [7, 7]
    """
    parts = -(-count // MOST_COLUMNS)
    each = -(-count // parts) if parts else 0
    return [range(start, min(start + each, count)) for start in range(0, count, each or 1)]


def _part(
    span: range,
    roles: Sequence[RoleCard],
    facts: Iterable[FactGroup],
    criteria: Iterable[CriterionGroup],
) -> Json:
    groups: list[Json] = []
    for group in criteria:
        lines = [_line(line, span) for line in group.lines if any(line.demands[i] for i in span)]
        if lines:
            groups.append({"part": group.part, "title": group.title, "lines": lines})
    whole = len(span) == len(roles)
    return {
        "which": "" if whole else f": roles {span.start + 1} to {span.stop} of {len(roles)}",
        "roles": [_role(roles[i]) for i in span],
        "facts": [
            {"title": group.title, "rows": [_fact(row, span) for row in group.rows]}
            for group in facts
        ],
        "criteria": groups,
    }


def _role(view: RoleCard) -> Json:
    return {
        "title": words(view.title),
        "organisation": words(view.organisation.name),
        "lists_criteria": view.has_criteria,
    }


def _fact(row: FactRow, span: range) -> Json:
    values = [row.values[i] for i in span]
    return {
        "label": words(row.label),
        "values": [{"words": words(value), "stated": value != NOT_STATED} for value in values],
        "agreement": row.agreement,
        "breakable": any(len(value) > _LONGEST_WHOLE_CELL for value in values),
    }


def _line(line: CriterionLine, span: range) -> Json:
    return {
        "text": words(line.text),
        "demands": [line.demands[i] for i in span],
        "breakable": len(line.text) > _LONGEST_WHOLE_CELL,
    }


def _job(name: str, template: str, title: str, sheet: Sheet, data: dict[str, Json]) -> PdfJob:
    return PdfJob(
        name=name,
        template=template,
        data={
            "document_title": f"{title}: {sheet.site_name}",
            "title": words(title),
            "site_name": words(sheet.site_name),
            "colour": sheet.colour,
            "content_date": content_words(sheet.content_date),
            "notice": words(sheet.notice),
            **data,
        },
        timestamp=start_of(sheet.content_date),
    )

"""Comparisons on paper: all roles at a glance, roles side by side, and who asks for what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rolebook.base.document_tree import Block
from rolebook.base.words import Words
from rolebook.enrich.site.compared_role import Demand
from rolebook.enrich.site.comparison import (
    MOST_COLUMNS,
    CriterionGroup,
    CriterionLine,
    FactGroup,
    FactRow,
    SideBySide,
)
from rolebook.enrich.site.role_card import RoleCard

from .document_data import Json, blocks_data, words, words_data
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
    words: Any
    """The catalogue of words, or what stands for it"""
    notice: str = ""


def overview_pdf(views: Sequence[RoleCard], sheet: Sheet) -> PdfJob:
    """Describe the table of all roles; a column in which nothing stands is left out."""
    columns = [column for column in _OVERVIEW if _is_wanted(column, views, sheet.words)]
    return _job(
        "overview",
        "overview.typ",
        sheet.words("compare.all_roles"),
        sheet,
        {
            "paper": "a4",
            "longest_word": _LONGEST_WORD,
            "columns": [
                {"title": sheet.words(f"overview.{key}"), "share": share}
                for key, share, _ in columns
            ],
            "rows": [
                [_overview_cell(cell(view, sheet.words)) for _, _, cell in columns]
                for view in views
            ],
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
        sheet.words("matrix.title"),
        (),
        roles,
        ((), matrix),
        sheet,
    )


_Cell = tuple[str, str]
_Column = tuple[str, float, Callable[[RoleCard, Words], _Cell]]
#: The columns by their keys in the catalogue of words, with their share of the width.
_OVERVIEW: tuple[_Column, ...] = (
    ("role", 1.2, lambda view, _: (view.title, view.department)),
    ("organisation", 0.8, lambda view, _: (view.organisation.name, "")),
    ("pay", 1.5, lambda view, words: (view.pay.stated, _actual_pay(view, words))),
    ("hours", 1.0, lambda view, _: (view.hours, "")),
    ("base", 1.0, lambda view, _: (view.base, "")),
    ("contract", 0.9, lambda view, _: (view.contract, "")),
    ("closes", 1.0, lambda view, words: (
        view.closing or words("values.not_open"), _example(view, words)
    )),
)  # fmt: skip


def _example(view: RoleCard, words: Words) -> str:
    return words("overview.example") if view.is_example else ""


def _actual_pay(view: RoleCard, words: Words) -> str:
    amount = view.pay.for_these_hours
    return words("overview.for_these_hours", amount=amount) if amount else ""


def _is_wanted(column: _Column, views: Sequence[RoleCard], words: Words) -> bool:
    return any(column[2](view, words)[0] for view in views)


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
        "introduction": blocks_data(introduction, sheet.words),
        "parts": [_part(some, roles, facts, criteria, sheet.words) for some in spans],
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
    catalogue: Words,
) -> Json:
    groups: list[Json] = []
    for group in criteria:
        lines = [
            _line(line, span, catalogue)
            for line in group.lines
            if any(line.demands[i] for i in span)
        ]
        if lines:
            groups.append({"part": group.part, "title": group.title, "lines": lines})
    some: dict[str, object] = {}
    if len(span) < len(roles):
        some = {"first": span.start + 1, "last": span.stop, "all": len(roles)}
    return {
        "facts_title": catalogue("sheet.facts_of_some" if some else "compare.facts", **some),
        "criteria_title": catalogue(
            "sheet.criteria_of_some" if some else "compare.criteria", **some
        ),
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
        "values": [{"words": words(value), "stated": value != row.not_stated} for value in values],
        "agreement": row.agreement,
        "breakable": any(len(value) > _LONGEST_WHOLE_CELL for value in values),
    }


def _line(line: CriterionLine, span: range, catalogue: Words) -> Json:
    return {
        "text": words(line.text),
        "demands": [_demand(line.demands[i], catalogue) for i in span],
        "breakable": len(line.text) > _LONGEST_WHOLE_CELL,
    }


def _demand(demand: Demand, catalogue: Words) -> Json:
    """Say how strongly a role asks for something; the words are empty where it does not."""
    if demand == "both":
        extra = catalogue("demands.desirable_extra")
        told = catalogue("demands.essential_and_extra", extra=extra)
    else:
        told = catalogue(f"demands.{demand}") if demand else ""
    return {"words": told, "essential": demand in ("essential", "both")}


def _job(name: str, template: str, title: str, sheet: Sheet, data: dict[str, Json]) -> PdfJob:
    return PdfJob(
        name=name,
        template=template,
        data={
            "document_title": f"{title}: {sheet.site_name}",
            "words": words_data(sheet.words, "paper", "sheet"),
            "title": words(title),
            "site_name": words(sheet.site_name),
            "colour": sheet.colour,
            "content_date": content_words(sheet.content_date, sheet.words),
            "notice": words(sheet.notice),
            **data,
        },
        timestamp=start_of(sheet.content_date),
    )

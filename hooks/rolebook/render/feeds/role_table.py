"""All roles as a table for spreadsheets, one line for each role."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from rolebook.base.money import number, to_pence
from rolebook.enrich.places import postal_address
from rolebook.enrich.role_view import RoleView
from rolebook.render.web.publisher import Publisher

TABLE = "roles.csv"

#: A cell that begins with one of these is a formula to a spreadsheet. OWASP's advice is a single
#: quotation mark before it (https://owasp.org/www-community/attacks/CSV_Injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def role_table(rows: Iterable[Sequence[tuple[str, str]]]) -> bytes:
    """Write the table, from what ``table_row`` gave for each role.

    It begins with a mark by which Excel knows that it is UTF-8.
    """
    text = StringIO()
    writer = csv.writer(text)
    for index, cells in enumerate(rows):
        if index == 0:
            writer.writerow(title for title, _ in cells)
        writer.writerow(_harmless(cell) for _, cell in cells)
    return text.getvalue().encode("utf-8-sig")


def table_row(view: RoleView, publisher: Publisher) -> tuple[tuple[str, str], ...]:
    """Give the cells of a role's line, each with the title of its column."""
    return tuple(_cells(view, publisher))


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _cells(view: RoleView, publisher: Publisher) -> Iterator[tuple[str, str]]:
    role, full, salary = view.role, view.pay.annual_equivalent, view.pay.salary
    words = view.words
    openings = [vacancy.vacancy for vacancy in view.vacancies]
    base = view.locations[0] if view.locations else None
    yield words("table_columns.role_id"), view.id
    yield words("table_columns.role_title"), view.title
    yield words("table_columns.organisation"), view.organisation.name
    yield words("table_columns.department"), view.department
    yield words("table_columns.job_family"), role.job_family or ""
    yield words("table_columns.grade"), role.grade or ""
    yield words("table_columns.reference"), role.reference or ""
    yield words("table_columns.reports_to"), "; ".join(role.reports_to)
    yield words("table_columns.status"), view.status
    yield words("table_columns.vacancies"), "; ".join(opening.reference for opening in openings)
    yield words("table_columns.closing_date"), view.closing
    yield (
        words("table_columns.differs_by_vacancy"),
        next((f.value for f in view.facts if f.key == "differs"), ""),
    )
    yield words("table_columns.contract"), view.contract
    yield words("table_columns.hours"), view.hours
    yield (
        words("table_columns.hours_a_week"),
        number(role.hours.hours_a_week) if role.hours.hours_a_week else "",
    )
    yield words("table_columns.pay"), view.pay.stated
    yield words("table_columns.full_time_pay_from"), str(to_pence(full.lowest)) if full else ""
    yield words("table_columns.full_time_pay_to"), str(to_pence(full.highest)) if full else ""
    yield words("table_columns.pay_from"), str(salary.range.lowest) if salary else ""
    yield words("table_columns.pay_to"), str(salary.range.highest) if salary else ""
    yield words("table_columns.paid_per"), salary.unit if salary else ""
    yield words("table_columns.base"), view.base
    yield words("table_columns.address"), postal_address(base) if base else ""
    yield words("table_columns.region"), (base.region if base else "") or ""
    workplace = role.place.workplace if role.place else None
    yield words("table_columns.workplace"), workplace.type if workplace else ""
    for own in view.custom_fields:
        yield own.field.label, own.words
    yield (
        words("table_columns.last_changed"),
        view.content_date.isoformat() if view.content_date else "",
    )
    yield words("table_columns.page"), publisher.page(view)

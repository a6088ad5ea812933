"""Roles as JSON for other programs: a list of all, each in whole, and the schemas of both."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel

from rolebook.base.document_tree import Section
from rolebook.base.money import to_pence
from rolebook.enrich.criteria import RoleCriterion
from rolebook.enrich.openings import posts_of
from rolebook.enrich.pay.figures import PayFigures
from rolebook.enrich.role_view import RoleView
from rolebook.enrich.vacancy_view import VacancyView
from rolebook.model.role import Role
from rolebook.model.site_config import Address, Location
from rolebook.render.web.page import OutputFile
from rolebook.render.web.publisher import Publisher, data_path

from .description_html import blocks_html
from .role_records import (
    ContractRecord,
    CriterionRecord,
    HoursRecord,
    InterviewRecord,
    OrganisationRecord,
    PayRecord,
    PlaceRecord,
    RoleList,
    RoleRecord,
    RoleSummary,
    SectionRecord,
    VacancyRecord,
)

LIST = "roles.json"
_SCHEMAS: dict[str, type[BaseModel]] = {
    "schemas/role.json": RoleRecord,
    "schemas/roles.json": RoleList,
}


def role_record(view: RoleView, publisher: Publisher) -> bytes:
    """Write what the list of all roles says of one."""
    return _json(RoleSummary.model_construct(**_summary(view, publisher)))


def role_file(view: RoleView, publisher: Publisher) -> bytes:
    """Write a role in whole."""
    return _json(_whole(view, _summary(view, publisher)))


def role_list(records: Iterable[bytes], publisher: Publisher) -> OutputFile:
    """Write the list of all roles, from what ``role_record`` gave for each."""
    site = json.dumps(publisher.name, ensure_ascii=False).encode()
    return OutputFile(LIST, b'{"site":%s,"roles":[%s]}' % (site, b",".join(records)))


def schema_files(publisher: Publisher) -> Iterator[OutputFile]:
    """Write the schemas of the list and of a role."""
    for path, record in _SCHEMAS.items():
        yield OutputFile(path, _schema(record, publisher.url(path)))


@cache
def _schema(record: type[BaseModel], address: str) -> bytes:
    """Write the JSON Schema of a file; its id is the address at which it stands."""
    schema = record.model_json_schema(mode="serialization")
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps({"$schema": dialect, "$id": address, **schema}, indent=2).encode()


def _json(record: BaseModel) -> bytes:
    return record.model_dump_json(exclude_none=True).encode()


def _whole(view: RoleView, summary: dict[str, Any]) -> RoleRecord:
    return RoleRecord.model_construct(
        **summary,
        reports_to=view.role.reports_to,
        criteria=tuple(_criterion(criterion) for criterion in view.criteria),
        sections=tuple(_section(section) for section in view.sections),
    )


def _summary(view: RoleView, publisher: Publisher) -> dict[str, Any]:
    organisation = view.organisation
    status: Literal["open", "closed", "not-advertised"] = "not-advertised"
    if view.is_open:
        status = "open"
    elif view.ended:
        status = "closed"
    words = (view.hours, view.contract)
    return {
        "id": view.id,
        "url": publisher.page(view),
        "data": publisher.url(data_path(view)),
        "title": view.title,
        "organisation": OrganisationRecord(
            id=view.organisation_id, name=organisation.name, website=organisation.website
        ),
        "department": view.department or None,
        "job_family": view.role.job_family,
        "grade": view.role.grade,
        "reference": view.role.reference,
        "summary": view.summary,
        "status": status,
        "custom_fields": {own.id: own.typed for own in view.custom_fields if own.typed} or None,
        "example": view.is_example,
        "changed": view.content_date,
        **_terms(view.role, view.pay, words, view.locations),
        "vacancies": tuple(_vacancy(view, vacancy, publisher) for vacancy in view.vacancies),
    }


def _vacancy(view: RoleView, vacancy: VacancyView, publisher: Publisher) -> VacancyRecord:
    opening, application = vacancy.vacancy, vacancy.application
    words = (vacancy.hours, vacancy.contract)
    return VacancyRecord(
        reference=opening.reference,
        example=opening.example,
        url=publisher.place(view, vacancy),
        posts=posts_of(opening),
        opens=opening.opens,
        closes=opening.closes,
        open_until_filled=opening.open_until_filled,
        review_on=opening.review_on,
        may_close_after=opening.may_close_after,
        interviews=tuple(
            InterviewRecord(on=interview.on, detail=interview.detail)
            for interview in opening.interviews
        ),
        apply_link=application.link if application else None,
        apply_email=application.email if application else None,
        **_terms(vacancy.role, vacancy.pay, words, vacancy.locations),
    )


def _terms(
    role: Role, pay: PayFigures, words: tuple[str, str], locations: Iterable[Location]
) -> dict[str, Any]:
    workplace = role.place.workplace if role.place else None
    return {
        "hours": HoursRecord(
            words=words[0],
            pattern=role.hours.pattern,
            hours_a_week=_number(role.hours.hours_a_week),
            full_time_hours=_number(role.hours.full_time_hours),
            weeks_a_year=_number(role.hours.weeks_a_year),
        ),
        "contract": ContractRecord(
            words=words[1],
            type=role.contract.type,
            months=role.contract.months,
            ends=role.contract.ends,
        ),
        "pay": _pay(pay),
        "workplace": workplace.type if workplace else None,
        "places": tuple(_place(location) for location in locations),
    }


def _pay(figures: PayFigures) -> PayRecord:
    salary, full = figures.salary, figures.annual_equivalent
    return PayRecord(
        words=figures.stated,
        unpaid=figures.unpaid,
        currency="GBP" if salary or full else None,
        minimum=_number(salary.range.lowest) if salary else None,
        maximum=_number(salary.range.highest) if salary else None,
        unit=salary.unit if salary else None,
        full_time_minimum=_number(to_pence(full.lowest)) if full else None,
        full_time_maximum=_number(to_pence(full.highest)) if full else None,
    )


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _place(location: Location) -> PlaceRecord:
    address = location.address or Address()
    return PlaceRecord(
        name=location.name,
        lines=address.lines,
        town=address.town,
        county=address.county,
        postcode=address.postcode,
        region=location.region,
    )


def _section(section: Section) -> SectionRecord:
    return SectionRecord(
        id=section.id,
        title=section.title,
        html=blocks_html(section.blocks, whole=True),
        sections=tuple(_section(part) for part in section.sections),
    )


def _criterion(criterion: RoleCriterion) -> CriterionRecord:
    return CriterionRecord(
        id=criterion.id,
        # The key of a criterion that is not shared begins with the id of its role.
        shared=criterion.key == criterion.id,
        category=criterion.category,
        essential=criterion.essential,
        desirable=criterion.desirable,
        assessed_by=criterion.assessed_by,
    )

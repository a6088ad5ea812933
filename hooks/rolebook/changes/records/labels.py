"""What the fields of the model are called in a sentence, and what their values are in words."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import lru_cache
from typing import Any, get_args

from pydantic import BaseModel, PlainValidator

from rolebook.base import dates
from rolebook.base.money import number, pounds
from rolebook.base.prose import Prose
from rolebook.base.suggestions import shortened
from rolebook.check.words import packaged_words
from rolebook.enrich.working_terms import start_words
from rolebook.model.contract import Start
from rolebook.model.pre_employment_checks import DISCLOSURE_NAMES
from rolebook.model.references import field_refers_to
from rolebook.model.values import figures

from .change import Names

#: Fields whose names do not say by themselves what they are, by record and field.
_LABELS = {
    "Role.reference": "reference of the job description",
    "Role.fte": "full-time equivalent",
    "Role.accountable_to": "accountable to",
    "Role.version_note": "note about this version",
    "Role.manages": "manages",
    "Role.purpose": "purpose of the post",
    "Role.structure": "structure of the post",
    "Contract.type": "contract",
    "Contract.months": "length of the contract in months",
    "Contract.ends": "last day of the contract",
    "Contract.reason": "reason for the term",
    "Contract.start": "start",
    "Contract.detail": "terms of the contract",
    "WorkingHours.pattern": "working pattern",
    "WorkingHours.fte": "full-time equivalent",
    "WorkingHours.full_time_hours": "hours of a full-time week",
    "WorkingHours.pattern_detail": "words about the working pattern",
    "WorkingHours.amounts": "amount of work",
    "CoreHours.start": "start of the core hours",
    "CoreHours.end": "end of the core hours",
    "Place.base_confirmed": "base confirmed",
    "Place.detail": "words about the place",
    "Workplace.type": "workplace",
    "Workplace.in_person_share": "share of time in person",
    "Workplace.detail": "words about the workplace",
    "Travel.required": "travel needed",
    "Travel.expenses": "travel expenses",
    "Travel.any_site": "work at other sites",
    "Travel.detail": "words about travel",
    "PayTerms.paid": "how often it is paid",
    "PayTerms.on_invoice": "paid on invoice",
    "PayTerms.detail": "words about pay",
    "RatePay.hours_each": "hours of a paid day or session",
    "UnpaidPay.expenses": "expenses",
    "TieredPay.depends_on": "what pay depends on",
    "Advert.introduction": "introduction of the advert",
    "Advert.about": "words about the team",
    "Advert.benefits": "benefits of the role",
    "Requirements.introduction": "introduction of the requirements",
    "Requirements.other": "other requirements",
    "Requirements.evidence_asked_for": "evidence asked for",
    "Requirements.other_body_accepted": "other professional bodies accepted",
    "PersonSpecification.introduction": "introduction of the person specification",
    "PreEmploymentChecks.disclosure": "criminal record check",
    "PreEmploymentChecks.right_to_work": "proof of the right to work",
    "PreEmploymentChecks.sponsorship": "visa sponsorship",
    "PreEmploymentChecks.health": "health clearance",
    "PreEmploymentChecks.detail": "words about checks",
    "Application.link": "address for applications",
    "Application.email": "email for applications",
    "Application.form": "application form",
    "Application.guidance": "guidance on applying",
    "Application.documents": "documents to send",
    "Application.questions": "questions on the form",
    "Vacancy.posts": "number of posts",
    "Vacancy.opens": "opening date",
    "Vacancy.closes": "closing date",
    "Vacancy.review_on": "day of review",
    "Vacancy.may_close_after": "applications after which it may close",
    "Vacancy.shortlisting_on": "day of shortlisting",
    "Vacancy.detail": "words about the vacancy",
    "Vacancy.changes": "recorded changes",
    "Address.lines": "building and street",
    "StandardDuty.items": "parts",
    "Duties.introduction": "introduction of the duties",
    "GeneralDuties.set": "set of general duties",
    "GeneralDuties.exceptions": "general duties left out",
    "GeneralDuties.additions": "general duties added for this role",
}  # fmt: skip

#: Records whose labels need nothing before them.
_SPEAK_FOR_THEMSELVES = frozenset({
    "Contract", "WorkingHours", "CoreHours", "Place", "Workplace", "Travel", "Advert", "Duties",
    "PreEmploymentChecks", "Application", "PersonSpecification", "GeneralDuties", "Requirements",
    "Overrides", "Address",
})  # fmt: skip

#: The fields that say what a record is about, the best first.
_NAMING = ("name", "title", "text", "any_of", "post", "who", "award", "question", "when", "body")

#: The groups of the catalogue in which the choices of a field are.
_CHOICES = {
    "Contract.type": "contract_types",
    "WorkingHours.pattern": "patterns",
}


def label(record: type[BaseModel], field: str) -> str:
    """Give the words for a field."""
    for kind in record.__mro__:
        if words := _LABELS.get(f"{kind.__name__}.{field}"):
            return words
    return field.replace("_", " ")


def lead_of(record: type[BaseModel], words: str) -> str:
    """Give what leads into sentences about the fields of a record that is called ``words``."""
    names = {kind.__name__ for kind in record.__mro__}
    return "" if names & _SPEAK_FOR_THEMSELVES else f"{words}: "


def value_words(record: type[BaseModel], field: str, value: Any, names: Names) -> str:
    """Put a value of a field into words; ``names`` tells what ids stand for."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return _amount(record, field, value)
    if isinstance(value, str):
        if to := field_refers_to(record, field):
            return names.of(to.list, value)
        for kind in record.__mro__:
            named = f"{kind.__name__}.{field}"
            if named == "PreEmploymentChecks.disclosure":
                return DISCLOSURE_NAMES[value]
            if group := _CHOICES.get(named):
                return _choice(group, value)
        return value
    return plain_words(value, names)


def _choice(group: str, value: str) -> str:
    """Give the words for a choice; the model says what a contract is called of which none is."""
    words, key = packaged_words(), f"{group}.{value}"
    return words(key if key in words.messages else "values.not_stated").casefold()


def is_money(record: type[BaseModel], field: str) -> bool:
    """Whether a field holds pounds."""
    return _reader(record, field) is figures.read_money


def plain_words(value: Any, names: Names | None = None) -> str:
    """Put a value into words where nothing is known of its field."""
    if isinstance(value, Prose):
        return value.plain
    if isinstance(value, dt.datetime):
        return dates.moment(value)
    if isinstance(value, dt.date):
        return dates.day(value)
    if isinstance(value, dt.time):
        return dates.clock_time(value)
    if isinstance(value, Start):
        return start_words(value, packaged_words())
    if isinstance(value, BaseModel):
        return record_words(value, names)
    if isinstance(value, (tuple, list)):
        return ", ".join(plain_words(item, names) for item in value)
    return number(value) if isinstance(value, Decimal) else str(value)


def record_words(record: BaseModel, names: Names | None = None) -> str:
    """Name a record by what it says first."""
    field = _naming(record)
    value = getattr(record, field, None)
    if field == "any_of" and value:
        return " or ".join(value)
    if value is not None:
        return value_words(type(record), field, value, names or Names())
    given = (plain_words(getattr(record, field)) for field in record.model_fields_set)
    return shortened(", ".join(sorted(given)))


def details(record: BaseModel, names: Names) -> str:
    """Give what a record says beside its name, in brackets; empty where that is nothing."""
    said = []
    for field in type(record).model_fields:
        value = getattr(record, field)
        plain = isinstance(value, (str, Decimal, int, dt.date))
        if plain and field in record.model_fields_set and field != _naming(record):
            words = value_words(type(record), field, value, names)
            said.append(f"{label(type(record), field)} {words}")
    return f" ({', '.join(said)})" if said else ""


def _naming(record: BaseModel) -> str:
    """Give the field that says what a record is about."""
    fields = type(record).model_fields
    for field in (*_NAMING, *fields):
        value = getattr(record, field, None)
        if field in fields and value and isinstance(value, (str, Prose, dt.date, tuple)):
            return field
    return ""


def _amount(record: type[BaseModel], field: str, value: Decimal) -> str:
    reader = _reader(record, field)
    if reader is figures.read_money:
        return pounds(value)
    if reader is figures.read_percent:
        return f"{number(value)}%"
    return number(value)


@lru_cache(maxsize=512)
def _reader(record: type[BaseModel], field: str) -> Any:
    """Give the function that reads the text of a field, which tells what kind of figure it is."""
    info = record.model_fields.get(field)
    if info is None:
        return None
    waiting = [*info.metadata, info.annotation]
    while waiting:
        part = waiting.pop()
        if isinstance(part, PlainValidator):
            return part.func
        waiting.extend([*getattr(part, "__metadata__", ()), *get_args(part)])
    return None

"""Open vacancies as schema.org JobPosting, by which search engines and job boards list them.

What each property means, and which values it takes, is as Google documents it:
https://developers.google.com/search/docs/appearance/structured-data/job-posting

Left out on purpose: ``directApply`` (the application form is the employer's, elsewhere),
``experienceRequirements`` and ``educationRequirements`` (Google wants months of experience and a
level of credential, which no role states as such; the criteria stand in the description).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from rolebook.enrich.country import country_of, country_of_post, posted_places
from rolebook.enrich.role_view import RoleView
from rolebook.enrich.vacancy_view import VacancyView
from rolebook.model.contract import TEMPORARY
from rolebook.model.role import Role
from rolebook.model.site_config import Address, Location
from rolebook.render.documents.document_data import Json
from rolebook.render.web.publisher import Publisher, logo_path

from .description_html import description_html

_PATTERNS = {
    "full-time": ("FULL_TIME",),
    "part-time": ("PART_TIME",),
    "either": ("FULL_TIME", "PART_TIME"),
    "flexible": (),
}
_CONTRACTS = {
    "self-employed": "CONTRACTOR",
    "volunteer": "VOLUNTEER",
    # Work that is offered and taken time by time; Google's PER_DIEM is pay by the day.
    "casual": "OTHER",
    **dict.fromkeys(TEMPORARY, "TEMPORARY"),
}

#: No text can end the element of a script, begin a comment in it, or break a line of JavaScript.
_ESCAPES = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})


def job_postings(view: RoleView, publisher: Publisher) -> tuple[Mapping[str, Json], ...]:
    """Give one posting for each open vacancy of a role that is no example."""
    return tuple(
        _posting(view, vacancy, publisher)
        for vacancy in view.vacancies
        if not vacancy.vacancy.example
    )


def script_json(data: Json) -> str:
    """Write JSON that can stand in an element of a script, whatever its texts hold."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)


def employment_types(role: Role) -> tuple[str, ...]:
    """Give Google's words for hours and contract; OTHER where neither says anything."""
    contract = _CONTRACTS.get(role.contract.type)
    types = (*_PATTERNS[role.hours.pattern], *((contract,) if contract else ()))
    return types or ("OTHER",)


def _posting(view: RoleView, vacancy: VacancyView, publisher: Publisher) -> Mapping[str, Json]:
    opening = vacancy.vacancy
    # A date without a time is meant for the day of the place; the role's last change stands in
    # where nobody wrote when the vacancy opened. Where neither is known, no date is made up.
    posted = opening.opens or view.content_date
    posting: dict[str, Json] = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": view.title,
        "description": description_html(view, vacancy),
        "identifier": {
            "@type": "PropertyValue",
            "name": view.organisation.name,
            "value": opening.reference,
        },
    }
    if posted:
        posting["datePosted"] = posted.isoformat()
    if opening.closes:
        posting["validThrough"] = opening.closes.isoformat()
    posting["employmentType"] = list(employment_types(vacancy.role))
    posting["hiringOrganization"] = _organisation(view, publisher)
    posting.update(_places(vacancy))
    if salary := _salary(vacancy):
        posting["baseSalary"] = salary
    if publisher.address:
        posting["url"] = publisher.page(view)
    return posting


def _organisation(view: RoleView, publisher: Publisher) -> Mapping[str, Json]:
    organisation: dict[str, Json] = {"@type": "Organization", "name": view.organisation.name}
    if view.organisation.website:
        organisation["sameAs"] = view.organisation.website
    if publisher.address and (logo := logo_path(view)):
        organisation["logo"] = publisher.url(logo)
    return organisation


def _places(vacancy: VacancyView) -> Iterator[tuple[str, Json]]:
    """Give the places of work; a fully remote post says from where people may apply.

    Google asks for a place unless the post is fully remote, and for its country at the least. A
    country that nobody stated is left out all the same.
    """
    country = country_of_post(vacancy.role, vacancy.locations)
    workplace = vacancy.role.place.workplace if vacancy.role.place else None
    remote = workplace is not None and workplace.type == "remote"
    if remote:
        yield "jobLocationType", "TELECOMMUTE"
        if country:
            yield "applicantLocationRequirements", {"@type": "Country", "name": country}
    places: list[Mapping[str, Json]] = [
        _place(location) for location in posted_places(vacancy.locations)
    ]
    if country and not places and not remote:
        places = [{"@type": "Place", "address": _address(Address(), None, country)}]
    if places:
        yield "jobLocation", places[0] if len(places) == 1 else places


def _place(location: Location) -> Mapping[str, Json]:
    address = location.address or Address()
    return {
        "@type": "Place",
        "name": location.name,
        "address": _address(address, location.region, country_of(location)),
    }


def _address(address: Address, region: str | None, country: str) -> Mapping[str, Json]:
    parts = {
        "streetAddress": ", ".join(address.lines),
        "addressLocality": address.town,
        "addressRegion": address.county or region,
        "postalCode": address.postcode,
        "addressCountry": country,
    }
    return {"@type": "PostalAddress", **{name: part for name, part in parts.items() if part}}


def _salary(vacancy: VacancyView) -> Mapping[str, Json] | None:
    """Give what the post pays for its hours, as Google asks for the actual base salary."""
    salary = vacancy.pay.salary
    if salary is None:
        return None
    lowest, highest = float(salary.range.lowest), float(salary.range.highest)
    value: dict[str, Json] = {"@type": "QuantitativeValue", "unitText": salary.unit.upper()}
    if lowest == highest:
        value["value"] = lowest
    else:
        value.update({"minValue": lowest, "maxValue": highest})
    return {"@type": "MonetaryAmount", "currency": "GBP", "value": value}

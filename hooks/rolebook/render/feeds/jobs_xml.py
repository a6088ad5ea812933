"""Open vacancies in the XML that job boards fetch, in the shape that Indeed documents.

https://docs.indeed.com/indeed-apply/xml-feed: one ``source`` with a ``job`` for each opening, every
text in CDATA, and signs as they are rather than as HTML entities. Others read the same shape.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from rolebook.enrich.country import country_of_post, posted_places
from rolebook.enrich.role_view import RoleView
from rolebook.enrich.vacancy_view import VacancyView
from rolebook.model.site_config import Address
from rolebook.render.web.publisher import Publisher

from .description_html import description_html
from .job_posting import employment_types

JOB_FEED = "feeds/jobs.xml"

_JOB_TYPES = {
    "FULL_TIME": "fulltime",
    "PART_TIME": "parttime",
    "CONTRACTOR": "contract",
    "TEMPORARY": "temporary",
}
_REMOTE = {"hybrid": "Hybrid remote", "remote": "Fully remote"}
#: "<" stays an entity, or it could begin an element that nobody meant.
_PLAIN = (("&gt;", ">"), ("&#39;", "'"), ("&#34;", '"'), ("&amp;", "&"))


def jobs_of(view: RoleView, publisher: Publisher) -> bytes:
    """Write the open vacancies of one role that are no examples."""
    jobs = []
    for vacancy in view.vacancies:
        if not vacancy.vacancy.example:
            job = etree.Element("job")
            for tag, text in _job(view, vacancy, publisher):
                if text:
                    _add(job, tag, text)
            jobs.append(etree.tostring(job, encoding="utf-8"))
    return b"".join(jobs)


def job_feed(jobs: Iterable[bytes], publisher: Publisher) -> bytes:
    """Write every open vacancy that is no example, from what ``jobs_of`` gave for each role."""
    root = etree.Element("source")
    _add(root, "publisher", publisher.name)
    _add(root, "publisherurl", publisher.address)
    whole: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return b"".join((whole.removesuffix(_END), *jobs, _END))


_END = b"</source>"


def _job(view: RoleView, vacancy: VacancyView, publisher: Publisher) -> Iterator[tuple[str, str]]:
    opening, role = vacancy.vacancy, vacancy.role
    yield "title", view.title
    posted = opening.opens or view.content_date
    yield "date", posted.isoformat() if posted else ""
    yield "referencenumber", opening.reference
    yield "requisitionid", opening.reference
    yield "url", publisher.page(view)
    yield "company", view.organisation.name
    yield "sourcename", view.organisation.name
    yield from _place(vacancy)
    salary = vacancy.pay.salary
    yield "description", _description(view, vacancy)
    yield "salary", salary.in_words(view.words) if salary else ""
    types = [_JOB_TYPES[kind] for kind in employment_types(role) if kind in _JOB_TYPES]
    yield "jobtype", ",".join(types)
    yield "category", view.role.job_family or view.department
    if opening.closes:
        yield "expirationdate", opening.closes.isoformat()
    workplace = role.place.workplace if role.place else None
    yield "remotetype", _REMOTE.get(workplace.type, "") if workplace else ""


def _place(vacancy: VacancyView) -> Iterator[tuple[str, str]]:
    """Give the base, or the first place of work: Indeed takes one place for each job."""
    if vacancy.locations:
        location = posted_places(vacancy.locations)[0]
        address = location.address or Address()
        yield "streetaddress", ", ".join(address.lines)
        yield "city", address.town or ""
        yield "state", address.county or location.region or ""
        yield "postalcode", address.postcode or ""
    yield "country", country_of_post(vacancy.role, vacancy.locations)


def _description(view: RoleView, vacancy: VacancyView) -> str:
    html = description_html(view, vacancy)
    for entity, sign in _PLAIN:
        html = html.replace(entity, sign)
    return html


def _add(parent: etree._Element, tag: str, text: str) -> None:
    # lxml divides a text that would end its CDATA over two.
    etree.SubElement(parent, tag).text = etree.CDATA(text)

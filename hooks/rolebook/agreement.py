"""Whether everything that was made says the same as the files: a check of the build on itself.

Pages, structured data, feeds and data are read back as a browser or a job board would read them,
and held against the roles. The text of PDFs is read back where they are made.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from lxml import etree, html

from rolebook.enrich.claims import Claims, claims_of
from rolebook.enrich.role_view import RoleView
from rolebook.enrich.site_view import SiteView
from rolebook.render.feeds import ALL
from rolebook.render.for_programs import JOB_FEED
from rolebook.render.page import OutputFile, Page
from rolebook.render.publisher import data_path
from rolebook.render.role_data import LIST

#: So many disagreements are enough to find their cause.
_ENOUGH = 20
_ATOM = "{http://www.w3.org/2005/Atom}"


class DisagreementError(Exception):
    """What was made does not say what the files say; a fault of a template or of this program."""


def hold_together(site: SiteView, pages: Sequence[Page], files: Sequence[OutputFile]) -> None:
    """Hold pages and files against the roles.

    Raises:
        DisagreementError: naming each output that differs, and in what.
    """
    claims = {view.id: claims_of(view, site.content) for view in site.roles}
    by_path = {file.path: file.data for file in files if isinstance(file.data, bytes)}
    found = [
        *_of_pages(site.roles, claims, {page.address: page for page in pages}),
        *_of_data(site.roles, claims, by_path),
        *_of_feeds(site.roles, claims, by_path),
    ]
    if found:
        more = len(found) - _ENOUGH
        told = [*found[:_ENOUGH], *([f"and {more} more"] if more > 0 else [])]
        raise DisagreementError("\n".join(told))


def _of_pages(
    views: Iterable[RoleView], claims: Mapping[str, Claims], pages: Mapping[str, Page]
) -> Iterator[str]:
    for view in views:
        page = pages[f"roles/{view.id}/"]
        told = claims[view.id]
        root = html.fromstring(page.html)
        yield from _differs(page.address, "title", _words(root.findtext(".//h1")), told.title)
        said = _text(root)
        for words in told.everything:
            if _words(words) not in said:
                yield f"{page.address} does not say: {words}"
        rows = root.iterfind(".//table[@class='rb-criteria']//tr")
        cells = ((row.find("th"), row.find("td")) for row in rows)
        table = tuple(
            (_text(head), _text(cell))
            for head, cell in cells
            if head is not None and cell is not None
        )
        expected = sorted((_words(words), importance) for words, importance in told.criteria)
        yield from _differs(page.address, "criteria", sorted(table), expected)
        yield from _of_postings(view, told, page)


def _of_postings(view: RoleView, told: Claims, page: Page) -> Iterator[str]:
    """Hold the structured data of a page against its open vacancies that are no examples."""
    head = html.fromstring(f"<head>{page.head}</head>")
    found = [
        json.loads(script.text or "null")
        for script in head.iter("script")
        if script.get("type") == "application/ld+json"
    ]
    postings = {posting["identifier"]["value"]: posting for posting in found}
    live = [one for one in view.vacancies if not one.vacancy.example]
    references = {one.vacancy.reference for one in live}
    yield from _differs(page.address, "vacancies in JobPosting", set(postings), references)
    for one in live:
        posting = postings.get(one.vacancy.reference, {})
        where = f"{page.address} JobPosting {one.vacancy.reference}"
        closes = one.vacancy.closes
        yield from _differs(where, "title", posting.get("title"), told.title)
        until = closes.isoformat() if closes else None
        yield from _differs(where, "validThrough", posting.get("validThrough"), until)
        places = posting.get("jobLocation", [])
        count = len(places) if isinstance(places, list) else 1
        if one.locations and "jobLocationType" not in posting:
            yield from _differs(where, "places", count, len(one.locations))


def _of_data(
    views: Sequence[RoleView], claims: Mapping[str, Claims], files: Mapping[str, bytes]
) -> Iterator[str]:
    listed = {role["id"]: role for role in json.loads(files[LIST])["roles"]}
    yield from _differs(LIST, "roles", set(listed), {view.id for view in views})
    for view in views:
        path, told = data_path(view), claims[view.id]
        whole = json.loads(files[path])
        for where, record in ((path, whole), (LIST, listed.get(view.id, {}))):
            yield from _differs(where, f"title of {view.id}", record.get("title"), told.title)
            names = [place["name"] for place in record.get("places", ())]
            expected = [location.name for location in view.locations]
            yield from _differs(where, f"places of {view.id}", names, expected)
            vacancies = record.get("vacancies", ())
            closing = [_moment(vacancy.get("closes")) for vacancy in vacancies]
            closes = [one.closes for one in view.open_vacancies]
            yield from _differs(where, f"closing of {view.id}", closing, closes)
            words = str(record.get("pay", {}).get("words", ""))
            for amount in told.pay:
                if amount not in words:
                    yield f"{where} does not say in pay of {view.id}: {amount}"
        criteria = [
            (one[importance], importance.capitalize())
            for one in whole["criteria"]
            for importance in ("essential", "desirable")
            if one.get(importance)
        ]
        yield from _differs(path, "criteria", criteria, list(told.criteria))


def _of_feeds(
    views: Sequence[RoleView], claims: Mapping[str, Claims], files: Mapping[str, bytes]
) -> Iterator[str]:
    """Hold the feeds of all vacancies against these; those of a part hold the same entries."""
    openings = [(view, one) for view in views for one in view.vacancies]
    if atom := files.get(f"{ALL}.xml"):
        entries = etree.fromstring(atom).iterfind(f"{_ATOM}entry")
        texts = [_text(entry) for entry in entries]
        yield from _of_entries(f"{ALL}.xml", texts, openings, claims)
    if feed := files.get(f"{ALL}.json"):
        texts = [_words(json.dumps(item, ensure_ascii=False)) for item in json.loads(feed)["items"]]
        yield from _of_entries(f"{ALL}.json", texts, openings, claims)
    if jobs := files.get(JOB_FEED):
        texts = [_text(job) for job in etree.fromstring(jobs).iter("job")]
        live = [(view, one) for view, one in openings if not one.vacancy.example]
        yield from _of_entries(JOB_FEED, texts, live, claims)


def _of_entries(
    where: str, texts: Sequence[str], openings: Sequence[Any], claims: Mapping[str, Claims]
) -> Iterator[str]:
    yield from _differs(where, "number of vacancies", len(texts), len(openings))
    for view, one in openings:
        reference = _words(one.vacancy.reference)
        about = [text for text in texts if reference in text and _words(view.title) in text]
        if not about:
            yield f"{where} does not tell of {view.title}, {one.vacancy.reference}"


def _differs(where: str, what: str, found: Any, expected: Any) -> Iterator[str]:
    if found != expected:
        yield f"{where}: {what}: {_shown(found)} where the files say {_shown(expected)}"


def _shown(value: Any) -> str:
    return str(sorted(value)) if isinstance(value, set) else repr(value)


def _moment(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None


def _text(element: etree._Element) -> str:
    return _words("".join(str(text) for text in element.itertext()))


def _words(text: Any) -> str:
    return " ".join(str(text or "").split())

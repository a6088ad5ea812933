"""Whether everything that was made says the same as the files: a check of the build on itself.

Pages, structured data, feeds and data are read back as a browser or a job board would read them,
and held against the roles. The text of PDFs is read back where they are made.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, cast

from lxml import etree

from rolebook.base.words import Words
from rolebook.enrich.country import posted_places
from rolebook.enrich.expected_facts import ExpectedFacts
from rolebook.enrich.role_view import RoleView
from rolebook.enrich.site.role_card import RoleCard
from rolebook.render.feeds.feed_list import ALL
from rolebook.render.feeds.jobs_xml import JOB_FEED
from rolebook.render.feeds.role_data import LIST
from rolebook.render.web.page import Page
from rolebook.render.web.publisher import data_path, displayed_title

#: So many disagreements are enough to find their cause.
_ENOUGH = 20
_ATOM_FEED = f"{ALL}.xml"
_JSON_FEED = f"{ALL}.json"
_FEEDS = {_ATOM_FEED, _JSON_FEED, JOB_FEED}
_ATOM = "{http://www.w3.org/2005/Atom}"
#: From attribute to element, which takes a third of the time of the other way round.
_MARKED = {
    name: etree.XPath(f"//@data-{name}/..") for name in ("job-title", "criterion", "importance")
}


class DisagreementError(Exception):
    """What was made does not say what the files say; a fault of a template or of this program."""


def tell(disagreements: Sequence[str]) -> None:
    """Do nothing where there are none.

    Raises:
        DisagreementError: with the first of them.
    """
    if disagreements:
        more = len(disagreements) - _ENOUGH
        told = [*disagreements[:_ENOUGH], *([f"and {more} more"] if more > 0 else [])]
        raise DisagreementError("\n".join(told))


def page_disagreements(view: RoleView, told: ExpectedFacts, page: Page) -> Iterator[str]:
    """Tell in what a role's page differs from its file."""
    root = _html(page.html)
    title = " ".join(_marked(root, "job-title"))
    yield from _differs(page.address, "title", title, told.title)
    said = _text(root)
    for words in told.everything:
        if _words(words) not in said:
            yield f"{page.address} does not say: {words}"
    marked = (_marked(root, name) for name in ("criterion", "importance"))
    found = sorted(zip_longest(*marked, fillvalue=""))
    expected = sorted((_words(words), _words(importance)) for words, importance in told.criteria)
    yield from _differs(page.address, "criteria", found, expected)
    yield from _of_postings(view, told, page)


def _of_postings(view: RoleView, told: ExpectedFacts, page: Page) -> Iterator[str]:
    """Hold the structured data of a page against its open vacancies that are no examples."""
    found = []
    # Roles without an open vacancy have none, and reading a head takes long.
    if "application/ld+json" in page.head:
        head = _html(f"<head>{page.head}</head>")
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
            yield from _differs(where, "places", count, len(posted_places(one.locations)))


def record_disagreements(
    view: RoleView, told: ExpectedFacts, whole_data: bytes, record_data: bytes
) -> Iterator[str]:
    """Tell in what the data about a role, in whole and in the list, differs from its file."""
    path, whole = data_path(view), json.loads(whole_data)
    for where, record in ((path, whole), (LIST, json.loads(record_data))):
        yield from _differs(where, f"title of {view.id}", record.get("title"), told.title)
        names = [place["name"] for place in record.get("places", ())]
        expected = [location.name for location in view.locations]
        yield from _differs(where, f"places of {view.id}", names, expected)
        vacancies = record.get("vacancies", ())
        closing = [_moment(_read(vacancy.get("closes"))) for vacancy in vacancies]
        closes = [_moment(one.closes) for one in view.open_vacancies]
        yield from _differs(where, f"closing of {view.id}", closing, closes)
        words = str(record.get("pay", {}).get("words", ""))
        for amount in told.pay:
            if amount not in words:
                yield f"{where} does not say in pay of {view.id}: {amount}"
    criteria = [
        (one[importance], view.words(f"importance.{importance}"))
        for one in whole["criteria"]
        for importance in ("essential", "desirable")
        if one.get(importance)
    ]
    yield from _differs(path, "criteria", criteria, list(told.criteria))


def list_disagreements(
    ids: Sequence[str],
    cards: Sequence[RoleCard],
    files: Mapping[str, bytes],
    words: Words,
) -> Iterator[str]:
    """Hold the list of all roles against their ids, and feeds against all open vacancies.

    Feeds of a part of the vacancies hold the same entries as those of all.
    """
    if roles := files.get(LIST):
        listed = {role["id"] for role in json.loads(roles)["roles"]}
        yield from _differs(LIST, "roles", listed, set(ids))
    if files.keys() & _FEEDS:
        yield from _feed_disagreements(cards, files, words)


def _feed_disagreements(
    cards: Sequence[RoleCard], files: Mapping[str, bytes], words: Words
) -> Iterator[str]:
    openings = [(card, opening) for card in cards for opening in card.openings]
    told = [
        (displayed_title(card.title, opening.example, words), opening.reference)
        for card, opening in openings
    ]
    if atom := files.get(_ATOM_FEED):
        entries = etree.fromstring(atom).iterfind(f"{_ATOM}entry")
        texts = [
            (entry.findtext(f"{_ATOM}title"), _shown_of(entry.findtext(f"{_ATOM}content")))
            for entry in entries
        ]
        yield from _of_entries(_ATOM_FEED, texts, told)
    if feed := files.get(_JSON_FEED):
        items = json.loads(feed)["items"]
        texts = [(item["title"], _shown_of(item["content_html"])) for item in items]
        yield from _of_entries(_JSON_FEED, texts, told)
    if jobs := files.get(JOB_FEED):
        posts = etree.fromstring(jobs).iter("job")
        texts = [(post.findtext("title"), _text(post)) for post in posts]
        live = [(card.title, one.reference) for card, one in openings if not one.example]
        yield from _of_entries(JOB_FEED, texts, live)


def _html(text: str) -> etree._Element:
    # The part of lxml that is for HTML alone takes longer to load, and nothing here needs it.
    return etree.fromstring(text, etree.HTMLParser())


def _marked(root: etree._Element, name: str) -> list[str]:
    """Give the words that a template marks for this check, however they are laid out."""
    return [_text(element) for element in cast("list[etree._Element]", _MARKED[name](root))]


def _shown_of(html: str | None) -> str:
    """Give the words of HTML as a reader sees them, in which "&amp;" is "&"."""
    return _text(_html(html)) if html else ""


def _of_entries(
    where: str, texts: Sequence[tuple[str | None, str]], told: Sequence[tuple[str, str]]
) -> Iterator[str]:
    yield from _differs(where, "number of vacancies", len(texts), len(told))
    by_title: dict[str, list[str]] = {}
    for title, text in texts:
        by_title.setdefault(_words(title), []).append(text)
    for title, reference in told:
        if not any(_words(reference) in text for text in by_title.get(_words(title), ())):
            yield f"{where} does not tell of {title}, {reference}"


def _differs(where: str, what: str, found: Any, expected: Any) -> Iterator[str]:
    if found != expected:
        yield f"{where}: {what}: {_shown(found)} where the files say {_shown(expected)}"


def _shown(value: Any) -> str:
    return str(sorted(value)) if isinstance(value, set) else repr(value)


def _read(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None


def _moment(moment: dt.datetime | None) -> str:
    """Write a moment in one way, whatever its offset: equal moments may not be equal in Python."""
    return moment.astimezone(dt.UTC).isoformat() if moment else "none"


def _text(element: etree._Element) -> str:
    text: str = etree.tostring(element, method="text", encoding="unicode", with_tail=False)
    return _words(text)


def _words(text: Any) -> str:
    return " ".join(str(text or "").split())

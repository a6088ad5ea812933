"""Open vacancies as an Atom feed (RFC 4287)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from lxml import etree

from rolebook.render.web.publisher import Publisher

if TYPE_CHECKING:
    from .feed_entries import FeedEntry
    from .feed_list import Feed

_ATOM = "http://www.w3.org/2005/Atom"


def atom(feed: Feed, publisher: Publisher) -> bytes:
    """Write a feed; the address of its file is its id."""
    root = etree.Element("feed", nsmap={None: _ATOM})  # type: ignore[dict-item]
    root.set("{http://www.w3.org/XML/1998/namespace}lang", "en-GB")
    address = publisher.url(f"{feed.path}.xml")
    _add(root, "id", address)
    _add(root, "title", feed.title)
    _add_updated(root, feed.updated)
    _add(root, "link", rel="self", type="application/atom+xml", href=address)
    _add(root, "link", rel="alternate", type="text/html", href=publisher.address)
    _add(_add(root, "author"), "name", publisher.name)
    for entry in feed.entries:
        _entry(root, entry)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return data


def _entry(root: etree._Element, entry: FeedEntry) -> None:
    element = _add(root, "entry")
    _add(element, "id", entry.id)
    _add(element, "title", entry.title)
    _add(element, "link", rel="alternate", type="text/html", href=entry.url)
    if entry.published:
        _add(element, "published", entry.published.isoformat())
    _add_updated(element, entry.updated)
    _add(_add(element, "author"), "name", entry.organisation)
    for tag in entry.tags:
        _add(element, "category", term=tag)
    _add(element, "summary", entry.summary)
    _add(element, "content", entry.html, type="html")


def _add_updated(element: etree._Element, moment: dt.datetime | None) -> None:
    """Tell when something last changed; where that is not known, no date is made up."""
    if moment:
        _add(element, "updated", moment.isoformat())


def _add(parent: etree._Element, tag: str, text: str = "", **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, tag, attributes)
    if text:
        element.text = text
    return element

"""Open vacancies as a JSON Feed (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from rolebook.render.documents.document_data import Json
from rolebook.render.web.publisher import Publisher

if TYPE_CHECKING:
    from .feed_entries import FeedEntry
    from .feed_list import Feed


def json_feed(feed: Feed, publisher: Publisher) -> bytes:
    """Write a feed."""
    data: dict[str, Json] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": publisher.address,
        "feed_url": publisher.url(f"{feed.path}.json"),
        "language": "en-GB",
        "items": [_item(entry) for entry in feed.entries],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _item(entry: FeedEntry) -> dict[str, Json]:
    item: dict[str, Json] = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.html,
        "authors": [{"name": entry.organisation}],
        "tags": list(entry.tags),
    }
    if entry.published:
        item["date_published"] = entry.published.isoformat()
    if entry.updated:
        item["date_modified"] = entry.updated.isoformat()
    return item

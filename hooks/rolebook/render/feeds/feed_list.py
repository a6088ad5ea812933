"""Which feeds of open vacancies there are: of all, of each organisation and of each department."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rolebook.base.words import Words
from rolebook.enrich.site.role_card import RoleCard
from rolebook.model.values.fields import name_for
from rolebook.render.web.page import OutputFile
from rolebook.render.web.publisher import Publisher

from .atom import atom
from .feed_entries import FeedEntry, newest_first, start_of_day
from .json_feed import json_feed


@dataclass(frozen=True)
class Feed:
    """Open vacancies under one heading; ``path`` is that on the site, without its ending.

    ``unchanged_since`` is the day of the last change of any role, for a feed without a vacancy.
    """

    path: str
    title: str
    entries: tuple[FeedEntry, ...]
    unchanged_since: dt.datetime | None

    @property
    def updated(self) -> dt.datetime | None:
        """When the newest of its vacancies last changed, as far as that is known."""
        known = (entry.updated for entry in self.entries if entry.updated)
        return max(known, default=None if self.entries else self.unchanged_since)


ALL = "feeds/vacancies"


def organisation_feed(organisation_id: str) -> str:
    """Give the path of an organisation's feed, without its ending."""
    return f"feeds/organisations/{organisation_id}"


def feeds(
    roles: Iterable[RoleCard],
    entries: Iterable[FeedEntry],
    changed: dt.date | None,
    publisher: Publisher,
    words: Words,
) -> Iterator[Feed]:
    """Give every feed. One without a vacancy stays, for those who wait for the next.

    ``entries`` are the open vacancies of all roles, and ``changed`` the day of the last change.
    """
    entries = newest_first(entries)
    since = start_of_day(changed)
    yield Feed(ALL, words("feeds.title", of=publisher.name), entries, since)
    # Grouped once, whatever the number of organisations.
    by_group: dict[tuple[str, str], list[FeedEntry]] = {}
    for entry in entries:
        by_group.setdefault((entry.organisation_id, ""), []).append(entry)
        if entry.department_id:
            by_group.setdefault((entry.organisation_id, entry.department_id), []).append(entry)
    for (organisation, department), title in sorted(_groups(roles).items()):
        path = organisation_feed(organisation)
        if department:
            path = f"feeds/departments/{organisation}/{department}"
        found = tuple(by_group.get((organisation, department), ()))
        yield Feed(path, words("feeds.title", of=title), found, since)


def _groups(roles: Iterable[RoleCard]) -> dict[tuple[str, str], str]:
    """Give the title of each organisation and department, by their ids."""
    titles: dict[tuple[str, str], str] = {}
    for role in roles:
        titles.setdefault((role.organisation_id, ""), role.organisation.name)
        if department := name_for(role.department):
            key = (role.organisation_id, department)
            titles.setdefault(key, f"{role.organisation.name}, {role.department}")
    return titles


def feed_files(all_feeds: Iterable[Feed], publisher: Publisher) -> Iterator[OutputFile]:
    """Write every feed as Atom and as JSON Feed."""
    for feed in all_feeds:
        yield OutputFile(f"{feed.path}.xml", atom(feed, publisher))
        yield OutputFile(f"{feed.path}.json", json_feed(feed, publisher))

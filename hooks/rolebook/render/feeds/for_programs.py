"""Every file of the site that programs read rather than people, besides what stands in pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from rolebook.enrich.role_view import RoleView
from rolebook.render.web.page import OutputFile
from rolebook.render.web.publisher import Publisher

from .calendar import CLOSING, closing_dates
from .feed_entries import FEED
from .feed_list import feed_files
from .jobs_xml import JOBS, job_feed
from .role_data import RECORD, role_list, schema_files
from .role_table import ROW, TABLE, role_table

JOB_FEED = "feeds/jobs.xml"


class FilesOfRoles(NamedTuple):
    """Some files about all roles; ``pieces`` names what of each role they are put together from.

    Besides, they may tell of what lists of roles always know, and of the day of the last change.
    Without pieces they follow from no role.
    """

    pieces: tuple[str, ...]
    write: Callable[[Sequence[RoleView], Publisher], Iterable[OutputFile]]


def _closing_dates(views: Sequence[RoleView], publisher: Publisher) -> Iterator[OutputFile]:
    yield closing_dates(views, publisher)


def _role_list(views: Sequence[RoleView], publisher: Publisher) -> Iterator[OutputFile]:
    yield role_list(views, publisher)


def _role_table(views: Sequence[RoleView], publisher: Publisher) -> Iterator[OutputFile]:
    yield OutputFile(TABLE, role_table(views, publisher))


def _feeds(views: Sequence[RoleView], publisher: Publisher) -> Iterator[OutputFile]:
    if publisher.address:  # without one, an entry has no address
        yield from feed_files(views, publisher)


def _job_feed(views: Sequence[RoleView], publisher: Publisher) -> Iterator[OutputFile]:
    if publisher.address:
        yield OutputFile(JOB_FEED, job_feed(views, publisher))


def _fixed(_: Sequence[RoleView], publisher: Publisher) -> Iterator[OutputFile]:
    yield from schema_files(publisher)
    yield OutputFile("robots.txt", _robots(publisher))


#: Apart from one another, since an edit mostly changes one or two: a duty is told in the job feed.
FOR_PROGRAMS = (
    FilesOfRoles((CLOSING,), _closing_dates),
    FilesOfRoles((RECORD,), _role_list),
    FilesOfRoles((ROW,), _role_table),
    FilesOfRoles((FEED,), _feeds),
    FilesOfRoles((JOBS,), _job_feed),
    FilesOfRoles((), _fixed),
)


def _robots(publisher: Publisher) -> bytes:
    """Let every program read every page; which to list, each page says itself."""
    lines = ["User-agent: *", "Disallow:"]
    if publisher.address:
        lines += ["", f"Sitemap: {publisher.url('sitemap.xml')}"]
    return ("\n".join(lines) + "\n").encode()

"""Every file of the site that programs read rather than people, besides what stands in pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rolebook.enrich.role_view import RoleView

from .calendar import closing_dates
from .feeds import feed_files
from .feeds_jobs import job_feed
from .page import OutputFile
from .publisher import Publisher
from .role_data import role_list, schema_files
from .role_table import TABLE, role_table

JOB_FEED = "feeds/jobs.xml"


def files_for_programs(views: Sequence[RoleView], publisher: Publisher) -> Iterator[OutputFile]:
    """Write calendars, tables and data; and feeds, whose entries need the address of the site."""
    yield closing_dates(views, publisher)
    yield role_list(views, publisher)
    yield from schema_files(publisher)
    yield OutputFile(TABLE, role_table(views, publisher))
    yield OutputFile("robots.txt", _robots(publisher))
    if publisher.address:
        yield from feed_files(views, publisher)
        yield OutputFile(JOB_FEED, job_feed(views, publisher))


def _robots(publisher: Publisher) -> bytes:
    """Let every program read every page; which to list, each page says itself."""
    lines = ["User-agent: *", "Disallow:"]
    if publisher.address:
        lines += ["", f"Sitemap: {publisher.url('sitemap.xml')}"]
    return ("\n".join(lines) + "\n").encode()

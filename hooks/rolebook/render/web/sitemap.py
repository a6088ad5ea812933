"""What search engines read: the map of the site (https://www.sitemaps.org/protocol.html)."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from html import escape

from .page import ListedPage, OutputFile, Page
from .publisher import Publisher

SITEMAP = "sitemap.xml"


def sitemap_files(
    pages: Iterable[Page | ListedPage], others: Iterable[str], publisher: Publisher
) -> tuple[OutputFile, ...]:
    """List the pages that may be found, and ``others`` by their addresses; plain and compressed."""
    if not publisher.address:
        return ()
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">')
    lines.extend(f"<url><loc>{escape(publisher.url(address))}</loc></url>" for address in others)
    for page in pages:
        if page.listed:
            changed = f"<lastmod>{page.changed}</lastmod>" if page.changed else ""
            lines.append(f"<url><loc>{escape(publisher.url(page.address))}</loc>{changed}</url>")
    data = "\n".join([*lines, "</urlset>", ""]).encode()
    # The time within a compressed file would differ from build to build.
    return OutputFile(SITEMAP, data), OutputFile(f"{SITEMAP}.gz", gzip.compress(data, mtime=0))


def robots_file(publisher: Publisher) -> OutputFile:
    """Let every program read every page; which to list, each page says itself."""
    lines = ["User-agent: *", "Disallow:"]
    if publisher.address:
        lines += ["", f"Sitemap: {publisher.url(SITEMAP)}"]
    return OutputFile("robots.txt", ("\n".join(lines) + "\n").encode())

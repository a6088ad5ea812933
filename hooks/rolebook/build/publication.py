"""What a build makes: the pages and files of a site, before the theme is put round the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from rolebook.base.problems import Problem
from rolebook.render.web.downloads import Download
from rolebook.render.web.page import ListedPage, OutputFile, Page
from rolebook.render.web.publisher import Publisher
from rolebook.render.web.sitemap import sitemap_files
from rolebook.render.web.theme import Theme
from rolebook.store.moment import NEVER, Validity
from rolebook.store.reference import Reference
from rolebook.store.store import Store

#: Makes a document when it is called, or takes it from the store.
Waiting = Callable[[], bytes]


@dataclass(frozen=True)
class Documents:
    """The documents that were made, and what is to be put right where one could not be."""

    files: tuple[OutputFile, ...] = ()
    downloads: Mapping[str, Download] = field(default_factory=dict)
    left_out: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Publication:
    """The pages and files of the site, before the theme is put round the pages."""

    pages: Sequence[Page | ListedPage]
    files: Sequence[OutputFile]
    waiting: Mapping[str, Waiting] = field(default_factory=dict)
    """Documents that are made when somebody asks for them, by their paths"""
    validity: Validity = NEVER
    """The period in which the same files give the same site"""
    left_out: tuple[Problem, ...] = ()
    """What is to be put right where a document could not be made, and is not in the site"""


def stored_file(store: Store, path: str, reference: Reference) -> OutputFile:
    """Give a file whose bytes are stored; they are read, or linked, where it is written."""
    return OutputFile(path, partial(store.bytes_or_file, reference), reference.digest)


def site_files(
    publication: Publication, theme: Theme, publisher: Publisher
) -> Iterator[OutputFile]:
    """Give every file of the site: the pages with the theme round them, and all others."""
    yield from theme.files
    for page in publication.pages:
        path = f"{page.address}index.html"
        key = ""
        if isinstance(page, ListedPage) and theme.key:
            # Filled only where it is written, and most builds find it written already.
            key = f"{page.key} {theme.key} {publisher.address}"
        yield OutputFile(path, partial(_filled, page, theme, publisher.address), key)
    yield from publication.files
    yield from sitemap_files(publication.pages, theme.others, publisher)


def _filled(page: Page | ListedPage, theme: Theme, site_address: str) -> bytes:
    return theme.filled(page.whole, site_address).encode()

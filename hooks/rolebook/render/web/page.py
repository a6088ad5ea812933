"""A web page before the theme has been put round it, and a file as it is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from rolebook.base.document_tree import Section


@dataclass(frozen=True)
class Heading:
    """One line of a page's table of contents; ``level`` is that of the HTML heading."""

    id: str
    title: str
    level: int
    children: tuple[Heading, ...] = ()


@dataclass(frozen=True)
class Page:
    """A web page.

    ``address`` is relative to the site and ends with a slash, or is empty for the home page;
    A ``wide`` page shows no table of contents, which would only take room from its tables.
    ``changed`` is the day on which what it shows last changed, where that is known. ``head`` is
    HTML for the head of the page; search engines may find the page only where it is ``listed``.
    """

    address: str
    title: str
    description: str
    html: str
    headings: tuple[Heading, ...]
    wide: bool = False
    changed: dt.date | None = None
    head: str = ""
    listed: bool = True

    @property
    def whole(self) -> Page:
        """The page with all its parts at hand, wherever they were kept."""
        return self


@dataclass(frozen=True)
class ListedPage:
    """A page as lists of pages know it; ``load`` gives all of it, and ``key`` tells it from others.

    The other fields are those of the page.
    """

    address: str
    title: str
    changed: dt.date | None
    listed: bool
    key: str
    load: Callable[[], Page]

    @property
    def whole(self) -> Page:
        """The page with all its parts."""
        return self.load()


@dataclass(frozen=True)
class OutputFile:
    """A file of the site; ``path`` is relative to the site.

    ``data`` holds its bytes, or where they stand, or gives them when it is called. ``key`` tells
    whether they are those of another build, where that is known: the same key is the same bytes.
    """

    path: str
    data: bytes | Path | Callable[[], bytes | Path]
    key: str = ""

    def read(self) -> bytes:
        """Give its bytes, wherever they stand."""
        data = self.at_hand()
        return data if isinstance(data, bytes) else data.read_bytes()

    def at_hand(self) -> bytes | Path:
        """Give its bytes, or the file that holds them and nothing else."""
        return self.data() if callable(self.data) else self.data


def headings_of(sections: Iterable[Section], level: int = 2) -> tuple[Heading, ...]:
    """Give the table of contents of sections."""
    return tuple(
        Heading(section.id, section.title, level, headings_of(section.sections, level + 1))
        for section in sections
    )

"""Pages of roles as they are kept from build to build; their HTML is read when it is written."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, NamedTuple

from rolebook.cache import Cache, DamagedError
from rolebook.render.page import Page, Slice

_LONG = ("html", "head")
_SHORT = tuple(field.name for field in fields(Page) if field.name not in _LONG)
#: What the map of the site asks of every page, and what has a value where nothing is said of it.
_ALWAYS = ("address", "listed", "changed", "wide")
_PACKED = tuple(name for name in _SHORT if name not in _ALWAYS)


class PageValues(NamedTuple):
    """What is short of a page: what every build asks of it, and the rest as it is packed."""

    always: Mapping[str, Any]
    rest: bytes


class StoredPage(Page):
    """A page that was rendered before."""

    key: str
    """The hash of everything that it was rendered from"""
    _cache: Cache
    _rest: bytes

    def __getattr__(self, name: str) -> Any:
        """Unpack what few builds ask of a page. Called only for what the object does not have."""
        if name not in _PACKED:
            raise AttributeError(name)
        self.__dict__.update(pickle.loads(self._rest))  # noqa: S301 - our own
        return self.__dict__[name]

    @property
    def html(self) -> str:
        """Its HTML."""
        return self.whole.html

    @property
    def head(self) -> str:
        """Its part of the head of the page."""
        return self.whole.head

    @property
    def whole(self) -> Page:
        """The page with all its parts, read at once."""
        entry = self._cache.get(self.key)
        if entry is None:
            raise DamagedError(self.address)
        short, head, html = (int(size) for size in str(entry.facts["sizes"]).split())
        data = Slice(entry.path, short, head + html).read()
        values = {name: getattr(self, name) for name in _SHORT}
        return Page(**values, head=data[:head].decode(), html=data[head:].decode())


def keep_page(cache: Cache, key: str, page: Page) -> PageValues:
    """Keep a page, and give what is short of it.

    Raises:
        OSError: when the disk takes no more.
    """
    rest = {name: getattr(page, name) for name in _PACKED}
    values = PageValues(
        {name: getattr(page, name) for name in _ALWAYS},
        pickle.dumps(rest, pickle.HIGHEST_PROTOCOL),
    )
    short = pickle.dumps(values, pickle.HIGHEST_PROTOCOL)
    parts = (short, page.head.encode(), page.html.encode())
    sizes = " ".join(str(len(part)) for part in parts)
    if cache.put(key, b"".join(parts), {"sizes": sizes}) is None:
        raise OSError("no room is left for what a build keeps while it works")
    return values


def kept_values(cache: Cache, key: str) -> PageValues | None:
    """Give what is short of a page that was kept, or None."""
    entry = cache.get(key)
    if entry is None:
        return None
    try:
        short = int(str(entry.facts["sizes"]).split()[0])
        values: PageValues = pickle.loads(  # noqa: S301 - our own
            Slice(entry.path, 0, short).read()
        )
    except (KeyError, ValueError, pickle.UnpicklingError, EOFError, AttributeError):
        return None
    return values


def stored_page(cache: Cache, key: str, values: PageValues) -> StoredPage:
    """Give a page that was kept, by what is short of it."""
    page = object.__new__(StoredPage)
    page.__dict__.update(values.always, key=key, _cache=cache, _rest=values.rest)
    return page

"""Pages of roles as they are kept from build to build; their HTML is read when it is written."""

from __future__ import annotations

import pickle
from dataclasses import fields

from rolebook.cache import Cache
from rolebook.render.page import Page, Slice

_LONG = ("html", "head")
_SHORT = tuple(field.name for field in fields(Page) if field.name not in _LONG)


class StoredPage(Page):
    """A page that was rendered before."""

    key: str
    """The hash of everything that it was rendered from"""
    _html: Slice
    _head: Slice

    @property
    def html(self) -> str:
        """Its HTML."""
        return self._html.read().decode()

    @property
    def head(self) -> str:
        """Its part of the head of the page."""
        return self._head.read().decode()


def keep_page(cache: Cache, key: str, page: Page) -> None:
    """Keep a page."""
    short = pickle.dumps({name: getattr(page, name) for name in _SHORT}, pickle.HIGHEST_PROTOCOL)
    parts = (short, page.head.encode(), page.html.encode())
    sizes = " ".join(str(len(part)) for part in parts)
    if cache.put(key, b"".join(parts), {"sizes": sizes}) is None:
        raise OSError("no room is left for what a build keeps while it works")


def kept_page(cache: Cache, key: str) -> StoredPage | None:
    """Give a page that was kept; None where there is none."""
    entry = cache.get(key)
    if entry is None:
        return None
    try:
        short, head, html = (int(size) for size in str(entry.facts["sizes"]).split())
        values = pickle.loads(Slice(entry.path, 0, short).read())  # noqa: S301 - our own
    except (KeyError, ValueError, pickle.UnpicklingError, EOFError, AttributeError):
        return None
    page = object.__new__(StoredPage)
    page.__dict__.update(
        values,
        key=key,
        _head=Slice(entry.path, short, head),
        _html=Slice(entry.path, short + head, html),
    )
    return page

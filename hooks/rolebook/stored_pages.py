"""Pages of roles as they are kept from build to build; their HTML is read when it is written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rolebook.cache import hash_of
from rolebook.render.web.page import Page
from rolebook.render.web.pages import WebPages
from rolebook.render.web.role_slots import PageContext, with_slots
from rolebook.stored_roles import StoredRole

_LONG = ("description", "html", "headings")


class StoredPage(Page):
    """The page of a role that was rendered before, with slots that are filled when it is read."""

    key: str
    """The hash of everything that it is rendered from"""
    _role: StoredRole
    _around: PageContext
    _web: WebPages

    def __getattr__(self, name: str) -> Any:
        """Read what few builds ask of a page. Called only for what the object does not have."""
        if name not in _LONG:
            raise AttributeError(name)
        return getattr(self.whole, name)

    @property
    def head(self) -> str:
        """Its part of the head of the page, which has a value where nothing is said of it."""
        return self.whole.head

    @property
    def whole(self) -> Page:
        """The page with all its parts.

        Raises:
            DamagedError: when it is not there any more.
        """
        page = self._role.page
        return replace(
            page,
            html=with_slots(page.html, self._web.slots(self._around)),
            headings=self._around.headings(page.headings),
        )


def stored_page(role: StoredRole, around: PageContext, web: WebPages) -> StoredPage:
    """Give the page of a role; nothing of it is read yet."""
    page = object.__new__(StoredPage)
    page.__dict__.update(
        address=f"roles/{role.id}/",
        title=role.title,
        changed=role.content_date,
        listed=role.head.listed,
        wide=False,
        key=hash_of("page", role.key, repr(around)),
        _role=role,
        _around=around,
        _web=web,
    )
    return page

"""What a role's page tells of more than the role itself, and the slots of the page for it.

A page is rendered with the role and kept so; its slots are filled when it is written. So another
similar role, or another document, costs a role's page next to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from rolebook.base.words import Words
from rolebook.changes.history_days import History

from .downloads import RoleDownload
from .page import Heading

#: Leads from a role's page to the top of the site.
ROLE_BASE = "../../"
#: The slots, which are macros of role_slots.html.j2.
SLOTS = (
    "pack", "documents", "similar_line", "history_line", "similar_roles", "onward",
    "history_of_role", "source",
)  # fmt: skip
# Text of a role cannot look like this: its angle brackets are escaped.
_SLOT = re.compile(r"<!--slot (\w+)-->\n?")


class SimilarLink(NamedTuple):
    """A link to a similar role, and why it is similar, in words."""

    id: str
    title: str
    organisation_id: str
    organisation: str
    reason: str


class PageContext(NamedTuple):
    """What fills the slots of a role's page.

    ``source_link`` leads to its file in git; ``careers`` are the ids and titles of the career paths
    on which the role is a step.
    """

    organisation_id: str
    has_criteria: bool
    downloads: Sequence[RoleDownload]
    source_link: str | None
    history: History
    similar: Sequence[SimilarLink]
    careers: Sequence[tuple[str, str]]

    def headings(self, own: tuple[Heading, ...], words: Words) -> tuple[Heading, ...]:
        """Add the headings of what fills the slots to those of the role's ``own`` page."""
        similar = (Heading("similar-roles", words("similar.title"), 2),) if self.similar else ()
        history = (Heading("history", words("history.title"), 2),) if self.history else ()
        return (*own, *similar, *history)


def slot(name: str) -> Markup:
    """Give the mark of a slot, for the template of the page."""
    return Markup(f"<!--slot {name}-->")  # noqa: S704 - a name of the template's own


def with_slots(html: str, filled: Mapping[str, str]) -> str:
    """Put what fills the slots of a page into it."""
    return _SLOT.sub(lambda found: filled[found[1]], html)

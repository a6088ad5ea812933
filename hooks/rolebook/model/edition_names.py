"""The names by which documents of a role are asked for, in files and on the command line."""

from __future__ import annotations

from typing import Literal, get_args

PublishedEdition = Literal[
    "full", "large-print", "word", "description", "description-word", "advert",
    "supporting-statement",
]  # fmt: skip
"""A document that a role's page may offer, in the order in which they are offered"""
PUBLISHED_EDITIONS: tuple[PublishedEdition, ...] = get_args(PublishedEdition)

RoleEdition = Literal["full", "advert", "description", "large-print"]
"""An edition of one role that is a PDF"""
Edition = Literal[RoleEdition, "booklet"]
"""Any PDF edition; a booklet holds several roles"""

#: What the file of each edition is called on the site and on a disk.
FILE_NAMES: dict[Edition, str] = {
    "full": "job-pack.pdf",
    "advert": "advert.pdf",
    "description": "job-description.pdf",
    "large-print": "large-print.pdf",
    "booklet": "booklet.pdf",
}

BOOKLET = "booklet"
EVERY_EDITION = "all"
#: What a command may be asked for: an edition of a role, a booklet of several roles, or everything.
EDITION_NAMES: tuple[str, ...] = (*PUBLISHED_EDITIONS, BOOKLET, EVERY_EDITION)

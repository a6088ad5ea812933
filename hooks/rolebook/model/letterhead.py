"""The letterhead of an employer: what a Word document of its own lends to ours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: What to do with a file that Word can open, and that cannot be used here.
SAVE_AS = 'open it in Word, choose Save As and the type "Word Document (*.docx)"'

Pages = Literal["default", "first", "even"]
"""On which pages a header or footer stands; default is on all others"""


@dataclass(frozen=True)
class Picture:
    """A picture in a header or footer; ``id`` is the name by which the XML refers to it."""

    id: str
    data: bytes
    suffix: str
    """png, jpeg, … without a dot"""
    content_type: str


@dataclass(frozen=True)
class HeaderOrFooter:
    """A header or footer as Word wrote it, with the pictures and addresses that it refers to."""

    kind: Literal["header", "footer"]
    pages: Pages
    xml: bytes
    pictures: tuple[Picture, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    """The name by which the XML refers to an address, and the address"""


@dataclass(frozen=True)
class Letterhead:
    """A letterhead without its text; each part is XML as Word wrote it.

    Nothing else of the document is taken: no properties that name its author, no comments and no
    document that it was itself made from.
    """

    styles: bytes
    settings: bytes
    section: bytes
    """Size, margins and borders of its pages: a ``w:sectPr`` without its headers and footers"""
    edges: tuple[HeaderOrFooter, ...]
    numbering: bytes | None = None
    theme: bytes | None = None

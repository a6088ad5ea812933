"""What an employer chose for the header and the footer of every page."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from rolebook.base.document_tree import List, Paragraph
from rolebook.check.shape.records import read_record
from rolebook.check.site_config_files import SiteFile
from rolebook.read.decoding import decode, file_bytes
from rolebook.read.source_file import read_source_file
from rolebook.render.web.prose_html import prose_html
from rolebook.render.web.site_assets import picture_address

from .themes import SETTINGS


class Look(NamedTuple):
    """Paths on the site, and HTML; empty for what the employer did not choose."""

    logo: str = ""
    favicon: str = ""
    footer: str = ""
    has_search: bool = True


def look_of(root: Path) -> Look:
    """Read the look of a project; a file with problems has none, and is reported elsewhere."""
    path = root / SETTINGS
    text = decode(SETTINGS, file_bytes(path)) if path.is_file() else None
    if not isinstance(text, str):
        return Look()
    site = read_record(SiteFile, read_source_file(SETTINGS, text)).record
    if site is None:
        return Look()
    blocks = site.footer.blocks if site.footer else ()
    footer = "".join(prose_html(one) for one in blocks if isinstance(one, Paragraph | List))
    return Look(
        picture_address("logo", site.logo) if site.logo else "",
        picture_address("favicon", site.favicon) if site.favicon else "",
        footer,
        "search" in site.outputs,
    )

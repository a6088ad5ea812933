"""Pages of the site as the engine knows them: their HTML is there before it reads anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import escape
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from rolebook.render.web.page import Heading, Page
from rolebook.render.web.theme import TABS

from .current_build import current

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


class GeneratedPage(MkDocsPage):
    """A page whose HTML is known before MkDocs reads it."""

    def __init__(self, file: File, config: MkDocsConfig, page: Page) -> None:
        """Put ``page`` behind ``file``."""
        tab = TABS.get(page.address)
        title = current.words(f"tabs.{tab}") if tab else page.title
        super().__init__(_escaped(title), file, config)
        self.rolebook_page = page

    def read_source(self, config: MkDocsConfig) -> None:
        """Give the page's metadata; there is no Markdown to read."""
        page = self.rolebook_page
        self.markdown = ""
        self.meta = {
            "title": _escaped(page.title),
            "description": _escaped(page.description),
            "hide": ["navigation", "toc"] if page.wide else ["navigation"],
            "head": page.head,
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Take over the HTML and the table of contents."""
        self.content = self.rolebook_page.html
        title = Heading("content", self.rolebook_page.title, 1, self.rolebook_page.headings)
        self.toc = TableOfContents([anchor_link(title)])
        self.present_anchor_ids: set[str] = set()
        self.links_to_anchors: dict[File, dict[str, str]] = {}


def _escaped(text: str) -> str:
    return str(escape(text))


def anchor_link(heading: Heading) -> AnchorLink:
    """Give a heading, with those below it, as an entry in a table of contents."""
    link = AnchorLink(_escaped(heading.title), _escaped(heading.id), heading.level)
    link.children = [anchor_link(child) for child in heading.children]
    return link

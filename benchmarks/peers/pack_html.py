"""A role's pack as an HTML document, for the programs that make PDFs from HTML."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import html

STYLE = Path(__file__).with_name("pack.css")
#: On the screen the contents can be folded; on paper they are a heading and a list.
_ON_PAPER = (
    ('<details class="rb-contents">', '<nav class="rb-contents">'),
    ("<summary>On this page</summary>", "<h2>Contents</h2>"),
    ("</details>", "</nav>"),
)
#: What a pack does not have.
_FOR_THE_SCREEN = ".//script|.//fieldset|.//*[@role='status']|.//div[@class='rb-documents']"


def pack_documents(site: Path, sample: int) -> list[str]:
    """Give packs of so many roles of a built site, of each real role by turns."""
    # Ids end with a number that counts the roles made from one real role.
    pages = sorted(
        site.glob("roles/*/index.html"),
        key=lambda page: (page.parent.name.rpartition("-")[2], page.parent.name),
    )
    return list(map(_pack, pages[:sample]))


def _pack(page: Path) -> str:
    article: Any = html.fromstring(page.read_bytes()).find(".//article")
    assert article is not None, "the page of a role has an article"
    for element in article.xpath(_FOR_THE_SCREEN):
        element.drop_tree()
    words = html.tostring(article, encoding="unicode")
    for screen, paper in _ON_PAPER:
        words = words.replace(screen, paper)
    return (
        f'<!doctype html><html lang="en-GB"><head><title>{page.parent.name}: job pack</title>'
        f"</head><body>{words}</body></html>"
    )


def fonts_address(templates: Path) -> str:
    """Give the address that the style sheet's names of fonts are relative to."""
    return f"{(templates / 'fonts').resolve().as_uri()}/"

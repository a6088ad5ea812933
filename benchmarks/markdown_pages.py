"""The pages of roles as Markdown, from a built site: what every other builder of sites is given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import html
from lxml.html import HtmlElement

_SIGNS = re.compile(r"([\\`*_\[\]{}|#])")
#: What would begin a list at the start of a paragraph.
_LIST_SIGN = re.compile(r"^(\d+)?([-+.])(?=\s)")
_SPACE = re.compile(r"\s+")
_INDENT = " " * 4
_INLINE = ("a", "br", "em", "span", "strong")
#: What is for the screen, or what a builder makes by itself: links, contents, roles alike.
_LEFT_OUT = (
    "script", "fieldset", "caption", "details", "*[@role='status']", "p[@class='rb-hero__back']",
    "p[@class='rb-actions']", "p[@class='rb-onward']", "div[@class='rb-documents']",
    "section[.//h2[@id='similar-roles' or @id='history']]",
)  # fmt: skip


@dataclass(frozen=True)
class RolePage:
    """A role's page: its folder in the site, its title, and all of its words as Markdown."""

    folder: Path
    title: str
    markdown: str

    @property
    def id(self) -> str:
        """The id of the role."""
        return self.folder.name

    @property
    def title_in_markdown(self) -> str:
        """The title with each sign of Markdown made plain."""
        return _escape(self.title)


def role_pages(site: Path) -> list[RolePage]:
    """Give the page of each role of a site that Rolebook built."""
    return [_role_page(page.parent) for page in sorted(site.glob("roles/*/index.html"))]


def _role_page(folder: Path) -> RolePage:
    article: Any = html.fromstring((folder / "index.html").read_bytes()).find(".//article")
    assert article is not None, "the page of a role has an article"
    for element in article.xpath("|".join(f".//{path}" for path in _LEFT_OUT)):
        element.drop_tree()
    title = article.findtext(".//h1") or ""
    return RolePage(folder, title, "\n\n".join(_flow(article)) + "\n")


def _flow(element: HtmlElement) -> Iterator[str]:
    """Give the blocks of an element; words between blocks are paragraphs of their own."""
    words = _escape(element.text)
    for child in element:
        if child.tag in _INLINE:
            words += _inline(child)
        else:
            yield from _paragraph(words)
            words = ""
            yield from _block(child)
        words += _escape(child.tail)
    yield from _paragraph(words)


def _block(element: HtmlElement) -> Iterator[str]:
    if re.fullmatch("h[1-6]", element.tag):
        yield f"{'#' * int(element.tag[1])} {_inlines(element)}"
    elif element.tag in ("ul", "ol"):
        yield _list("1. " if element.tag == "ol" else "- ", element)
    elif element.tag == "table":
        rows = [[_inlines(cell) for cell in row] for row in element.iter("tr")]
        yield _table(rows[0], rows[1:])
    elif element.tag == "dl":
        facts = zip(element.iter("dt"), element.iter("dd"), strict=True)
        yield _table(("Fact", "Value"), [(_inlines(of), _inlines(fact)) for of, fact in facts])
    elif element.get("role") == "note":
        yield "\n".join(f"> {line}" for line in "\n\n".join(_flow(element)).split("\n"))
    else:
        yield from _flow(element)


def _paragraph(words: str) -> Iterator[str]:
    if text := words.strip():
        yield _LIST_SIGN.sub(r"\1\\\2", text)


def _list(sign: str, element: HtmlElement) -> str:
    items = []
    for item in element:
        text = "\n\n".join(_flow(item))
        indented = "\n".join(f"{_INDENT}{line}" if line else "" for line in text.split("\n"))
        items.append(sign.ljust(len(_INDENT)) + indented.removeprefix(_INDENT))
    return "\n".join(items)


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _inlines(element: HtmlElement) -> str:
    """Give all words of an element in one line."""
    parts = [_escape(element.text)]
    for child in element:
        parts.extend((_inline(child), _escape(child.tail)))
    return _SPACE.sub(" ", "".join(parts)).strip()


def _inline(element: HtmlElement) -> str:
    words = _inlines(element)
    if element.tag in ("em", "strong"):
        sign = "**" if element.tag == "strong" else "*"
        return f"{sign}{words}{sign}"
    address = element.get("href", "")
    # Addresses within the site are those of Rolebook.
    return f"[{words}]({address})" if ":" in address else f" {words} "


def _escape(text: str | None) -> str:
    plain = _SPACE.sub(" ", text or "").replace("&", "&amp;").replace("<", "&lt;")
    return _SIGNS.sub(r"\\\1", plain)

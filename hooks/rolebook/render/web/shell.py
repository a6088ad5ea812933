"""The theme's page round a page of the site: rendered once for each kind of page, then filled."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from markupsafe import escape

from .page import Heading, Page

#: Words that cannot occur in content by chance, put where each page has something of its own.
MARKS = {
    name: f"rolebook-mark-{name}-5d1f7c"
    for name in ("title", "description", "content", "contents", "canonical", "head", "id", "words")
}
# Without a heading in the content, the theme would add one of its own.
MARKS["content"] = f"<h1>{MARKS['content']}</h1>"
_MARK = re.compile("|".join(re.escape(mark) for mark in MARKS.values()))
_NAMES = {mark: name for name, mark in MARKS.items()}
_SPACES = re.compile(r"\s+")


class ShellError(Exception):
    """A filled page differs from the same page rendered through the whole theme."""


@dataclass(frozen=True)
class PageKind:
    """What the theme's page depends on: pages of the same kind differ only in their own parts.

    ``tab`` is the address of a page that has a tab of the navigation, and empty for others;
    ``depth`` is the number of folders in the address. ``home`` is the page at the top.
    """

    tab: str
    depth: int
    wide: bool
    contents: bool

    @property
    def name(self) -> str:
        """A name for the kind."""
        shape = "wide" if self.wide else "contents" if self.contents else "plain"
        return f"{self.tab or '-'} {self.depth} {shape}"


def page_kind(page: Page, tabs: Iterable[str]) -> PageKind:
    """Give the kind of a page; ``tabs`` are the addresses in the navigation."""
    tab = page.address if page.address in tabs else ""
    contents = bool(page.headings) and not page.wide
    return PageKind(tab, page.address.count("/"), page.wide, contents)


@dataclass(frozen=True)
class Shell:
    """A page of the theme with marks, in place of which each page's own parts are put.

    ``item`` is one line of its table of contents, with marks for the id and the words of a heading;
    ``nested`` goes round the lines within one, which stand at the mark for contents.
    """

    text: str
    item: str = ""
    nested: str = ""

    @cached_property
    def _page(self) -> _Pieces:
        return _Pieces.of(self.text)

    @cached_property
    def _item(self) -> _Pieces:
        return _Pieces.of(self.item)

    @cached_property
    def _nested(self) -> _Pieces:
        return _Pieces.of(self.nested)

    def fill(self, page: Page, canonical: str) -> str:
        """Give the whole page; ``canonical`` is its full address, where that is known."""
        return self._page.filled(
            {
                "title": str(escape(page.title)),
                "description": str(escape(page.description)),
                "content": page.html,
                "canonical": str(escape(canonical)),
                "head": page.head,
                "contents": self._lines(page.headings),
            }
        )

    def _lines(self, headings: Iterable[Heading]) -> str:
        lines = []
        for heading in headings:
            words = {
                "id": str(escape(heading.id)),
                "words": str(escape(heading.title)),
                "contents": "",
            }
            if heading.children:
                words["contents"] = self._lines(heading.children)
                lines.append(self._nested.filled(words))
            else:
                lines.append(self._item.filled(words))
        return "\n".join(lines)

    @staticmethod
    def hold_against(filled: str, whole: str) -> None:
        """Compare a filled page with the same page rendered whole; white space does not count.

        Raises:
            ShellError: saying where they differ.
        """
        left, right = _SPACES.sub(" ", filled), _SPACES.sub(" ", whole)
        left, right = left.replace("> <", "><"), right.replace("> <", "><")
        if left == right:
            return
        at = next(
            (i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b),
            min(len(left), len(right)),
        )
        raise ShellError(
            "the filled page differs from the theme's own page: "
            f"{left[max(0, at - 40) : at + 40]!r} against {right[max(0, at - 40) : at + 40]!r}"
        )


@dataclass(frozen=True)
class _Pieces:
    """A text cut at its marks: each piece with the name of what follows it, and the end."""

    pieces: tuple[tuple[str, str], ...]
    end: str

    @classmethod
    def of(cls, text: str) -> _Pieces:
        pieces = []
        position = 0
        for found in _MARK.finditer(text):
            pieces.append((text[position : found.start()], _NAMES[found.group()]))
            position = found.end()
        return cls(tuple(pieces), text[position:])

    def filled(self, values: dict[str, str]) -> str:
        parts: list[str] = []
        for piece, name in self.pieces:
            parts += (piece, values[name])
        parts.append(self.end)
        return "".join(parts)

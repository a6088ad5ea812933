"""The theme's page round a role's page, rendered once and filled for each role."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

#: Words that cannot occur in content by chance, put where each page has something of its own.
MARKS = {
    name: f"rolebook-mark-{name}-5d1f7c"
    for name in ("title", "description", "content", "contents", "canonical", "head")
}
# Without a heading in the content, the theme would add one of its own.
MARKS["content"] = f"<h1>{MARKS['content']}</h1>"
_MARK = re.compile("|".join(re.escape(mark) for mark in MARKS.values()))
_NAMES = {mark: name for name, mark in MARKS.items()}
_SPACES = re.compile(r"\s+")


class ShellError(Exception):
    """A filled page differs from the same page rendered through the whole theme."""


class Shell:
    """A page of the theme in pieces, between which each role's own parts stand."""

    def __init__(self, text: str, contents_item: str, render_item: Callable[[Any], str]) -> None:
        """Cut ``text`` at its marks.

        ``contents_item`` is the one item of its table of contents, in place of which
        ``render_item`` puts the items of a page.
        """
        self._render_item = render_item
        text = text.replace(contents_item, MARKS["contents"])
        self._pieces: list[str] = []
        self._names: list[str] = []
        position = 0
        for found in _MARK.finditer(text):
            self._pieces.append(text[position : found.start()])
            self._names.append(_NAMES[found.group()])
            position = found.end()
        self._last = text[position:]

    def fill(
        self,
        *,
        title: str,
        description: str,
        content: str,
        canonical: str,
        head: str,
        contents: Iterable[Any],
    ) -> str:
        """Give the whole page; every value is HTML already."""
        values = {
            "title": title,
            "description": description,
            "content": content,
            "canonical": canonical,
            "head": head,
            "contents": "\n".join(self._render_item(link) for link in contents),
        }
        parts = []
        for piece, name in zip(self._pieces, self._names, strict=True):
            parts.append(piece)
            parts.append(values[name])
        parts.append(self._last)
        return "".join(parts)

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

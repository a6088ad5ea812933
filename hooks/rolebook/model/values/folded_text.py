"""Text whose lines run together: the layout of a file may lose a list or paragraphs of prose."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: What word processors put before the items of a list, where "- " belongs.
BULLETS = "•●▪‣◦·○■"
_BULLETED = re.compile(r"[ \t]*[-*][ \t]+\S")
_OTHER_BULLET = re.compile(rf"[ \t]*([{BULLETS}])[ \t]*\S")
_DASH = re.compile(r"([ \t]*)([–—]|--)[ \t]+\S")
#: Most texts have no dash at the beginning of a line, and need not be looked at line by line.
_MAY_HAVE_DASH = re.compile(r"(?:^|\n)[ \t]*(?:[–—]|--)")
_BETWEEN_PARAGRAPHS = re.compile(r"\n[ \t]*\n")
_NUMBERED = re.compile(r"[ \t]*[0-9]{1,3}[.)][ \t]+\S")
#: Without a first item, a line that begins with a number is one that a sentence broke before.
_FIRST_OF_NUMBERED = re.compile(r"[ \t]*1[.)][ \t]+\S")
#: What begins an item or an empty line, after the end of the line above.
_APART = re.compile(rf"\n\s*(?:[-*–—{BULLETS}\n]|1[.)])")
#: One line end between two lines of words, which Markdown shows as a space.
_JOINED = re.compile(r"\S[ \t]*\n(?![ \t]*(?:\n|[-*+][ \t]|[0-9]{1,9}[.)][ \t]))")


class FoldedText(str):
    """Text that stands on several lines of the file, between which line ends become spaces.

    ``source`` holds the lines as they stand in the file. ``opening`` is what would be written
    above them to keep them apart: ``purpose: |-``.
    """

    source: tuple[str, ...]
    opening: str

    def __new__(cls, text: str, source: Sequence[str], opening: str) -> FoldedText:
        """Make the text from its value and from how it stands in the file."""
        folded = super().__new__(cls, text)
        folded.source = tuple(source)
        folded.opening = opening
        return folded

    def lost(self) -> str | None:
        """Say what runs together here and would not, had the lines been kept; None if nothing."""
        if dashed_item(self.source):
            return "holds a list, whose lines run together here"
        kinds = [_BULLETED, _OTHER_BULLET]
        if any(_FIRST_OF_NUMBERED.match(line) for line in self.source):
            kinds.append(_NUMBERED)
        if any(_count(kind, self.source) > _count(kind, self.split("\n")) for kind in kinds):
            return "holds a list, whose lines run together here"
        between = "\n".join(self.source).strip().split("\n")
        if not all(line.strip() for line in between) and _JOINED.search(self.strip()):
            return "holds paragraphs, which run together here"
        return None


def may_be_items(lines: Sequence[str]) -> bool:
    """Whether lines may be a list, paragraphs or a table; most texts are none of these."""
    text = "\n".join(lines)
    return "|" in text or _APART.search(f"\n{text.strip()}") is not None


def sign_for_hyphen(line: str) -> str | None:
    """Give the bullet or dash with which a line begins, where an item begins with ``- ``."""
    if found := _OTHER_BULLET.match(line):
        return found[1]
    return found[2] if (found := _DASH.match(line)) else None


def dashed_item(lines: Sequence[str]) -> str | None:
    """Give the first line that is an item of a list with a dash before it; None if there is none.

    A dash may also begin a line because its sentence was broken there. So only this is a list: two
    such lines or more, with nothing else in their paragraph after them, or one that stands right
    below an item, in the same column.
    """
    text = "\n".join(lines)
    if not _MAY_HAVE_DASH.search(text):
        return None
    for paragraph in _BETWEEN_PARAGRAPHS.split(text):
        rows = paragraph.split("\n")
        dashed = [(number, found) for number, row in enumerate(rows) if (found := _DASH.match(row))]
        for number, found in dashed:
            if number and rows[number - 1].startswith(f"{found[1]}- "):
                return rows[number]
        if len(dashed) > 1:
            first, found = dashed[0]
            further_in = f"{found[1]} "
            if all(_DASH.match(row) or row.startswith(further_in) for row in rows[first:]):
                return rows[first]
    return None


def _count(kind: re.Pattern[str], lines: Sequence[str]) -> int:
    return sum(1 for line in lines if kind.match(line))

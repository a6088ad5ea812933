"""Text whose lines run together: the layout of a file may lose a list or paragraphs of prose."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BULLETED = re.compile(r"[ \t]*[-*][ \t]+\S")
_NUMBERED = re.compile(r"[ \t]*[0-9]{1,3}[.)][ \t]+\S")
#: Without a first item, a line that begins with a number is one that a sentence broke before.
_FIRST_OF_NUMBERED = re.compile(r"[ \t]*1[.)][ \t]+\S")
#: One line end between two lines of words, which Markdown shows as a space.
_JOINED = re.compile(r"\S[ \t]*\n(?![ \t]*(?:\n|[-*+][ \t]|[0-9]{1,9}[.)][ \t]))")


class Folded(str):
    """Text that stands on several lines of the file, between which line ends become spaces.

    ``source`` holds the lines as they stand in the file. ``opening`` is what would be written
    above them to keep them apart: ``purpose: |-``.
    """

    source: tuple[str, ...]
    opening: str

    def __new__(cls, text: str, source: Sequence[str], opening: str) -> Folded:
        """Make the text from its value and from how it stands in the file."""
        folded = super().__new__(cls, text)
        folded.source = tuple(source)
        folded.opening = opening
        return folded

    def lost(self) -> str | None:
        """Say what runs together here and would not, had the lines been kept; None if nothing."""
        kinds = [_BULLETED]
        if any(_FIRST_OF_NUMBERED.match(line) for line in self.source):
            kinds.append(_NUMBERED)
        if any(_count(kind, self.source) > _count(kind, self.split("\n")) for kind in kinds):
            return "holds a list, whose lines run together here"
        between = "\n".join(self.source).strip().split("\n")
        if not all(line.strip() for line in between) and _JOINED.search(self.strip()):
            return "holds paragraphs, which run together here"
        return None


def _count(kind: re.Pattern[str], lines: Sequence[str]) -> int:
    return sum(1 for line in lines if kind.match(line))

"""Whether every character can be printed in a pack."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from rolebook.problems import Problem
from rolebook.read.document import Document, scalars

#: Bullets that Word keeps in the private area of Unicode for its Symbol and Wingdings fonts.
_WORD_BULLETS = frozenset("\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0a8\uf071")
#: White space that text is folded at, and that no font needs to hold.
_SPACES = frozenset("\n\t ")


def unprintable(document: Document, printable: frozenset[int]) -> Iterator[Problem]:
    """Find characters that no font of the packs holds; notes are not printed.

    ``printable`` holds code points.
    """
    for path, text in scalars(document.data):
        if path[0] == "notes" or text.isascii():
            continue
        for character in dict.fromkeys(text):
            if ord(character) in printable or character in _SPACES:
                continue
            if character in _WORD_BULLETS:
                message = (
                    f"holds a bullet of Word's own (U+{ord(character):04X}); delete it, and begin "
                    'the line with "- " for a list'
                )
            else:
                name = unicodedata.name(character, "an unnamed character").lower()
                message = (
                    f'holds "{character}" ({name}, U+{ord(character):04X}), which the font of the '
                    "packs cannot print; take it out, or write it in words"
                )
            yield document.problem(path, message, snippet=character)

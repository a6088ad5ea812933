"""The words by which the search knows a text; ``templates/assets/words.js`` reads queries alike.

A word is a run of letters and digits, in small letters, without accents and apostrophes; ``iz``
counts as ``is``, so that organization finds organisation. Words that every text has are left out,
unless they stand in capitals: IT is a skill. Endings are left alone: which forms of a word belong
together is decided when somebody searches.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from itertools import chain

_VERY_COMMON = (
    "a all also an and any are as at be been being but by can do for from had has have if in into "
    "is it its may more must of on or other our out so such than that the their them then there "
    "these they this those to up us was we were when where which who will with within would you "
    "your"
)
#: Words that say nothing about what a text is about.
SKIPPED = frozenset(_VERY_COMMON.split())

#: Letters that Unicode does not take apart into a plain letter and an accent.
_LETTERS = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "þ": "th", "ð": "d",
}  # fmt: skip
_FOLDED = str.maketrans({**_LETTERS, "'": "", "’": "", "ʼ": ""})
_APOSTROPHES = str.maketrans("", "", "'’ʼ")
_WORD = re.compile(r"[^\W_]+")


def words_in(text: str) -> Collection[str]:
    """Give the words of a text, each once, in their order.

    >>> list(words_in("The children’s café is self-organized."))
    ['childrens', 'cafe', 'self', 'organised']
    """
    return dict.fromkeys(chain.from_iterable(map(_KNOWN.__getitem__, text.split())))


class _WordsByText(dict[str, tuple[str, ...]]):
    """The words of each run of signs without spaces: a site has few that differ."""

    def __missing__(self, token: str) -> tuple[str, ...]:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        words = self[token] = _words_of(token)
        return words


_MOST_KNOWN = 100_000
_KNOWN = _WordsByText()


def _words_of(token: str) -> tuple[str, ...]:
    """Give the words of text without spaces, of which a site has few that differ."""
    apart = unicodedata.normalize("NFKD", token).translate(_APOSTROPHES)
    plain = "".join(sign for sign in apart if not unicodedata.category(sign).startswith("M"))
    found = []
    for piece in _WORD.findall(plain):
        word = piece.lower().translate(_FOLDED).replace("iz", "is")
        if word not in SKIPPED or (piece.isupper() and len(piece) > 1):
            found.append(word)
    return tuple(found)

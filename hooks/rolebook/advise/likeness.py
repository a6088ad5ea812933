"""Which texts say the same in almost the same words, found without comparing all with all."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

#: Likeness of two texts, words in order of the alphabet, from 0 to 100 (RapidFuzz).
_ALIKE = 90
#: Texts of fewer words of content are alike only where they are equal.
_FEW = 3

#: Words that carry no meaning of their own.
_SMALL_WORDS = (
    "a able about all an and any are as at be by can for from good has have how in into is it its "
    "of on or other own such that the their them they this to very well what when where which who "
    "with within you your"
)
_NO_CONTENT = frozenset(_SMALL_WORDS.split())


def content_words(text: str) -> tuple[str, ...]:
    """Give the words of a text that carry its meaning, in the order of the alphabet.

    >>> content_words("Experience of working with children")
    ('child', 'experience', 'working')
    """
    plain = re.findall(r"[^\W_]+", text.casefold())
    return tuple(sorted({_stem(word) for word in plain if word not in _NO_CONTENT}))


def _stem(word: str) -> str:
    if word == "children":
        return "child"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _score(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    from rapidfuzz import fuzz  # takes long to load, and a build asks for the ids of rules alone

    return fuzz.ratio(" ".join(one), " ".join(other))


def _may_be_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether texts are long enough to be alike, and hold the same figures."""
    figures = [{word for word in words if word[0].isdigit()} for words in (one, other)]
    return min(len(one), len(other)) > _FEW and figures[0] == figures[1]


def groups_alike(texts: Iterable[str]) -> list[list[int]]:
    """Group the positions of texts that are alike; texts that are like no other are left out.

    Each text is filed under its words of content, and under them less each word in turn. Two texts
    that differ by one word, or in which one has a word more, meet under one of these. So the work
    grows with the number of texts and not with its square.
    """
    sets = [content_words(text) for text in texts]
    parent = list(range(len(sets)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    first: dict[tuple[str, ...], int] = {}
    for at, words in enumerate(sets):
        for key in _keys(words):
            other = first.setdefault(key, at)
            if other != at and (
                sets[other] == words
                or (_may_be_alike(sets[other], words) and _score(sets[other], words) >= _ALIKE)
            ):
                parent[root(at)] = root(other)
    groups: dict[int, list[int]] = defaultdict(list)
    for at in range(len(sets)):
        groups[root(at)].append(at)
    return [group for group in groups.values() if len(group) > 1]


def _keys(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if not words:
        return
    yield words
    if len(words) > _FEW:
        for at in range(len(words)):
            yield words[:at] + words[at + 1 :]

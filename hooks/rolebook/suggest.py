"""The nearest known word to one that is not known."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

#: Below this likeness (0 to 1) a suggestion confuses more than it helps.
LIKE_ENOUGH = 0.5


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Give the known word most like ``word``, or None when nothing comes near.

    >>> nearest("dartfrod", ["chatham", "dartford"])
    'dartford'
    """
    choices = sorted(known)
    begins = [choice for choice in choices if _folded(choice).startswith(_folded(word))]
    if len(word) >= 3 and len(begins) == 1:
        return begins[0]
    found = process.extractOne(
        word,
        choices,
        scorer=DamerauLevenshtein.normalized_similarity,
        processor=_folded,
        score_cutoff=LIKE_ENOUGH,
    )
    return found[0] if found else None


def on_one_line(text: str) -> str:
    """Give ``text`` without line ends and other signs that a terminal would act upon."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(plain.split())


def shortened(text: str, limit: int = 60) -> str:
    """Give ``text`` as a message may quote it: on one line, and cut where it is long."""
    line = on_one_line(text[: limit * 4])
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def _folded(text: str) -> str:
    return text.casefold().replace("_", "-").replace(" ", "-")


def one_of(words: Iterable[str]) -> str:
    """Join words as a person would: ``a, b or c``."""
    listed = list(words)
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} or {listed[-1]}"


def and_list(words: Iterable[str]) -> str:
    """Join words as a person would: ``a, b and c``."""
    listed = list(words)
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} and {listed[-1]}"


def known_hint(word: str, known: Iterable[str], limit: int = 12) -> str:
    """Say what to type instead of ``word``: the nearest known word, or the known words."""
    choices = sorted(known)
    near = nearest(word, choices)
    if near:
        return f'did you mean "{near}"?'
    if not choices:
        return "take the line out"
    if len(choices) > limit:
        return f"write one of {', '.join(choices[:limit])} or {len(choices) - limit} more"
    return f"write {one_of(choices)}"

"""The words of a message: the nearest known word, lists as people write them, and quotations."""

from __future__ import annotations

from collections.abc import Iterable

#: Below this likeness (0 to 1) a suggestion confuses more than it helps.
LIKE_ENOUGH = 0.5
#: More words than this, all equally like the one that was typed, are no suggestion.
_FEW = 4


def nearest(word: str, known: Iterable[str], like_enough: float = LIKE_ENOUGH) -> str | None:
    """Give the known word most like ``word``, or None when none is ``like_enough`` (0 to 1).

    >>> nearest("dartfrod", ["chatham", "dartford"])
    'dartford'
    """
    return next(iter(_nearest_few(word, known, like_enough)), None)


def _nearest_few(word: str, known: Iterable[str], like_enough: float = LIKE_ENOUGH) -> list[str]:
    """List the known words that are equally like ``word``, and more so than all others."""
    # Loaded only where something is wrong: most builds need no suggestion.
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    choices = sorted(known)
    begins = [choice for choice in choices if _folded(choice).startswith(_folded(word))]
    if len(word) >= 3 and len(begins) == 1:
        return begins
    found = process.extract(
        word,
        choices,
        scorer=DamerauLevenshtein.normalized_similarity,
        processor=_folded,
        score_cutoff=like_enough,
        limit=None,
    )
    return sorted(choice for choice, score, _ in found if score == found[0][1])


def _folded(text: str) -> str:
    return text.casefold().replace("_", "-").replace(" ", "-")


def on_one_line(text: str) -> str:
    """Give ``text`` without line ends and other signs that a terminal would act upon."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(plain.split())


def shortened(text: str, limit: int = 60) -> str:
    """Give ``text`` as a message may quote it: on one line, and cut where it is long."""
    line = on_one_line(text[: limit * 4])
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def meant_or_such_as(meant: object, example: str) -> str:
    """Give what to write: what a person meant, behind a colon, or else an example of the form.

    An example is no proposal: nobody gave it.

    >>> meant_or_such_as(None, "37.5")
    ', such as 37.5'
    """
    return f": {meant}" if meant else f", such as {example}"


def quoted_whole(text: str, limit: int = 120) -> str:
    """Say how to put ``text`` in double quotes, so that typing what is said loses no word of it.

    >>> quoted_whole("3,527")
    'put the whole text in double quotes: "3,527"'
    """
    put = "put the whole text in double quotes"
    if len(text) > limit or not text.isprintable():
        return f'{put}, up to "{shortened(text[-limit // 2 :].partition(" ")[2])}"'
    return f'{put}: "{escaped(text)}"'


def escaped(text: str) -> str:
    """Give ``text`` as it is written between double quotes."""
    return text.replace("\\", "\\\\").replace('"', '\\"')


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
    """Say what to type instead of ``word``: the nearest known words, or all of them."""
    choices = sorted(known)
    # Figures are not like each other: 33 is no slip for 3.
    near = [] if word.isdigit() else _nearest_few(word, choices)
    if 0 < len(near) <= _FEW:
        return f"did you mean {one_of(_quoted(near))}?"
    if not choices:
        return "take the line out"
    if len(choices) > limit:
        return f"write one of {', '.join(choices[:limit])} or {len(choices) - limit} more"
    return f"write {one_of(choices)}"


def _quoted(words: Iterable[str]) -> list[str]:
    return [f'"{word}"' for word in words]

"""Which words of a text changed, quoted where they are few."""

from __future__ import annotations

from difflib import SequenceMatcher

from rolebook.base.suggestions import shortened

#: More words than this are not quoted: a reader would rather look at the whole text.
_MOST_WORDS = 10
#: A text in which more places than this changed was written anew.
_MOST_PLACES = 3
#: Finding the places takes time with the square of the words.
_MOST_COMPARED = 300


def quoted(text: str, limit: int = 100) -> str:
    """Give a text in quotation marks, on one line and cut where it is long."""
    return f"“{shortened(text, limit)}”"


def words_changed(old: str, new: str) -> str:
    """Say which words changed, or nothing where they are too many to quote.

    >>> words_changed("three days a week", "four days a week")
    '“three” became “four”'
    """
    before, after = old.split(), new.split()
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    before, after = before[start : len(before) - end], after[start : len(after) - end]
    if max(len(before), len(after)) > _MOST_COMPARED:
        return ""
    places = [
        (before[at:until], after[at_new:until_new])
        for tag, at, until, at_new, until_new in SequenceMatcher(
            None, before, after, autojunk=False
        ).get_opcodes()
        if tag != "equal"
    ]
    if len(places) > 1 and max(len(before), len(after)) <= _MOST_WORDS:
        places = [(before, after)]  # short enough to be quoted in one piece
    if len(places) > _MOST_PLACES or any(
        max(len(out), len(in_)) > _MOST_WORDS for out, in_ in places
    ):
        return ""
    return "; ".join(_told(" ".join(out), " ".join(in_)) for out, in_ in places)


def _told(old: str, new: str) -> str:
    if not old:
        return f"{quoted(new)} added"
    if not new:
        return f"{quoted(old)} taken out"
    return f"{quoted(old)} became {quoted(new)}"


def reworded(what: str, old: str, new: str) -> str:
    """Say that ``what`` was reworded, with the words that changed where they are few."""
    words = words_changed(old, new)
    return f"{what} reworded: {words}" if words else f"{what} reworded"

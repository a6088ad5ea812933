"""Signs at the beginning of a line that look right and are not: no-break spaces, bare hyphens."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rolebook.base.problems import Problem
from rolebook.base.suggestions import shortened
from rolebook.model.values.folded_text import BULLETS, sign_for_hyphen

_NO_BREAK_SPACE = "\u00a0"
#: Where a no-break space stands for indentation, or after the hyphen or the colon of a line.
_MISPLACED = re.compile(
    rf"[ {_NO_BREAK_SPACE}]*?(?:-[ {_NO_BREAK_SPACE}]*)*?"
    rf"(?:[A-Za-z_]+:[ ]*)?({_NO_BREAK_SPACE})"
)
#: A key whose text follows on lines of its own, in which a no-break space does no harm.
_TEXT_BELOW = re.compile(r"([ ]*(?:- +)*)\S.*[:\-] +[|>][-+0-9]*[ ]*(?:#.*)?")
#: What to do about another sign at the beginning of an item.
HYPHEN_INSTEAD = 'write "- " in place of it, and so on every line of the list'
_NO_SPACE = re.compile(r"[ ]*(-)([A-Za-z].*)")


def no_break_spaces(file: str, lines: list[str]) -> Iterator[Problem]:
    """Find no-break spaces where only an ordinary space is read as one."""
    text_within: int | None = None
    for number, line in enumerate(lines, start=1):
        indent = len(line) - len(line.lstrip(" "))
        if text_within is not None and (indent > text_within or not line.strip(" ")):
            continue
        text_within = None
        if opening := _TEXT_BELOW.fullmatch(line):
            text_within = len(opening[1])
        if _NO_BREAK_SPACE in line and (found := _MISPLACED.match(line)):
            yield Problem(
                file,
                number,
                found.start(1) + 1,
                "",
                "has a no-break space (U+00A0), as pasted from Word; delete it and type an "
                "ordinary space",
            )


def bare_hyphen(line: str) -> tuple[int, str] | None:
    """Give the column, from 0, and the message for an item such as ``-interview``."""
    if found := _NO_SPACE.fullmatch(line):
        item = shortened(found[2].rstrip())
        message = f'has no space after the hyphen; put one there, as in "- {item}"'
        return found.start(1), message
    return None


def other_bullet(line: str) -> str | None:
    """Give the message for an item that begins with a bullet or a dash in place of ``- ``."""
    sign = sign_for_hyphen(line)
    if sign is None:
        return None
    message = f'begins with "{sign}"; {HYPHEN_INSTEAD}'
    if sign in BULLETS:
        return message
    return f"{message}, or, if it goes on from the line above, begin it further in than that one"

"""A text in which two people's changes of one original are put together, line by line."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import NamedTuple

#: The changes of one person: what is now in place of each line of the original ("line", from 0),
#: and what is now before it ("gap").
_Changes = dict[tuple[str, int], list[str]]


class Merged(NamedTuple):
    """The text with both changes, or where they change the same line."""

    text: str
    conflicts: tuple[int, ...] = ()
    """Lines of the first text, from 1; what is there stays as the first text has it"""


def merged(own: str, original: str, other: str) -> Merged:
    """Put the changes from ``original`` to ``other`` into ``own``, whose line ends stay."""
    before = original.splitlines()
    line_end = "\r\n" if "\r\n" in own else "\n"
    first, second = (_changes(before, text.splitlines()) for text in (own, other))
    lines: list[str] = []
    conflicts: list[int] = []
    own_line = 1
    for at in range(len(before) + 1):
        for key, old in ((("gap", at), []), (("line", at), before[at : at + 1])):
            ours = first.get(key, old)
            theirs = second.get(key, old)
            if key in first and key in second and ours != theirs:
                conflicts.append(own_line)
            lines += ours if key in first else theirs
            own_line += len(ours)
    ends = own if own != original else other
    return Merged(line_end.join(lines) + line_end * ends.endswith("\n"), tuple(conflicts))


def likeness(one: str, other: str) -> float:
    """Say how much of two texts is the same lines, from 0 to 1."""
    return SequenceMatcher(None, one.splitlines(), other.splitlines(), autojunk=False).ratio()


def _changes(before: list[str], after: list[str]) -> _Changes:
    found: _Changes = {}
    for kind, i, i_end, j, j_end in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            continue
        if kind == "insert":
            found["gap", i] = after[j:j_end]
            continue
        same_length = i_end - i == j_end - j
        for at in range(i, i_end):
            now = j + at - i
            found["line", at] = after[now : now + 1] if same_length else after[j:j_end] * (at == i)
            if at > i and not same_length:
                found["gap", at] = []  # between these lines, nobody else can put any
    return found

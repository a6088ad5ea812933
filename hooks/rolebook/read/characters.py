"""Whether every character can be printed in a pack."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from rolebook.base.problems import Problem
from rolebook.read.source_file import Path, SourceFile, scalars

#: Bullets that Word keeps in the private area of Unicode for its Symbol and Wingdings fonts.
_WORD_BULLETS = frozenset("\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0a8\uf071")
#: White space that text is folded at, and that no font needs to hold.
_SPACES = frozenset("\n\t ")

_ESCAPED = (
    "holds a backslash (\\) and a letter that stand for an invisible character; write two "
    "backslashes, or single quotes round the text"
)


def unprintable(source_file: SourceFile, printable: frozenset[int]) -> Iterator[Problem]:
    """Find characters that no font of the packs holds; notes are not printed.

    ``printable`` holds code points; where no font can be read, it is empty.
    """
    if not printable or _all_printable(source_file, printable):
        return
    plain: set[str] = set(_SPACES)
    for path, text in _printed(source_file):
        if plain.issuperset(text):
            continue
        if all(_can_show(sign, printable) for sign in set(text)):
            plain.update(text)
            continue
        told = set()
        for shown, run in groupby(text, lambda sign: _can_show(sign, printable)):
            signs = "".join(run)
            if not shown and signs not in told:
                told.add(signs)
                message = _message(signs)
                if not any(signs in line for line in source_file.lines):
                    message = _ESCAPED  # the file holds it as \\P or the like
                yield source_file.problem(path, message, snippet=signs)


def _all_printable(source_file: SourceFile, printable: frozenset[int]) -> bool:
    """Whether a file holds no character that cannot be printed, its notes and comments included.

    True only where that is certain: a backslash may stand for any character.
    """
    text = "\n".join(source_file.lines)
    # Most of a file is plain ASCII, which is taken out much faster than it is looked at.
    others = text.encode(errors="surrogatepass").translate(None, _printable_ascii(printable))
    signs = set(others.decode(errors="surrogatepass"))
    return "\\" not in signs and all(_can_show(sign, printable) for sign in signs)


@lru_cache(maxsize=4)
def _printable_ascii(printable: frozenset[int]) -> bytes:
    """Give the ASCII characters that can be printed, but for the backslash."""
    return bytes(
        code for code in range(128) if code != ord("\\") and _can_show(chr(code), printable)
    )


def _printed(source_file: SourceFile) -> Iterator[tuple[Path, str]]:
    """List the texts that may be printed, keys (such as the names of bands) among them."""
    for path in source_file.keys:
        if path[0] != "notes":
            yield path, str(path[-1])
    for path, text in scalars(source_file.data):
        if path[0] != "notes":
            yield path, text


def _can_show(sign: str, printable: frozenset[int]) -> bool:
    # A font may hold a sign that nobody sees, such as a zero width space or a soft hyphen.
    return sign in _SPACES or (ord(sign) in printable and unicodedata.category(sign) != "Cf")


def _message(signs: str) -> str:
    first = signs[0]
    code = f"U+{ord(first):04X}"
    name = unicodedata.name(first, "").lower()
    if first in _WORD_BULLETS:
        return (
            f"holds a bullet of Word's own ({code}); delete it, and begin each item of a list "
            'with "- "'
        )
    if unicodedata.category(first)[0] in "CZ":
        named = f"{name}, {code}" if name else code
        return (
            f"holds an invisible character ({named}); delete it, or type the words around it again"
        )
    shown = f"{name}, {code}" if name else code
    return (
        f'holds "{signs[:20]}" ({shown}), which the font of the packs cannot print; take it out, '
        "or write it in words"
    )

"""The files in which a browser looks words up: a directory, the roles, and words in stretches.

A file of words is named for what is in it, and the directory for none of it. So a browser may keep
files for as long as it likes, and never puts words of one build beside roles of another.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from sys import intern

from rolebook.render.page import OutputFile

from .role_words import RoleWords
from .words import SKIPPED

_FOLDER = "search/"
DIRECTORY = f"{_FOLDER}index.json"
#: About how many characters a file of words holds: some 20 kB compressed.
_STRETCH = 50_000


def search_files(roles: Iterable[RoleWords]) -> Iterator[OutputFile]:
    """Give the files of the search that tell of all roles; each is numbered in its order.

    Roles are gone through once, so that no more than one need be held at a time.
    """
    listed = _Listed()
    postings = _postings(_counted(roles, listed))
    words: list[list[str]] = []
    for first, data in _stretches(postings):
        file = _named_for_content("words", data)
        words.append([first, file.path.removeprefix(_FOLDER)])
        yield file
    told = _named_for_content("roles", _json(listed.told()))
    yield told
    directory = {
        "skipped": sorted(SKIPPED),
        "count": len(listed.lines),
        "roles": told.path.removeprefix(_FOLDER),
        "words": words,
    }
    yield OutputFile(DIRECTORY, _json(directory))


class _Listed:
    """The list of roles; names that many of them share stand once, referred to by number."""

    def __init__(self) -> None:
        self.lines: list[list[object]] = []
        self._organisations: dict[str, int] = {}
        self._statuses: dict[str, int] = {}

    def add(self, role: RoleWords) -> None:
        self.lines.append(
            [
                role.id,
                role.title,
                self._organisations.setdefault(role.organisation, len(self._organisations)),
                role.place,
                self._statuses.setdefault(role.status, len(self._statuses)),
                role.closes,
            ]
        )

    def told(self) -> dict[str, object]:
        return {
            "organisations": list(self._organisations),
            "statuses": list(self._statuses),
            "roles": self.lines,
        }


def _counted(roles: Iterable[RoleWords], listed: _Listed) -> Iterator[RoleWords]:
    for role in roles:
        listed.add(role)
        yield role


def _postings(roles: Iterable[RoleWords]) -> dict[str, str]:
    """Give for each word the roles that hold it, each with the parts that do.

    ``3ac2d`` means: role 3 in its parts a and c, and role 5 (two further) in its part d.
    """
    found: dict[str, list[str]] = {}
    last: dict[str, int] = {}
    steps: list[str] = []
    for number, role in enumerate(roles):
        steps.append(str(number))
        for word, parts in role.parts_of.items():
            told = found.get(word)
            # The same few letters and numbers come again and again: one string serves for all.
            if told is None:
                found[word] = [steps[number], intern(parts)]
            else:
                told += (steps[number - last[word]], intern(parts))
            last[word] = number
    return {word: "".join(found.pop(word)) for word in sorted(found)}


def _stretches(postings: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    """Cut the sorted words into stretches of much the same size, each with its first word."""
    stretch: dict[str, str] = {}
    size = 0
    for word, roles in postings.items():
        if stretch and size + len(roles) > _STRETCH:
            yield next(iter(stretch)), _json(stretch)
            stretch, size = {}, 0
        stretch[word] = roles
        size += len(word) + len(roles) + 6
    if stretch:
        yield next(iter(stretch)), _json(stretch)


def _named_for_content(name: str, data: bytes) -> OutputFile:
    digest = hashlib.sha256(data).hexdigest()[:10]
    return OutputFile(f"{_FOLDER}{name}-{digest}.json", data)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

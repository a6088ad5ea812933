"""The files in which a browser looks words up: a directory, the roles, and words in stretches.

A file of words is named for what is in it, and the directory for none of it. So a browser may keep
files for as long as it likes, and never puts words of one build beside roles of another.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from sys import intern

from rolebook.render.web.page import OutputFile

from .role_words import RoleWords
from .words import SKIPPED

_FOLDER = "search/"
DIRECTORY = f"{_FOLDER}index.json"
#: About how many characters a file of words holds: some 20 kB compressed.
_STRETCH = 50_000


@dataclass(frozen=True)
class WordIndex:
    """All roles as the search knows them: a line for each, and for each word who holds it.

    ``3ac2d`` means: role 3 in its parts a and c, and role 5 (two further) in its part d.
    """

    lines: tuple[tuple[str, ...], ...]
    postings: Mapping[str, str]


def word_index(roles: Iterable[RoleWords]) -> WordIndex:
    """Index roles, each numbered in its order; they are gone through once."""
    lines: list[tuple[str, ...]] = []
    found: dict[str, list[str]] = {}
    last: dict[str, int] = {}
    steps: list[str] = []
    for number, role in enumerate(roles):
        lines.append(_line(role))
        steps.append(str(number))
        for word, parts in role.parts_of.items():
            told = found.get(word)
            # The same few letters and numbers come again and again: one string serves for all.
            if told is None:
                found[word] = [steps[number], intern(parts)]
            else:
                told += (steps[number - last[word]], intern(parts))
            last[word] = number
    return WordIndex(tuple(lines), {word: "".join(told) for word, told in found.items()})


def with_changed(index: WordIndex, number: int, old: RoleWords, new: RoleWords) -> WordIndex:
    """Give the index with one role otherwise than before; only postings of its words change."""
    postings = dict(index.postings)
    for word in old.parts_of.keys() | new.parts_of.keys():
        parts = new.parts_of.get(word)
        if parts == old.parts_of.get(word):
            continue
        held = dict(_numbered(postings.get(word, "")))
        if parts is None:
            held.pop(number, None)
        else:
            held[number] = parts
        if held:
            postings[word] = _posting(held)
        else:
            postings.pop(word, None)
    lines = (*index.lines[:number], _line(new), *index.lines[number + 1 :])
    return WordIndex(lines, postings)


_ENTRY = re.compile(r"(\d+)([a-z]+)")


def _numbered(posting: str) -> Iterator[tuple[int, str]]:
    """Read a posting: the number of each role, and its parts."""
    number = 0
    for step, parts in _ENTRY.findall(posting):
        number += int(step)
        yield number, parts


def _posting(held: Mapping[int, str]) -> str:
    written = []
    before = 0
    for number in sorted(held):
        written.append(f"{number - before}{held[number]}")
        before = number
    return "".join(written)


def search_files(index: WordIndex) -> Iterator[OutputFile]:
    """Give the files of the search that tell of all roles."""
    words: list[list[str]] = []
    for first, data in _stretches(index.postings):
        file = _named_for_content("words", data)
        words.append([first, file.path.removeprefix(_FOLDER)])
        yield file
    told = _named_for_content("roles", _json(_listed(index.lines)))
    yield told
    directory = {
        "skipped": sorted(SKIPPED),
        "count": len(index.lines),
        "roles": told.path.removeprefix(_FOLDER),
        "words": words,
    }
    yield OutputFile(DIRECTORY, _json(directory))


def _line(role: RoleWords) -> tuple[str, ...]:
    return (role.id, role.title, role.organisation, role.place, role.status, role.closes)


def _listed(lines: Iterable[Sequence[str]]) -> dict[str, object]:
    """List the roles; names that many of them share stand once, and are referred to by number."""
    organisations: dict[str, int] = {}
    statuses: dict[str, int] = {}
    roles = [
        [
            id_,
            title,
            organisations.setdefault(organisation, len(organisations)),
            place,
            statuses.setdefault(status, len(statuses)),
            closes,
        ]
        for id_, title, organisation, place, status, closes in lines
    ]
    return {"organisations": list(organisations), "statuses": list(statuses), "roles": roles}


def _stretches(postings: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Cut the sorted words into stretches of much the same size, each with its first word."""
    stretch: dict[str, str] = {}
    size = 0
    for word in sorted(postings):
        roles = postings[word]
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

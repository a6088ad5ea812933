"""The files in which a browser looks words up: a directory, the roles, and words in stretches.

A file of words is named for what is in it, and the directory for none of it. So a browser may keep
files for as long as it likes, and never puts words of one build beside roles of another.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

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


class WordBlock(NamedTuple):
    """Some roles as the search knows them, numbered from 0.

    ``postings`` gives for each word the number of the first and of the last role that holds it,
    and its posting without the first number.
    """

    lines: tuple[tuple[str, ...], ...]
    postings: dict[str, tuple[int, int, str]]


def word_block(roles: Iterable[RoleWords]) -> WordBlock:
    """Index some roles, each numbered in its order; they are gone through once."""
    lines: list[tuple[str, ...]] = []
    found: dict[str, list[str]] = {}
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    steps: list[str] = []
    for number, role in enumerate(roles):
        lines.append(_line(role))
        steps.append(str(number))
        for word, parts in role.parts_of.items():
            listed = found.get(word)
            if listed is None:
                found[word] = [parts]
                first[word] = number
            else:
                listed += (steps[number - last[word]], parts)
            last[word] = number
    postings = {word: (first[word], last[word], "".join(found[word])) for word in found}
    return WordBlock(tuple(lines), postings)


def merged(blocks: Iterable[WordBlock]) -> WordIndex:
    """Put blocks together in their order."""
    lines: list[tuple[str, ...]] = []
    found: dict[str, list[str]] = {}
    last: dict[str, int] = {}
    for block in blocks:
        start = len(lines)
        for word, (first, end, posting) in block.postings.items():
            listed = found.get(word)
            if listed is None:
                found[word] = [str(start + first), posting]
            else:
                listed += (str(start + first - last[word]), posting)
            last[word] = start + end
        lines += block.lines
    return WordIndex(tuple(lines), {word: "".join(listed) for word, listed in found.items()})


def search_files(index: WordIndex, closed: str) -> Iterator[OutputFile]:
    """Give the files of the search that tell of all roles; ``closed`` is said once one closes."""
    words: list[list[str]] = []
    for first, data in _stretches(index.postings):
        file = _named_for_content("words", data)
        words.append([first, file.path.removeprefix(_FOLDER)])
        yield file
    told = _named_for_content("roles", _json({**_listed(index.lines), "closed": closed}))
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

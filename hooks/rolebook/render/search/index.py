"""The files in which a browser looks words up: a directory, the roles, and words in stretches.

A file of words is named for what is in it, and the directory for none of it. So a browser may keep
files for as long as it likes, and never puts words of one build beside roles of another.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence

from rolebook.render.page import OutputFile

from .role_words import RoleWords
from .words import SKIPPED

_FOLDER = "search/"
DIRECTORY = f"{_FOLDER}index.json"
#: About how many characters a file of words holds: some 20 kB compressed.
_STRETCH = 50_000


def search_files(roles: Sequence[RoleWords]) -> Iterator[OutputFile]:
    """Give all files of the search; in them, roles are numbered in the order of ``roles``."""
    words: list[list[str]] = []
    for first, data in _stretches(_postings(roles)):
        file = _named_for_content("words", data)
        words.append([first, file.path.removeprefix(_FOLDER)])
        yield file
    listed = _named_for_content("roles", _json(_roles(roles)))
    yield listed
    directory = {
        "skipped": sorted(SKIPPED),
        "count": len(roles),
        "roles": listed.path.removeprefix(_FOLDER),
        "words": words,
    }
    yield OutputFile(DIRECTORY, _json(directory))
    for role in roles:
        yield OutputFile(f"roles/{role.id}/search.json", role.text)


def _roles(roles: Iterable[RoleWords]) -> dict[str, object]:
    """List the roles; names that many of them share stand once, and are referred to by number."""
    organisations: dict[str, int] = {}
    statuses: dict[str, int] = {}
    lines = [
        [
            role.id,
            role.title,
            organisations.setdefault(role.organisation, len(organisations)),
            role.place,
            statuses.setdefault(role.status, len(statuses)),
            role.closes,
        ]
        for role in roles
    ]
    return {"organisations": list(organisations), "statuses": list(statuses), "roles": lines}


def _postings(roles: Sequence[RoleWords]) -> dict[str, str]:
    """Give for each word the roles that hold it, each with the parts that do.

    ``3ac2d`` means: role 3 in its parts a and c, and role 5 (two further) in its part d.
    """
    steps = [str(step) for step in range(len(roles))]
    found: dict[str, list[str]] = {}
    last: dict[str, int] = {}
    for number, role in enumerate(roles):
        for word, parts in role.parts_of.items():
            told = found.get(word)
            if told is None:
                found[word] = [steps[number], parts]
            else:
                told += (steps[number - last[word]], parts)
            last[word] = number
    return {word: "".join(found[word]) for word in sorted(found)}


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

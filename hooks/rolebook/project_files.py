"""The files of a project that a build reads, each with the hash of its bytes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from rolebook.cache import hash_of

#: Folders of a project whose files a build reads.
CONTENT = ("content", "site_config")
_FOLDERS = (*CONTENT, "templates")


def file_hashes(root: Path) -> dict[str, str]:
    """Give the hash of every file that a build reads, by its name relative to ``root``."""
    names = [*names_in(root, _FOLDERS), "mkdocs.yml"]
    names += [f"hooks/{path.name}" for path in (root / "hooks").glob("*.py")]
    found = {}
    for name in sorted(names):
        with suppress(FileNotFoundError):  # an editor's own file, gone a moment later
            found[name] = hash_of(_data(f"{root}/{name}"))
    return found


def content_names(root: Path, hashes: Mapping[str, str] | None = None) -> list[str]:
    """Name the files of ``content/`` and ``site_config/``, of which ``hashes`` may tell already."""
    if hashes is None:
        return sorted(names_in(root, CONTENT))
    return [name for name in hashes if name.startswith(tuple(f"{one}/" for one in CONTENT))]


def names_in(root: Path, folders: Iterable[str]) -> Iterator[str]:
    """Name all files below some folders of a project."""
    for folder in folders:
        for place, _, files in os.walk(f"{root}/{folder}"):
            within = os.path.relpath(place, root).replace(os.sep, "/")
            yield from (f"{within}/{name}" for name in files)


class FollowedFiles:
    """The hashes of a project's files, taken again and again while somebody edits them.

    A file whose state is the same is not read again: its size, its place on the disk and the times
    of its last writing and change. One that was written a moment ago is, since some systems tell
    times no finer than two seconds.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known: dict[str, tuple[tuple[int, ...], str]] = {}

    def hashes(self, now: float) -> dict[str, str]:
        """Give the hash of every file of the content; ``now`` is in seconds of Unix."""
        found = {}
        for name in sorted(names_in(self._root, CONTENT)):
            with suppress(FileNotFoundError):
                found[name] = self._hash(name, now)
        return found

    def _hash(self, name: str, now: float) -> str:
        path = f"{self._root}/{name}"
        state = os.stat(path)  # noqa: PTH116
        told = (state.st_size, state.st_ino, state.st_mtime_ns, state.st_ctime_ns)
        held = self._known.get(name)
        if held is not None and held[0] == told:
            return held[1]
        found = hash_of(_data(path))
        if now - max(state.st_mtime, state.st_ctime) > _COARSE:
            self._known[name] = (told, found)
        return found


#: Seconds within which two writings may have the same time.
_COARSE = 3.0


def _data(path: str) -> bytes:
    with open(path, "rb") as opened:  # noqa: PTH123 - for thousands of files
        return opened.read()

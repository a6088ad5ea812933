"""The files of a project that a build reads, each with the hash of its bytes."""

from __future__ import annotations

import os
import pickle
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from rolebook.cache import hash_of_file
from rolebook.read.source import tell_unless_gone
from rolebook.write import replacing_file

#: Folders of a project whose files a build reads.
CONTENT = ("content", "site_config")
_FOLDERS = (*CONTENT, "templates")


def content_names(root: Path, hashes: Mapping[str, str] | None = None) -> list[str]:
    """Name the files of ``content/`` and ``site_config/``, of which ``hashes`` may tell already."""
    if hashes is None:
        return sorted(names_in(root, CONTENT))
    return [name for name in hashes if name.startswith(tuple(f"{one}/" for one in CONTENT))]


def names_in(root: Path, folders: Iterable[str]) -> Iterator[str]:
    """Name all files below some folders of a project; a link to a folder is not followed."""
    for folder in folders:
        for place, inner, files in os.walk(f"{root}/{folder}", onerror=tell_unless_gone):
            within = os.path.relpath(place, root).replace(os.sep, "/")
            links = [name for name in inner if os.path.islink(f"{place}/{name}")]  # noqa: PTH114
            yield from (f"{within}/{name}" for name in (*links, *files))


class FollowedFiles:
    """The hashes of a project's files, taken again and again while somebody edits them.

    A file whose state is the same is not read again: its size, its place on the disk and the times
    of its last writing and change, by which git tells as well. One that was written a moment ago
    is, since some systems tell times no finer than two seconds.
    """

    def __init__(self, root: Path, kept: Path | None = None) -> None:
        """``kept`` is the file that tells what was known when the last build ended."""
        self._root = root
        self._kept = kept
        self._known: dict[str, tuple[tuple[int, ...], str]] = {}
        self._is_new = False
        if kept is not None:
            with suppress(Exception):  # whatever is wrong with it, files are read
                self._known = pickle.loads(kept.read_bytes())  # noqa: S301 - our own

    def hashes(self, now: float) -> dict[str, str]:
        """Give the hash of every file of the content; ``now`` is in seconds of Unix."""
        return self._hashes(names_in(self._root, CONTENT), now)

    def all_hashes(self, now: float) -> dict[str, str]:
        """Give the hash of every file that a build reads, and keep what is known now."""
        names = [*names_in(self._root, _FOLDERS), "mkdocs.yml"]
        names += [f"hooks/{path.name}" for path in (self._root / "hooks").glob("*.py")]
        found = self._hashes(names, now)
        self._keep(found.keys())
        return found

    def _hashes(self, names: Iterable[str], now: float) -> dict[str, str]:
        found = {}
        for name in sorted(names):
            with suppress(FileNotFoundError):  # an editor's own file, gone a moment later
                found[name] = self._hash(name, now)
        return found

    def _hash(self, name: str, now: float) -> str:
        path = f"{self._root}/{name}"
        state = os.stat(path)  # noqa: PTH116
        if not stat.S_ISREG(state.st_mode):
            return ""  # what would wait for somebody to write, such as a pipe
        told = (state.st_size, state.st_ino, state.st_mtime_ns, state.st_ctime_ns)
        held = self._known.get(name)
        if held is not None and held[0] == told:
            return held[1]
        found = hash_of_file(path)
        if now - max(state.st_mtime, state.st_ctime) > _COARSE:
            self._known[name] = (told, found)
            self._is_new = True
        return found

    def _keep(self, names: Collection[str]) -> None:
        if self._kept is None or not self._is_new:
            return
        known = {name: self._known[name] for name in names if name in self._known}
        # On a full disk, the next build reads the files.
        with suppress(OSError), replacing_file(self._kept) as opened:
            pickle.dump(known, opened, pickle.HIGHEST_PROTOCOL)


#: Seconds within which two writings may have the same time.
_COARSE = 3.0

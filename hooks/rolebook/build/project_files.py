"""The files of a project that a build reads, each with the digest of its bytes."""

from __future__ import annotations

import os
import pickle
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from rolebook.base.digests import digest_of, digest_of_file
from rolebook.base.project_folders import CACHE_FOLDER
from rolebook.read.blob_names import blob_names
from rolebook.read.decoding import file_bytes, raise_unless_missing
from rolebook.site.replacing import replacing_file

#: The store of its builds.
STORE = CACHE_FOLDER / "store"
#: The file that tells the state and the digest of each file of the project.
KNOWN_FILES = CACHE_FOLDER / "file-digests"
#: Folders of a project whose files a build reads.
CONTENT = ("content", "site_config")
_FOLDERS = (*CONTENT, "templates")


def content_names(root: Path, digests: Mapping[str, FileDigest] | None = None) -> list[str]:
    """Name the files of ``content/`` and ``site_config/``, which ``digests`` may know already."""
    if digests is None:
        return sorted(names_in(root, CONTENT))
    return [name for name in digests if name.startswith(tuple(f"{one}/" for one in CONTENT))]


def names_in(root: Path, folders: Iterable[str]) -> Iterator[str]:
    """Name all files below some folders of a project; a link to a folder is not followed."""
    for folder in folders:
        for place, inner, files in os.walk(f"{root}/{folder}", onerror=raise_unless_missing):
            within = os.path.relpath(place, root).replace(os.sep, "/")
            links = [name for name in inner if os.path.islink(f"{place}/{name}")]  # noqa: PTH114
            yield from (f"{within}/{name}" for name in (*links, *files))


class FileDigest(NamedTuple):
    """What tells the bytes of a file from others: our hash, and the names that git may have."""

    hash: str
    blobs: tuple[str, ...]


def file_digest(data: bytes) -> FileDigest:
    """Give the digest of the bytes of a file."""
    return FileDigest(digest_of(data), blob_names(data))


class FollowedFiles:
    """The digests of a project's files, taken again and again while somebody edits them.

    A file whose state is the same is not read again: its size, its place on the disk and the times
    of its last writing and change, by which git tells as well. One that was written a moment ago
    is, since some systems tell times no finer than two seconds.
    """

    def __init__(self, root: Path, kept: Path | None = None) -> None:
        """``kept`` is the file that tells what was known when the last build ended."""
        self._root = root
        self._kept = kept
        self._known: dict[str, tuple[tuple[int, ...], FileDigest]] = {}
        self._is_new = False
        if kept is not None:
            with suppress(Exception):  # whatever is wrong with it, files are read
                self._known = pickle.loads(kept.read_bytes())  # noqa: S301 - our own

    def digests(self, now: float) -> dict[str, FileDigest]:
        """Give the digest of every file of the content; ``now`` is in seconds of Unix."""
        return self._digests(names_in(self._root, CONTENT), now)

    def all_digests(self, now: float) -> dict[str, FileDigest]:
        """Give the digest of every file that a build reads, and keep what is known now."""
        names = [*names_in(self._root, _FOLDERS), "mkdocs.yml"]
        names += [f"hooks/{path.name}" for path in (self._root / "hooks").glob("*.py")]
        found = self._digests(names, now)
        self._keep(found.keys())
        return found

    def _digests(self, names: Iterable[str], now: float) -> dict[str, FileDigest]:
        found = {}
        for name in sorted(names):
            with suppress(FileNotFoundError):  # an editor's own file, gone a moment later
                found[name] = self._digest(name, now)
        return found

    def _digest(self, name: str, now: float) -> FileDigest:
        path = f"{self._root}/{name}"
        state = os.stat(path)  # noqa: PTH116
        if not stat.S_ISREG(state.st_mode):
            return FileDigest("", ())  # what would wait for somebody to write, such as a pipe
        told = (state.st_size, state.st_ino, state.st_mtime_ns, state.st_ctime_ns)
        held = self._known.get(name)
        if held is not None and held[0] == told:
            return held[1]
        found = _digest_of(path)
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


def _digest_of(path: str) -> FileDigest:
    """Give the digest of a file; of what is no YAML, git's names are not wanted."""
    if path.endswith(".yaml"):
        return file_digest(file_bytes(Path(path)))
    return FileDigest(digest_of_file(path), ())

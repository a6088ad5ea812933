"""The files of a site in a folder: each written, or linked from where the same bytes stand."""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from rolebook.render.web.page import OutputFile
from rolebook.site.replacing import replacing_file

#: The key of a file's contents, its size, and the time at which it was written.
Written = tuple[str, int, int]


@dataclass(frozen=True)
class Ledger:
    """What was written to a folder, by paths within it: from this, the next build takes over."""

    folder: Path
    files: Mapping[str, Written] = field(default_factory=dict)

    def standing(self, found: Mapping[str, tuple[int, int]] | None = None) -> dict[str, Written]:
        """Give the files that are there still, as they were written; ``found`` are those there."""
        found = files_in(self.folder) if found is None else found
        return {path: one for path, one in self.files.items() if found.get(path) == one[1:]}

    def standing_file(self, path: str, key: str) -> Written | None:
        """Give what was written to a path, if that is there still and has this key."""
        one = self.files.get(path)
        if one is None or one[0] != key:
            return None
        try:
            state = os.stat(f"{self.folder}/{path}", follow_symlinks=False)  # noqa: PTH116
        except OSError:
            return None
        return one if (state.st_size, state.st_mtime_ns) == one[1:] else None

    def is_whole(self) -> bool:
        """Whether the folder holds what was written, and nothing else."""
        found = files_in(self.folder)
        return bool(found) and found == {path: one[1:] for path, one in self.files.items()}

    def save(self, file: Path) -> None:
        """Save it; where that cannot be, the next build writes everything anew."""
        with suppress(OSError), replacing_file(file) as opened:
            pickle.dump((str(self.folder), dict(self.files)), opened)


def ledger_in(file: Path, folder: Path) -> Ledger:
    """Read what was written to a folder; nothing where it is not known."""
    with suppress(Exception):  # whatever is wrong with it, the folder is written anew
        held, files = pickle.loads(file.read_bytes())  # noqa: S301 - our own
        if held == str(folder):
            return Ledger(folder, files)
    return Ledger(folder)


def files_in(folder: Path) -> dict[str, tuple[int, int]]:
    """Give the size and the time of every file below a folder, by its path; nothing for none."""
    found: dict[str, tuple[int, int]] = {}
    left = [("", str(folder))]
    while left:
        prefix, place = left.pop()
        try:
            entries = list(os.scandir(place))
        except OSError:
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                left.append((f"{prefix}{entry.name}/", entry.path))
            else:
                state = entry.stat(follow_symlinks=False)
                found[prefix + entry.name] = (state.st_size, state.st_mtime_ns)
    return found


class _Places:
    """Where files go below a folder; the folders that they need are each made once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: set[str] = set()

    def made(self, name: str) -> str:
        """Give the path of a file, in a folder that is there."""
        path = f"{self._folder}/{name}"
        parent = path.rpartition("/")[0]
        if parent not in self._made:
            os.makedirs(parent, exist_ok=True)  # noqa: PTH103 - for thousands of files
            self._made.add(parent)
        return path


def write_site(
    files: Iterable[OutputFile],
    folder: Path,
    before: Ledger | None = None,
    there: Mapping[str, Written] | None = None,
) -> Ledger:
    """Write files into a folder, or link those that ``before`` holds already.

    ``there`` are the files that stand in the folder itself; those with the right key are left.
    """
    places = _Places(folder)
    there = there or {}
    written: dict[str, Written] = {}
    for file in files:
        key = file.key or key_of(file)
        if (standing := there.get(file.path)) is not None and standing[0] == key:
            written[file.path] = standing
            continue
        path = places.made(file.path)
        if before is not None and (known := before.standing_file(file.path, key)):
            with suppress(OSError):  # another file system, or one without links
                _link(path, f"{before.folder}/{file.path}")
                written[file.path] = known
                continue
        written[file.path] = (key, *_write(file, path))
    return Ledger(folder, written)


def follow(site: Ledger, folder: Path, before: Mapping[str, Written]) -> None:
    """Make a folder that holds what was written ``before`` hold what a site does, by links.

    Raises:
        OSError: when that cannot be, as on a file system without links.
    """
    tidy(folder, before.keys() - site.files.keys())
    places = _Places(folder)
    for name, one in site.files.items():
        if before.get(name) != one:
            _link(places.made(name), f"{site.folder}/{name}")


def key_of(file: OutputFile) -> str:
    """Give the hash of a file's contents."""
    return blake2b(file.read(), digest_size=20).hexdigest()


def _write(file: OutputFile, path: str) -> tuple[int, int]:
    data = file.at_hand()
    if isinstance(data, Path):
        try:
            _link(path, str(data))
        except OSError:
            shutil.copyfile(data, path)
    else:
        # A file that is linked elsewhere must not be written into.
        with suppress(FileNotFoundError):
            os.unlink(path)  # noqa: PTH108
        with open(path, "wb") as opened:  # noqa: PTH123
            opened.write(data)
    written = os.stat(path)  # noqa: PTH116
    return written.st_size, written.st_mtime_ns


def _link(path: str, source: str) -> None:
    with suppress(FileNotFoundError):
        os.unlink(path)  # noqa: PTH108
    os.link(source, path)


def tidy(folder: Path, files: Iterable[str]) -> None:
    """Delete files of a folder, and the folders that hold nothing any more."""
    for path in files:
        whole = folder / path
        whole.unlink(missing_ok=True)
        for parent in whole.parents:
            if parent == folder:
                break
            try:
                parent.rmdir()
            except OSError:
                break


def last_of_each(files: Iterable[OutputFile]) -> list[OutputFile]:
    """Give one file for each path: what comes later counts, as where it is written."""
    return list({file.path: file for file in files}.values())


class ServedFolder:
    """A site's folder that follows its files from build to build while it is served."""

    def __init__(self, folder: Path) -> None:
        """Begin with a folder in which nothing of the site is known."""
        self._folder = folder
        self._there: Mapping[str, Written] = {}

    def follow(self, files: Iterable[OutputFile]) -> None:
        """Write what is new or other than before, and delete what is no longer there."""
        written = write_site(last_of_each(files), self._folder, there=self._there).files
        tidy(self._folder, self._there.keys() - written.keys())
        self._there = written

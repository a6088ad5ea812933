"""The files of a site in a folder: each written, or linked from where the same bytes stand."""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path

from rolebook.render.page import OutputFile

#: The key of a file's contents, its size, and the time at which it was written.
Written = tuple[str, int, int]


@dataclass(frozen=True)
class Ledger:
    """What was written to a folder, by paths within it: from this, the next build takes over."""

    folder: Path
    files: dict[str, Written] = field(default_factory=dict)

    def holds(self, path: str, key: str) -> bool:
        """Whether a file is there with these contents, and as it was written."""
        written = self.files.get(path)
        if written is None or written[0] != key:
            return False
        try:
            found = os.stat(f"{self.folder}/{path}")  # noqa: PTH116 - for thousands of files
        except OSError:
            return False
        return (found.st_size, found.st_mtime_ns) == written[1:]

    def save(self, file: Path) -> None:
        """Save it; where that cannot be, the next build writes everything anew."""
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            part = file.with_name(f"{file.name}.{os.getpid()}")
            part.write_bytes(pickle.dumps((str(self.folder), self.files)))
            part.replace(file)


def ledger_in(file: Path, folder: Path) -> Ledger:
    """Read what was written to a folder; nothing where it is not known."""
    with suppress(Exception):  # whatever is wrong with it, the folder is written anew
        held, files = pickle.loads(file.read_bytes())  # noqa: S301 - our own
        if held == str(folder):
            return Ledger(folder, files)
    return Ledger(folder)


def write_site(files: Iterable[OutputFile], folder: Path, before: Ledger | None = None) -> Ledger:
    """Write files into an empty folder, or link those that ``before`` holds already."""
    made: set[str] = set()
    ledger = Ledger(folder)
    for file in files:
        path = f"{folder}/{file.path}"
        parent = path.rpartition("/")[0]
        if parent not in made:
            os.makedirs(parent, exist_ok=True)  # noqa: PTH103 - for thousands of files
            made.add(parent)
        key = file.key or key_of(file)
        if before is not None and before.holds(file.path, key):
            try:
                _replace(path, f"{before.folder}/{file.path}")
                ledger.files[file.path] = before.files[file.path]
                continue
            except OSError:
                pass  # another file system, or one without links
        ledger.files[file.path] = (key, *_write(file, path))
    return ledger


def key_of(file: OutputFile) -> str:
    """Give the hash of a file's contents."""
    return blake2b(file.read(), digest_size=20).hexdigest()


def keyed(file: OutputFile) -> OutputFile:
    """Give a file with its key, which need not be worked out again."""
    return file if file.key else replace(file, key=key_of(file))


def _write(file: OutputFile, path: str) -> tuple[int, int]:
    if isinstance(file.data, Path):
        try:
            _replace(path, str(file.data))
        except OSError:
            shutil.copyfile(file.data, path)
    else:
        data = file.read()
        # A file that is linked elsewhere must not be written into.
        with suppress(FileNotFoundError):
            os.unlink(path)  # noqa: PTH108
        with open(path, "wb") as opened:  # noqa: PTH123
            opened.write(data)
    written = os.stat(path)  # noqa: PTH116
    return written.st_size, written.st_mtime_ns


def _replace(path: str, source: str) -> None:
    with suppress(FileNotFoundError):
        os.unlink(path)  # noqa: PTH108
    os.link(source, path)


class ServedFolder:
    """A site's folder that follows its files from build to build while it is served."""

    def __init__(self, folder: Path) -> None:
        """Begin with a folder in which nothing of the site is known."""
        self._folder = folder
        self._keys: dict[str, str] = {}

    def follow(self, files: Iterable[OutputFile]) -> None:
        """Write what is new or other than before, and delete what is no longer there."""
        wanted = {file.path: (file.key or key_of(file), file) for file in files}
        changed = [file for path, (key, file) in wanted.items() if self._keys.get(path) != key]
        write_site(changed, self._folder)
        for path in self._keys.keys() - wanted.keys():
            (self._folder / path).unlink(missing_ok=True)
        self._keys = {path: key for path, (key, _) in wanted.items()}

"""Files that were made before, each kept under the hash of everything that it depends on.

An entry is the file itself and a note of a line beside it: its size, its digest, the time at which
it was written, and what its maker wants to know again. Both are written under another name and
renamed, the note last, so that a build that is killed, or two at once, leave no half entry. An
entry that is not as its note says is told in one line, and made again.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import count
from pathlib import Path
from uuid import uuid4

#: What an entry's maker may note beside it.
Facts = Mapping[str, int | str | None]

#: Where a project keeps its cache, relative to its root.
CACHE_FOLDER = Path(".cache/rolebook")
#: The file in which one build leaves what it knew to the next.
LAST_BUILD = CACHE_FOLDER / "last-build"
#: The file that tells the state and the digest of each file of the project.
KNOWN_FILES = CACHE_FOLDER / "file-digests"
_NOTE = ".note"
#: Beside the entries: themes, what is remembered of sites, and what builds left that were killed.
_FOLDERS = ("themes", "sites", "work")
_DIGEST = 20
#: Bytes of a file that are held while its hash is taken.
_AT_A_TIME = 1 << 20


def hash_of(*parts: bytes | str) -> str:
    """Give a name for what follows from ``parts``; other parts, or other bounds, give another."""
    pieces: list[bytes] = []
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        pieces += (len(data).to_bytes(8, "big"), data)
    return blake2b(b"".join(pieces), digest_size=_DIGEST).hexdigest()


def hash_of_files(folder: Path, *patterns: str) -> str:
    """Give the hash of all files below ``folder`` that match a pattern, with their names."""
    paths = sorted({path for pattern in patterns for path in folder.glob(pattern)})
    files = [path for path in paths if path.is_file()]
    named = [(path.relative_to(folder).as_posix(), hash_of_file(path)) for path in files]
    return hash_of(*(part for each in named for part in each))


def hash_of_file(path: Path | str) -> str:
    """Give what ``hash_of`` gives for the bytes of a file, of which little is held at a time."""
    with open(path, "rb") as opened:  # noqa: PTH123 - for thousands of files
        made = blake2b(os.fstat(opened.fileno()).st_size.to_bytes(8, "big"), digest_size=_DIGEST)
        while data := opened.read(_AT_A_TIME):
            made.update(data)
    return made.hexdigest()


@lru_cache(maxsize=1)
def program_hash() -> str:
    """Give the hash of this package, whatever it makes; it stays what the process began with."""
    return hash_of_files(Path(__file__).parent, "**/*.py")


class CannotKeepError(OSError):
    """What a build needs while it works cannot be kept, as the system says."""


class DamagedError(Exception):
    """Something that was kept is not there any more, or not as it was kept."""


@dataclass(frozen=True)
class Entry:
    """A file that was kept, with its size in bytes and what was noted beside it."""

    path: Path
    size: int
    facts: Facts


@dataclass(frozen=True)
class Size:
    """How much is kept."""

    entries: int
    bytes: int


class Cache:
    """The files kept in a folder. ``tell`` is given a line when something is wrong with one."""

    def __init__(self, folder: Path, tell: Callable[[str], None]) -> None:
        self._folder = folder
        self._tell = tell
        #: Why the first file that could not be kept was refused.
        self.refusal: OSError | None = None

    def get(self, key: str) -> Entry | None:
        """Give what is kept under ``key``; None where there is nothing, or nothing whole."""
        path = self._path(key)
        note = _note_of(path)
        try:
            noted = json.loads(note.read_bytes())
            found = path.stat()
            as_noted = found.st_size == noted["size"] and found.st_mtime_ns == noted["written"]
            # Copied caches have other times: then the bytes themselves are looked at.
            if not as_noted and _digest(path.read_bytes()) != noted["digest"]:
                raise ValueError
            entry = Entry(path, noted["size"], noted["facts"])
            if not as_noted:
                self._write_note(path, noted["digest"], entry.size, entry.facts)
        except (FileNotFoundError, PermissionError):
            return None
        except (OSError, ValueError, TypeError, KeyError):
            self._tell(f"{path} was damaged, or is no file of this cache; it is made again")
            with suppress(OSError):
                self._forget(path)
            return None
        else:
            # Tells what is in use from what can go; a cache that cannot be written serves on.
            with suppress(OSError):
                os.utime(note)
            return entry

    def whole(self, key: str) -> Path:
        """Give where the file that is kept under ``key`` stands.

        Raises:
            DamagedError: when it is not there, or not whole.
        """
        entry = self.get(key)
        if entry is None:
            raise DamagedError(key)
        return entry.path

    def put(self, key: str, data: bytes, facts: Facts) -> Entry | None:
        """Keep ``data`` under ``key``; None where that is refused, which is told once."""
        path = self._path(key)
        try:
            _write(path, data)
            self._write_note(path, _digest(data), len(data), facts)
        except OSError as error:
            if self.refusal is None:
                self.refusal = error
                self._tell(
                    f"nothing more is kept in {self._folder} ({error.strerror or error}), and "
                    "builds take longer; to put that right, delete that folder"
                )
            with suppress(OSError):
                self._forget(path)
            return None
        return Entry(path, len(data), facts)

    def drop(self, keys: Iterable[str], unused_since: float) -> None:
        """Delete entries that no build has used since a time, in seconds of Unix."""
        for key in keys:
            path = self._path(key)
            with suppress(OSError):
                if _note_of(path).stat().st_mtime < unused_since:
                    version = self._version(key)
                    self._forget(path)
                    if version:
                        self._forget(self._path(version))

    def templates_folder(self) -> Path | None:
        """Give the folder for the code of templates; None where nothing can be kept."""
        folder = self._folder / "templates"
        return folder if _can_be_written(folder) else None

    def work_folder(self) -> Path:
        """Name a folder for one build to work in; it need not be there yet.

        It is beside the entries, where other machines find it, unless nothing can be kept there.
        """
        folder = self._folder / "work"
        return (folder if _can_be_written(folder) else Path(tempfile.gettempdir())) / uuid4().hex

    def size(self) -> Size:
        """Tell how much is kept."""
        # A folder that was the site is made of links to entries, which take no room twice.
        states = [path.stat() for path in self._folder.rglob("*") if path.is_file()]
        sizes = {(state.st_dev, state.st_ino): state.st_size for state in states}
        return Size(sum(1 for _ in self._notes()), sum(sizes.values()))

    def prune(self, unused_since: float, needed: frozenset[str] = frozenset()) -> Size:
        """Delete what no build has used since a time, in seconds of Unix; tell how much it was.

        Entries under the keys that are ``needed`` stay: builds may use them without opening them.
        """
        entries = freed = 0
        spared = {note for key in needed for note in self._notes_for(key)}
        for note in list(self._notes()):
            with suppress(OSError):
                if note not in spared and note.stat().st_mtime < unused_since:
                    freed += _size_of(note.with_suffix("")) + _size_of(note)
                    entries += 1
                    self._forget(note.with_suffix(""))
        for folder in (path for name in _FOLDERS for path in self._folder.glob(f"{name}/*")):
            with suppress(OSError):
                if folder.stat().st_mtime < unused_since:
                    shutil.rmtree(folder, ignore_errors=True)
        return Size(entries, freed)

    def clear(self) -> None:
        """Delete everything that is kept."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key[2:]

    def _version(self, key: str) -> str | None:
        """Give the key of the newest version, where an entry holds nothing but that."""
        with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            version = json.loads(_note_of(self._path(key)).read_bytes())["facts"].get("version")
            return str(version) if version else None
        return None

    def _notes_for(self, key: str) -> Iterator[Path]:
        yield _note_of(self._path(key))
        if version := self._version(key):
            yield _note_of(self._path(version))

    def _notes(self) -> Iterator[Path]:
        return self._folder.glob(f"??/*{_NOTE}")

    def _write_note(self, path: Path, digest: str, size: int, facts: Facts) -> None:
        written = path.stat().st_mtime_ns
        note = {"digest": digest, "size": size, "written": written, "facts": dict(facts)}
        _write(_note_of(path), json.dumps(note).encode())

    def _forget(self, path: Path) -> None:
        # The note goes first: a file without one is no entry.
        _note_of(path).unlink(missing_ok=True)
        path.unlink(missing_ok=True)


def _can_be_written(folder: Path) -> bool:
    """Make a folder, and tell whether files can be put there."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        return os.access(folder, os.W_OK | os.X_OK)
    return False


def _note_of(path: Path) -> Path:
    return path.with_name(path.name + _NOTE)


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=_DIGEST).hexdigest()


def _size_of(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


#: Tells the files of this process from those of others that share the folder.
_OURS = uuid4().hex
_COUNT = count()


def _write(path: Path, data: bytes) -> None:
    """Write a file in one step, whoever else writes it at the same time."""
    part = f"{path.parent}/.{_OURS}-{os.getpid()}-{next(_COUNT)}"
    try:
        opened = open(part, "wb")  # noqa: PTH123, SIM115 - thousands of times
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        opened = open(part, "wb")  # noqa: PTH123, SIM115
    try:
        with opened:
            opened.write(data)
        os.replace(part, path)  # noqa: PTH105
    except OSError:
        Path(part).unlink(missing_ok=True)
        raise

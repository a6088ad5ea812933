"""What a step is handed in place of values: references, files, the time, what roles share.

A reference stands for a value by its digest. So the key of a step, which is made from its
arguments, never needs the values, and neither does the process that only looks a key up.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple

from rolebook.base.digests import digest_of

from .encoding import Stand
from .moment import ALWAYS, Validity


class DamagedError(Exception):
    """Something that was stored is not there any more, or is not what was stored."""


class ChangedError(Exception):
    """A file is not any more what it was when the build began."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A result, or a part of one, by its digest; ``is_raw`` where it is bytes and no value.

    ``validity`` is the period for which it is this result.
    """

    digest: str
    is_raw: bool = False
    validity: Validity = field(default=ALWAYS, compare=False)
    size: int = 0

    @property
    def stand(self) -> Stand:
        """What stands for the value in arguments."""
        return ("raw" if self.is_raw else "value", self.digest)


@dataclass(frozen=True, slots=True)
class Each:
    """Many references as one argument: a step goes through their values, one loaded at a time."""

    references: Sequence[Reference]

    @property
    def stand(self) -> Stand:
        """What stands for the values in arguments."""
        return ("each", tuple(one.stand for one in self.references))


@dataclass(frozen=True, slots=True)
class LoadedEach(Sequence[Any]):
    """What a step is given for ``Each``."""

    stands: tuple[Stand, ...]
    load: Callable[[Stand], Any]

    def __len__(self) -> int:
        """Count the values."""
        return len(self.stands)

    def __iter__(self) -> Iterator[Any]:
        """Load one after the other; none is held here."""
        return map(self.load, self.stands)

    def __getitem__(self, at: Any) -> Any:
        """Load one, or give some to be gone through."""
        if isinstance(at, slice):
            return LoadedEach(self.stands[at], self.load)
        return self.load(self.stands[at])


class SourceBytes(NamedTuple):
    """A file that a step reads: its name, relative to the project, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the project by its name and digest; ``read`` gives its bytes.

    A step is given it as ``SourceBytes``.
    """

    name: str
    digest: str
    read: Callable[[], bytes]

    @property
    def stand(self) -> Stand:
        """What stands for the file in arguments."""
        return ("file", self.name, self.digest)

    def bytes(self) -> SourceBytes:
        """Read the file.

        Raises:
            ChangedError: when it is not what it was when its digest was taken.
        """
        try:
            data = self.read()
        except OSError as error:
            raise ChangedError(self.name) from error
        if digest_of(data) != self.digest:
            raise ChangedError(self.name)
        return SourceBytes(self.name, data)


@dataclass(frozen=True, slots=True)
class Named:
    """Bytes that have a name elsewhere, such as git's; a step is given them, or None for nothing.

    The name says what they are, so that they are read only for a step that runs.
    """

    name: str
    read: Callable[[], bytes | None]

    @property
    def stand(self) -> Stand:
        """What stands for the bytes in arguments."""
        return ("named", self.name)


#: Folders that hold the files of trees which lay in none on this machine, by their digests.
_folders: dict[str, Path] = {}


@dataclass(frozen=True)
class TreeFiles:
    """What a step is given for a tree: the bytes of its files by their names.

    ``place`` is the folder in which they lie on this machine, if any.
    """

    digest: str
    files: Mapping[str, bytes]
    place: Path | None

    def hold_against(self, folder: Path) -> None:
        """Do nothing where a folder holds these files still.

        Raises:
            ChangedError: when one is another, so that what was read by its name may be too.
        """
        for name, data in self.files.items():
            SourceFile(name, digest_of(data), (folder / name).read_bytes).bytes()

    @property
    def folder(self) -> Path:
        """A folder that holds them, for a library that reads files by itself."""
        if self.place is not None:
            return self.place
        if self.digest not in _folders:
            folder = Path(tempfile.mkdtemp(prefix="rolebook-files-"))
            atexit.register(shutil.rmtree, folder, ignore_errors=True)
            for name, data in self.files.items():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(data)
            _folders[self.digest] = folder
        return _folders[self.digest]


@dataclass(frozen=True, slots=True)
class FileTree:
    """Files under one digest: those of a folder ``place`` by their names, each with its own."""

    digest: str
    place: Path
    digests: Mapping[str, str]

    @property
    def stand(self) -> Stand:
        """What stands for the files in arguments."""
        return ("tree", self.digest)

    def loaded(self) -> TreeFiles:
        """Read all the files.

        Raises:
            ChangedError: when one is not what it was when its digest was taken.
        """
        files = {}
        for name, digest in self.digests.items():
            file = SourceFile(name, digest, (self.place / name).read_bytes)
            files[name] = file.bytes().data
        return TreeFiles(self.digest, files, self.place)


@dataclass(frozen=True, slots=True)
class Marker:
    """Stands for what each run of a step is given anew: the moment, or the records of a project."""

    kind: Literal["moment", "records"]

    @property
    def stand(self) -> Stand:
        """What stands for it in arguments."""
        return (self.kind,)


MOMENT = Marker("moment")
RECORDS = Marker("records")

#: All that stands for something else in arguments.
STAND_INS = (Reference, Each, SourceFile, Named, FileTree, Marker)


class Raw(NamedTuple):
    """Bytes that a step gives, to be stored as they are."""

    data: bytes


class Noted(NamedTuple):
    """A small value that a step gives, which every look-up of the result brings with it."""

    value: Any


@dataclass(frozen=True)
class Parts:
    """A result in parts, each with a digest of its own: what follows from one sees only that.

    One that is not ``kept`` is worked out again by the next build: a problem, or a fault.
    """

    parts: Mapping[str, Any]
    kept: bool = True


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a step: references to its parts by their names, and what was noted.

    A result without parts is one part, whose name is empty.
    """

    parts: Mapping[str, Reference]
    noted: Mapping[str, Any]
    validity: Validity

    def __getitem__(self, name: str) -> Reference:
        """Give a part."""
        return self.parts[name]

    def __contains__(self, name: str) -> bool:
        """Whether there is such a part."""
        return name in self.parts

    @property
    def whole(self) -> Reference:
        """The result of a step that has no parts."""
        return self.parts[""]

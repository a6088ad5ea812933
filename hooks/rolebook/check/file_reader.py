"""One file of a project, read as a record with all that is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from pydantic import BaseModel

from rolebook.base.problems import Problem
from rolebook.check.shape.records import read_record
from rolebook.read.blob_names import blob_names
from rolebook.read.characters import unprintable
from rolebook.read.decoding import decode, file_bytes
from rolebook.read.source_file import SourceFile, read_source_file

from .files import name_of
from .reading import Reading

Shape = TypeVar("Shape", bound=BaseModel)


class FileReader:
    """Reads files of a project; ``ids`` are those that are known, by the name of their file."""

    def __init__(
        self,
        root: Path,
        printable: frozenset[int],
        instead: Mapping[Path, bytes] = MappingProxyType({}),
    ) -> None:
        """``printable`` holds the code points that can be printed.

        ``instead`` is read in place of what some files hold.
        """
        self.root = root
        self.ids: dict[str, Collection[str]] = {}
        self._printable = printable
        self._instead = instead

    def read(
        self, path: Path, model: type[Shape], data: bytes | None = None
    ) -> tuple[Reading[Shape] | None, list[Problem]]:
        """Read one file, or ``data`` in its place; None where nothing of it could be read."""
        source_file, problems = self._text(path, data)
        if source_file is None:
            return None, problems
        reading = read_record(model, source_file, self.ids)
        return reading, [*reading.problems, *unprintable(source_file, self._printable)]

    def source(self, path: Path) -> tuple[SourceFile | None, list[Problem]]:
        """Read one file that holds no record; None where nothing of it could be read."""
        source_file, problems = self._text(path, None)
        if source_file is None:
            return None, problems
        return source_file, [*source_file.problems, *unprintable(source_file, self._printable)]

    def _text(self, path: Path, data: bytes | None) -> tuple[SourceFile | None, list[Problem]]:
        name = name_of(path, self.root)
        try:
            data = self._instead.get(path) if data is None else data
            data = file_bytes(path) if data is None else data
        except OSError as error:
            reason = error.strerror or "the system refuses"
            message = f"cannot be opened ({reason}); close it elsewhere, or ask for help"
            return None, [Problem(name, 1, 1, "", message)]
        text = decode(name, data)
        if isinstance(text, Problem):
            return None, [text]
        source_file = read_source_file(name, text)
        source_file.blobs = blob_names(data)
        return source_file, []

"""The folder that papers are written to, in which what somebody wrote in a paper stays."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from rolebook.base.digests import digest_of
from rolebook.base.project_folders import CACHE_FOLDER
from rolebook.site.replacing import write_file

#: The file of a project that tells the hash of each paper as it was written, by its whole path.
_WRITTEN = CACHE_FOLDER / "papers.json"


class PaperFolder:
    """Writes papers into ``out``, and keeps each that is not as it was written.

    What is known of that is kept with the project. Where it is gone, papers count as changed.
    """

    def __init__(self, root: Path, out: Path, overwrite: bool) -> None:
        """Replace papers that have been changed only with ``overwrite``."""
        self._out = out
        self._overwrite = overwrite
        self._file = root / _WRITTEN
        self._hashes: dict[str, str] = {}
        with suppress(OSError, ValueError, TypeError):
            self._hashes = dict(json.loads(self._file.read_text("utf-8")))
        self.written: list[Path] = []
        self.kept: list[Path] = []

    def write(self, name: str, data: bytes) -> None:
        """Write a paper, unless somebody has changed the one that is there."""
        path = self._out / name
        place, found = str(path.resolve()), digest_of(data)
        there = digest_of(path.read_bytes()) if path.exists() else None
        if there not in (None, found, self._hashes.get(place)) and not self._overwrite:
            self.kept.append(path)
            return
        if there != found:
            write_file(path, data)
        self._hashes[place] = found
        self.written.append(path)

    def close(self) -> None:
        """Remember what was written."""
        with suppress(OSError):
            write_file(self._file, json.dumps(self._hashes, indent=1).encode())

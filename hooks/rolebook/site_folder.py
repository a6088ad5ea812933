"""The files of a site in a folder: each written, or taken from where it already stands."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from rolebook.render.page import OutputFile


def write_site(files: Iterable[OutputFile], folder: Path) -> int:
    """Write files into a folder and tell how many; a file that stands elsewhere is linked."""
    folders: set[str] = set()
    top = str(folder)
    count = 0
    for file in files:
        path = f"{top}/{file.path}"
        parent = path.rpartition("/")[0]
        if parent not in folders:
            os.makedirs(parent, exist_ok=True)  # noqa: PTH103 - for thousands of files
            folders.add(parent)
        if isinstance(file.data, Path):
            _take(file.data, path)
        else:
            with open(path, "wb") as opened:  # noqa: PTH123
                opened.write(file.data)
        count += 1
    return count


def _take(source: Path, path: str) -> None:
    """Link a file, or copy it where it stands on another file system."""
    with suppress(FileNotFoundError):
        os.unlink(path)  # noqa: PTH108
    try:
        os.link(source, path)
    except OSError:
        shutil.copyfile(source, path)


class ServedFolder:
    """A site's folder that follows its files from build to build while it is served."""

    def __init__(self, folder: Path) -> None:
        """Begin with a folder in which nothing of the site is known."""
        self._folder = folder
        self._written: dict[str, bytes | Path] = {}

    def follow(self, files: Iterable[OutputFile]) -> None:
        """Write what is new or other than before, and delete what is no longer there."""
        wanted = {file.path: file.data for file in files}
        write_site(
            (
                OutputFile(path, data)
                for path, data in wanted.items()
                if self._written.get(path) != data
            ),
            self._folder,
        )
        for path in self._written.keys() - wanted.keys():
            (self._folder / path).unlink(missing_ok=True)
        self._written = wanted

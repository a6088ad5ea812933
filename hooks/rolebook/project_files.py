"""The files of a project that a build reads, each with the hash of its bytes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from rolebook.cache import hash_of

#: Folders of a project whose files a build reads.
CONTENT = ("content", "site_config")
_FOLDERS = (*CONTENT, "templates")


def file_hashes(root: Path) -> dict[str, str]:
    """Give the hash of every file that a build reads, by its name relative to ``root``."""
    names = [*names_in(root, _FOLDERS), "mkdocs.yml"]
    names += [f"hooks/{path.name}" for path in (root / "hooks").glob("*.py")]
    return {name: hash_of(_data(f"{root}/{name}")) for name in sorted(names)}


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


def _data(path: str) -> bytes:
    with open(path, "rb") as opened:  # noqa: PTH123 - for thousands of files
        return opened.read()

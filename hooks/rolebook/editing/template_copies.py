"""Templates that an employer has copied to change them, and what has become of their originals."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from rolebook.base.project_folders import TEMPLATES, files_in

#: Where a project keeps each file as it was when it was copied, so that a later version can be
#: compared with it.
ORIGINALS = Path("templates/.originals")


class TemplateCopy(NamedTuple):
    """A file under a project's ``templates/`` that replaces a packaged one, as bytes."""

    name: str
    own: bytes
    packaged: bytes
    original: bytes | None
    """The packaged file when it was copied; None if nobody noted it"""

    @property
    def is_outdated(self) -> bool:
        """Whether the packaged file has changed since it was copied."""
        return self.original is not None and self.original != self.packaged


def packaged_names() -> list[str]:
    """Name every file that a project can replace."""
    return sorted(files_in(TEMPLATES))


def copies_in(root: Path) -> Iterator[TemplateCopy]:
    """Give each file of a project that replaces a packaged one, by its name."""
    folder = root / "templates"
    if not folder.is_dir() or folder.samefile(TEMPLATES):
        return
    packaged = files_in(TEMPLATES)
    for name, path in sorted(files_in(folder).items()):
        if name in packaged:
            original = root / ORIGINALS / name
            known = original.read_bytes() if original.is_file() else None
            yield TemplateCopy(name, path.read_bytes(), packaged[name].read_bytes(), known)


def copy_template(root: Path, name: str) -> Path:
    """Copy a packaged file into a project, with a note of what it was.

    Raises:
        FileExistsError: if the project has it already.
    """
    path = root / "templates" / name
    if path.exists():
        raise FileExistsError(path)
    data = (TEMPLATES / name).read_bytes()
    for target in (root / ORIGINALS / name, path):
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return path

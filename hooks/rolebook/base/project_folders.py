"""The folders of a project, and those that come with Rolebook."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from .digests import digest_of, digest_of_file

#: Where a project keeps what builds leave for the next, relative to its root.
CACHE_FOLDER = Path(".cache/rolebook")
#: Packaged templates with a project's own among them, each such set named by its digest.
MERGED_TEMPLATES = CACHE_FOLDER / "merged-templates"

_PACKAGE = Path(__file__).parent.parent


def packaged(name: str) -> Path:
    """Give a folder that comes with Rolebook: beside its modules, or at the top of a checkout."""
    installed = _PACKAGE / name
    return installed if installed.is_dir() else _PACKAGE.parent.parent / name


#: The templates, style sheets, scripts and fonts that come with Rolebook.
TEMPLATES = packaged("templates")


def templates_folder(root: Path) -> Path:
    """Give the folder of a project's templates: its own files win, and the others are packaged.

    A project with none of its own uses the packaged folder, and one with all of them uses its own.
    Otherwise a folder in the cache has copies of both, since Typst reads nothing outside one root
    and refuses symbolic links that lead out of it.
    """
    folder = root / "templates"
    if not folder.is_dir() or folder.samefile(TEMPLATES):
        return TEMPLATES
    own, others = files_in(folder), files_in(TEMPLATES)
    if own.keys() >= others.keys():
        return folder
    files = dict(sorted({**others, **own}.items()))
    merged = root / MERGED_TEMPLATES / digest_of(*files, *map(digest_of_file, files.values()))
    if merged.is_dir():
        with suppress(OSError):
            os.utime(merged)  # so that `rolebook cache prune` leaves it
        return merged
    return _copied(files, merged)


def files_in(folder: Path) -> dict[str, Path]:
    """Give each file by its name in a folder, but for hidden ones and what is in hidden folders."""
    found = {}
    for within, folders, names in os.walk(folder, followlinks=True):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths = [Path(within, name) for name in names if not name.startswith(".")]
        found.update({path.relative_to(folder).as_posix(): path for path in paths})
    return found


def _copied(files: dict[str, Path], merged: Path) -> Path:
    """Copy files into a folder, which is there as a whole or not at all."""
    try:
        merged.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=".templates-", dir=merged.parent))
    except OSError:  # nothing can be kept here
        fresh = merged = Path(tempfile.mkdtemp(prefix="rolebook-templates-"))
        atexit.register(shutil.rmtree, fresh, ignore_errors=True)
    for name, path in files.items():
        (fresh / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, fresh / name)
    if fresh != merged:
        try:
            fresh.rename(merged)
        except OSError:  # another build has made the same
            shutil.rmtree(fresh, ignore_errors=True)
    return merged

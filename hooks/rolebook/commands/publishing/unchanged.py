"""Whether a site stands as the files would make it again: then there is nothing to build.

What builds a site takes longer to load than this takes to find out, so it loads next to nothing.
"""

from __future__ import annotations

import os
import pickle
import re
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from rolebook.base.digests import digest_of, digest_of_files
from rolebook.base.project_folders import TEMPLATES
from rolebook.build.project_files import KNOWN_FILES, FileDigest, FollowedFiles
from rolebook.build.version import installed, program_version
from rolebook.changes.git import state_of_git
from rolebook.site.site_folder import Ledger
from rolebook.site.site_place import SitePlace


class Inputs(NamedTuple):
    """The hash of everything that a build reads, and the digest of each file of the project."""

    key: str
    files: Mapping[str, FileDigest]


def inputs_of(root: Path, day: str, options: Iterable[str]) -> Inputs:
    """Give the hash of everything that a build reads, but for the time of the day."""
    parts = [
        day,
        *options,
        state_of_git(root),
        program_version(),
        environment_of(root),
    ]
    files = FollowedFiles(root, root / KNOWN_FILES).all_digests(time.time())
    named = [part for name, digest in files.items() for part in (name, digest.hash)]
    if not TEMPLATES.is_relative_to(root):
        names = sorted(path.relative_to(TEMPLATES) for path in TEMPLATES.rglob("*.*"))
        parts.append(digest_of_files(TEMPLATES, [name.as_posix() for name in names]))
    return Inputs(digest_of(*parts, *named), files)


@lru_cache(maxsize=1)
def environment_of(root: Path) -> str:
    """Tell what else the theme depends on: versions, and variables that mkdocs.yml may name."""
    config = (root / "mkdocs.yml").read_text("utf-8", errors="replace")
    names = sorted(set(re.findall(r"\b[A-Z][A-Z0-9_]+\b", config)))
    variables = [f"{name}={os.environ.get(name)}" for name in names]
    # Plugins and extensions of Markdown are packages like any other.
    return "\n".join([*variables, *installed()])


def note_inputs(place: SitePlace, inputs: str, since: float, until: float) -> None:
    """Remember what a site was built from, and between which moments it would come out the same."""
    if place.notes is not None:
        with suppress(OSError):
            (place.notes / "inputs").write_bytes(pickle.dumps((inputs, since, until)))


def forget_inputs(place: SitePlace) -> None:
    """Have the next build make the site, whatever it is built from."""
    if place.notes is not None:
        with suppress(OSError):
            (place.notes / "inputs").unlink(missing_ok=True)


def standing_site(place: SitePlace, inputs: str, moment: float) -> Ledger | None:
    """Give what stands in a place, if a build at this moment would make just that."""
    if place.notes is None:
        return None
    with suppress(Exception):  # whatever is wrong with the note, the site is built
        held, since, until = pickle.loads((place.notes / "inputs").read_bytes())  # noqa: S301
        if held == inputs and since <= moment < until:
            ledger = place.ledger
            return ledger if ledger.is_whole() else None
    return None
